import type { Sandbox } from '../../../sandbox/create-sandbox'
import { runSimulation } from '../../../sandbox/simulation/run-simulation'
import { appBundle } from '../../support/bundle'
import { holdSandboxToContracts } from '../../support/contracts'

const SCARCE = {
  people: 200,
  enabled: 190,
  seats: 40,
  active: 60,
  reserve: 5,
  dormancyDays: 180,
  days: 4,
  seed: 3,
  directory: 'entra' as const,
}
const AMPLE = { ...SCARCE, seats: 110 }

function run(flags: typeof SCARCE) {
  const onStart = (sandbox: Sandbox): undefined => void holdSandboxToContracts(sandbox)
  return runSimulation({ flags, bundle: appBundle(), log: () => undefined, onStart })
}

describe('the built app in a small company', () => {
  it('gives the same report for the same seed', async () => {
    const [first, second] = [await run(SCARCE), await run(SCARCE)]

    expect(second).toEqual(first)
  })

  it('refuses when seats are scarce, and never touches the reserve', async () => {
    const report = await run(SCARCE)

    expect(report.refusals).toBeGreaterThan(0)
    expect(report).toMatchObject({ minFreeSeats: 4, grantsBelowReserve: 0, grantsByProvisioning: 0, lostRaces: 0 })
    expect(report.provisioned).toBe(report.enabled)
  })

  it('takes back what lies unused and nothing else', async () => {
    const report = await run(AMPLE)

    expect(report.revocations).toBeGreaterThan(0)
    expect(report).toMatchObject({
      ...{ wrongRevocations: 0, blindRevocations: 0, missedRevocations: 0 },
      ...{ refusals: 0, waiting: 0, leaversMissed: 0, timedOutInvocations: 0 },
    })
  })
})
