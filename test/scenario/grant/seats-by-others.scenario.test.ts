import type { Scenario } from '../../support/scenario'
import { addActiveHolders, startScenario } from '../../support/scenario'

const PRODUCT = 'jira-software'

/** At noon, 30 of 100 seats are taken, and ten people have accounts without access. */
async function atNoon() {
  const scenario = await startScenario()
  addActiveHolders(scenario, 30)
  const people = Array.from({ length: 10 }, (_, index) => scenario.company.person(`Ada ${index}`, { account: true }))
  await scenario.runFor('12h')
  return { scenario, accountIds: people.map((person) => scenario.company.accountOf(person).accountId) }
}

async function findAlert(scenario: Scenario): Promise<string | undefined> {
  const overview = await scenario.complete(scenario.administrator.call('getOverview'))
  const { alerts } = overview as { alerts: { type: string; text: string }[] }
  return alerts.find(({ type }) => type === 'seats-by-others')?.text
}

const giveByHand = ({ site, company }: Scenario, accountIds: readonly string[]): void => {
  for (const id of accountIds) site.setMember(id, company.accessGroupId, true, 'admin')
}

describe('seats that others give', () => {
  it('are told by their number within a quarter of an hour', async () => {
    const { scenario, accountIds } = await atNoon()
    giveByHand(scenario, accountIds.slice(0, 6))

    await scenario.runFor('15m')

    expect(await findAlert(scenario)).toMatch(/ 6 seats were given by others/)
  })

  it('are no alert while they are five', async () => {
    const { scenario, accountIds } = await atNoon()
    giveByHand(scenario, accountIds.slice(0, 5))

    await scenario.runFor('30m')

    expect(await findAlert(scenario)).toBeUndefined()
  })

  it('are not those that the app gave or freed', async () => {
    const { scenario, accountIds } = await atNoon()
    const { administrator, company } = scenario
    for (const accountId of accountIds)
      await scenario.complete(administrator.call('grantNow', { productKey: PRODUCT, accountId }))
    await scenario.runFor('30m')
    expect(scenario.site.seatsUsed(PRODUCT)).toBe(40)
    expect(await findAlert(scenario)).toBeUndefined()

    for (const person of company.people.slice(30, 38)) company.disable(person)
    await scenario.runFor('30m')
    expect(scenario.site.seatsUsed(PRODUCT)).toBe(32)
    expect(await findAlert(scenario)).toBeUndefined()
  })

  it('are told although leavers free as many', async () => {
    const { scenario, accountIds } = await atNoon()
    for (const person of scenario.company.people.slice(0, 6)) scenario.company.disable(person)
    giveByHand(scenario, accountIds.slice(0, 6))

    await scenario.runFor('45m')

    expect(scenario.site.seatsUsed(PRODUCT)).toBe(30)
    expect(await findAlert(scenario)).toMatch(/ 6 seats were given by others/)
  })
})
