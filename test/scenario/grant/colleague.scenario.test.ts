import { addActiveHolders, startScenario } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'

const ISSUE = 'IT-2'

/** A site with so many of 20 seats taken, at noon of the first day; Ada, Ben and others have accounts and no seat. */
async function atNoon(taken: number, settings: object = {}) {
  const scenario = await startScenario({ seats: 20, settings: { ...settings } })
  addActiveHolders(scenario, taken)
  const people = ['Ada', 'Ben', 'Cid', 'Dan', 'Eve', 'Fay'].map((name) => scenario.company.person(name))
  await scenario.runFor('12h')
  const holder = scenario.company.accountOf(scenario.company.people[0]!).accountId
  return { scenario, people, holder, idOf: (index: number) => scenario.company.accountOf(people[index]!).accountId }
}

const askFor = (scenario: Scenario, caller: string, accountId: string) =>
  scenario.complete(
    scenario.host.invokeResolver('portal-page', 'requestForColleague', { accountId }, { accountId: caller }),
  )

describe('a request for a colleague', () => {
  it('gives the colleague a seat within seconds, and nobody without access can ask', async () => {
    const { scenario, people, holder, idOf } = await atNoon(10)

    expect(await askFor(scenario, idOf(1), idOf(0))).toEqual({ state: 'cannot-ask' })
    expect(await askFor(scenario, holder, idOf(0))).toEqual({ state: 'asked' })
    await scenario.runFor('10s')

    expect(people.slice(0, 2).map((person) => scenario.company.holdsSeat(person))).toEqual([true, false])
    expect(await askFor(scenario, holder, idOf(0))).toEqual({ state: 'holds' })
  })

  it('cannot empty the seats: five a day, under the guard', async () => {
    const { scenario, people, holder, idOf } = await atNoon(14)

    const answers = []
    for (let index = 0; index < people.length; index += 1) answers.push(await askFor(scenario, holder, idOf(index)))
    await scenario.runFor('1m')

    expect(answers.map((answer) => (answer as { state: string }).state)).toEqual([
      ...Array<string>(5).fill('asked'),
      'limit',
    ])
    // Of six free seats two are above the reserve of five: the sixth and the fifth free one.
    expect(people.filter((person) => scenario.company.holdsSeat(person))).toHaveLength(2)
  })
})

describe('alerts as a notification', () => {
  it('tells the administrator once a day that seats are few and people wait', async () => {
    const { scenario, holder, idOf } = await atNoon(16, { alerts: { issueKey: ISSUE } })
    const { issues } = scenario.services.jira
    issues.add(ISSUE)
    await askFor(scenario, holder, idOf(0))

    await scenario.runFor('20m')
    expect(issues.mails).toMatchObject([
      { accountId: scenario.site.adminAccountId, subject: 'Universal Access: 2 things need your attention' },
    ])
    expect(issues.mails[0]!.text).not.toMatch(/@|Ada/)

    await scenario.runFor('23h')
    expect(issues.mails).toHaveLength(1)
    await scenario.runFor('90m')
    expect(issues.mails.length).toBeGreaterThan(1)
  })
})
