import type { ForgeHost } from '../../../sandbox/forge/host'
import { addActiveHolders, DAY_MS, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const ONCE_A_YEAR = '0 4 1 1 *'

async function startPair(seats: number): Promise<Scenario & { second: ReturnType<Scenario['installAgain']> }> {
  const scenario = await startScenario({ seats, settings: { schedules: { sweep: ONCE_A_YEAR } } })
  const second = scenario.installAgain()
  await scenario.complete(second.administrator.setUp({}))
  return { ...scenario, second }
}

function ask(scenario: Scenario, host: ForgeHost, names: readonly string[]): Promise<unknown>[] {
  return names.map((name) => {
    const { userId } = scenario.company.people.find((person) => person.name === name)!
    const { accountId } = scenario.identities.accountOf(userId)!
    return host.invokeResolver('portal-page', 'request', {}, { accountId })
  })
}

describe('a second installation on the same site', () => {
  it('races the first one for the last seats, and costs the reserve one seat for each at most', async () => {
    const scenario = await startPair(20)
    addActiveHolders(scenario, 12)
    const names = Array.from({ length: 12 }, (_, index) => `Asker ${index}`)
    for (const name of names) scenario.company.person(name, { account: true })
    await scenario.runFor('12h')

    const { host, second } = scenario
    await scenario.complete(
      Promise.all([...ask(scenario, host, names.slice(0, 6)), ...ask(scenario, second.host, names.slice(6))]),
    )
    await scenario.runFor('15m')

    // Eight free: four seats until the reserve of five refuses, and a lost race of each installation.
    const granted = scenario.company.people
      .filter(({ name }) => name.startsWith('Asker'))
      .filter(scenario.company.holdsSeat)
    expect(granted.length).toBeGreaterThanOrEqual(4)
    expect(granted.length).toBeLessThanOrEqual(6)
    const { grantsBelowReserve, lostRaces } = scenario.report.read()
    expect(grantsBelowReserve).toBe(lostRaces)
  })

  it('is just another administrator: what it takes is not held against the first, and nothing of it stays', async () => {
    const scenario = await startPair(30)
    addActiveHolders(scenario, 15)
    const { startsAt, company, second } = scenario
    const idle = company.person('Ida', {
      seat: true,
      addedAt: startsAt - 400 * DAY_MS,
      lastActiveAt: startsAt - 300 * DAY_MS,
    })

    await scenario.runFor('30h')

    expect(company.holdsSeat(idle)).toBe(false)
    expect(scenario.removals()).toBe(0)
    expect(scenario.report.read()).toMatchObject({ revocations: 0, wrongRevocations: 0 })

    await scenario.complete(second.host.uninstall())
    expect(second.host.inspectStorage()).toEqual({
      entities: { record: {}, request: {} },
      kvs: {},
      secretKeys: [],
    })
    expect(scenario.violations()).toEqual([])
  })
})
