import type { Person } from '../../../sandbox/company/person'
import { keptBy, troublesOf } from '../../support/kept'
import { addActiveHolders, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const HOUR_MS = 3_600_000

/** Everybody has been met; at noon so many people leave. Those whom only the organization knows have a seat. */
async function startLeaving(names: readonly string[], synchronised: boolean) {
  const scenario = await startScenario({ seats: 100, permit: () => ({ maySuspend: true }) })
  const people = names.map((name) =>
    scenario.company.person(name, synchronised ? { account: true } : { seat: true, synchronised }),
  )
  addActiveHolders(scenario, 60)
  await scenario.runFor('12h')
  return { scenario, people, leave: () => people.forEach((one) => scenario.company.disable(one)) }
}

const leftOf = ({ company }: Scenario, people: readonly Person[]): string[] =>
  people.filter((one) => company.accountOf(one).status !== 'active').map(({ name }) => name)

const openPlans = (scenario: Scenario): string[] =>
  Object.entries(keptBy(scenario)).flatMap(([key, value]) =>
    /^plan:/.test(key) && (value as { status?: string }).status === 'applying' ? [key] : [],
  )

const alertsOf = async (scenario: Scenario): Promise<readonly string[]> => {
  const overview = await scenario.complete(scenario.administrator.call('getOverview'))
  return (overview as { alerts: readonly { type: string }[] }).alerts.map(({ type }) => type)
}

describe('a plan about people all of whom the service puts off', () => {
  it.each([
    ['scim writes 429', true, ['Ada']],
    ['scim writes 429 retry-after 20s', true, ['Ada']],
    ['scim writes 429 retry-after 20m', true, ['Ada', 'Ben']],
    ['organization DELETE /memberships 429', false, ['Ada']],
  ] as const)('ends, and each is their own trouble: %s', async (line, isSynchronised, names) => {
    const { scenario, people, leave } = await startLeaving(names, isSynchronised)
    const lines = names.map((name) => `${line} for ${name}`)
    const lift = lines.map((one) => scenario.faults.add(one))

    leave()
    await scenario.runFor('55m')

    expect(openPlans(scenario)).toEqual([])
    const troubles = Object.values(troublesOf(scenario))
    expect(troubles.map(({ because }) => because)).toEqual(names.map(() => 'throttled'))
    expect(await alertsOf(scenario)).toContain('leavers-fail')

    await scenario.runFor('23h')
    expect(leftOf(scenario, people)).toEqual([])
    for (const one of lines) expect(scenario.faults.struck(one)).toBeLessThanOrEqual(25)

    for (const end of lift) end()
    await scenario.runFor('190m')
    expect([leftOf(scenario, people), troublesOf(scenario)]).toEqual([names, {}])
  })

  it('is a service at rest where they are three, and nobody’s try is counted', async () => {
    const names = ['Ada', 'Ben', 'Cleo', 'Dan']
    const { scenario, people, leave } = await startLeaving(names, true)
    const asked: number[] = []
    const lift = scenario.faults.add('scim writes 429 retry-after 20m')
    scenario.host.onRequest((service, { method }) => {
      if (service === 'scim' && method === 'PUT') asked.push(scenario.clock.now())
    })

    leave()
    await scenario.runFor('50m')

    expect(Object.values(troublesOf(scenario)).map(({ tries }) => tries)).toEqual([0, 0, 0, 0])
    expect(await alertsOf(scenario)).not.toContain('leavers-fail')
    const pauses = asked.map((at, index) => at - asked[index - 1]!).filter((pause) => pause > 60_000)
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(HOUR_MS / 3)

    lift()
    await scenario.runFor('30m')
    expect(leftOf(scenario, people)).toEqual(names)
  })
})
