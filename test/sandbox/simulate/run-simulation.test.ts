import { runSimulation } from '../../../sandbox/simulation/run-simulation'
import { stubBundle } from './stub-bundle'

const FLAGS = {
  people: 500,
  enabled: 480,
  seats: 200,
  active: 120,
  reserve: 5,
  dormancyDays: 180,
  days: 5,
  seed: 1,
  directory: 'entra' as const,
}

function run(flags: Partial<typeof FLAGS> = {}) {
  return runSimulation({ flags: { ...FLAGS, ...flags }, bundle: stubBundle, log: () => undefined })
}

describe('runSimulation', () => {
  it('reports an app that does nothing as what it is', async () => {
    const report = await run()

    expect(report).toMatchObject({
      ...{ people: 500, seats: 200, days: 5, seed: 1, enabled: 480, grants: 0, grantsByProvisioning: 0 },
      ...{ peakSeatsUsed: 144, finalSeatsUsed: 144, minFreeSeats: 56, grantsBelowReserve: 0, lostRaces: 0 },
      ...{ refusals: 0, waiting: 0, revocations: 0, wrongRevocations: 0, blindRevocations: 0, leaversHandled: 0 },
      ...{ medianGrantSeconds: null, p99GrantSeconds: null, timedOutInvocations: 0 },
      requests: { jira: 0, organization: 0, scim: 0, entra: 0 },
    })
    expect(report.missedRevocations).toBeGreaterThan(0)
    expect(report.provisioned).toBeLessThan(report.enabled)
  })

  it('counts a tick every five minutes and an event for every active holder and working day', async () => {
    const { invocations } = await run()

    const ticks = (5 * 86_400) / 300
    const events = 5 * 120
    expect(invocations).toBeGreaterThan((ticks + events) * 0.97)
    expect(invocations).toBeLessThan((ticks + events) * 1.03)
  })

  it('gives the same report for the same seed, and another for another', async () => {
    const [first, second, other] = [await run({ seed: 7 }), await run({ seed: 7 }), await run({ seed: 8 })]

    expect(second).toEqual(first)
    expect(other).not.toEqual({ ...first, seed: 8 })
  })

  it('tells when the administrator cannot set the app up', async () => {
    const broken = { ...stubBundle, backend: stubBundle.backend.replace('index.cjs', 'broken.cjs') }

    const work = runSimulation({ flags: FLAGS, bundle: broken, log: () => undefined })

    await expect(work).rejects.toThrow('No settings today')
  })
})
