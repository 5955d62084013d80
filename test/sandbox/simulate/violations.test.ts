import { runSimulation } from '../../../sandbox/simulation/run-simulation'
import { stubBundle } from './stub-bundle'

const FLAGS = {
  people: 20,
  enabled: 20,
  seats: 10,
  active: 5,
  reserve: 5,
  dormancyDays: 180,
  days: 1,
  seed: 1,
  directory: 'entra' as const,
}

describe('a simulation', () => {
  it('fails when the app uses a host that its manifest does not declare, and names it', async () => {
    const bundle = { ...stubBundle, backend: stubBundle.backend.replace('index.cjs', 'undeclared.cjs') }

    const work = runSimulation({ flags: FLAGS, bundle, log: () => undefined })

    await expect(work).rejects.toThrow('tick fetched https://undeclared.example')
  })

  it('fails when the app asks for an endpoint or a parameter that does not exist, and names it', async () => {
    const bundle = { ...stubBundle, backend: stubBundle.backend.replace('index.cjs', 'unknown.cjs') }
    const lines: string[] = []

    const work = runSimulation({ flags: FLAGS, bundle, log: (line) => lines.push(line) })

    await expect(work).rejects.toThrow('GET /rest/api/3/nowhere: unknown endpoint')
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringContaining('GET /rest/api/3/applicationrole: unknown query parameter "page"'),
        expect.stringContaining('the manifest lacks read:jira-user'),
      ]),
    )
  })
})
