import type { Person } from '../../../sandbox/company/person'
import type { SettingsPatch } from '../../../sandbox/administrator/create-administrator'
import { DAY_MS, lastRun } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'
import { sweepNow, sweepSite } from '../../support/sweep-site'

/** Holders whose accounts were added so many days before the Monday, and who have never used Jira. */
async function siteWithUnused(addedDaysAgo: readonly number[], settings: SettingsPatch = {}) {
  const unused: Person[] = []
  const { scenario } = await sweepSite(40, 0, { settings: { removeNeverUsed: true, ...settings } }, (site) => {
    for (const days of addedDaysAgo) unused.push(addUnused(site.scenario, days))
  })
  return { scenario, unused }
}

function addUnused(scenario: Scenario, days: number, seat = true): Person {
  const addedAt = scenario.startsAt - days * DAY_MS
  return scenario.company.person(`Added ${days}`, { seat, account: true, addedAt, lastActiveAt: null })
}

const holds = (scenario: Scenario, people: readonly Person[]): boolean[] =>
  people.map((person) => scenario.company.holdsSeat(person))

describe('access that was never used', () => {
  it('goes at the first sweep where the account is old enough, with a day for the lag', async () => {
    const { scenario, unused } = await siteWithUnused([1_000, 180, 179])

    await sweepNow(scenario)

    expect(holds(scenario, unused)).toEqual([false, false, true])
    expect(await lastRun(scenario, 'sweep')).toMatchObject({ outcome: 'done', counts: { revoked: 2 } })
    expect(scenario.report.read()).toMatchObject({ wrongRevocations: 0, blindRevocations: 0 })
  })

  it('stays while the switch is off', async () => {
    const { scenario, unused } = await siteWithUnused([1_000], { removeNeverUsed: false })

    await sweepNow(scenario)

    expect(holds(scenario, unused)).toEqual([true])
    expect((await lastRun(scenario, 'sweep')).skips).toEqual({ 'activity-unknown': 1 })
  })

  it('counts from the grant where another administrator gave it after the first sweep', async () => {
    const { scenario } = await siteWithUnused([])
    const late = addUnused(scenario, 1_000, false)
    await sweepNow(scenario)
    const { site, company } = scenario
    // Jira’s event about it is lost.
    company.furnish(() => site.setMember(company.accountOf(late).accountId, company.accessGroupId, true, 'admin'))
    await scenario.runFor('1m')

    await sweepNow(scenario)

    expect(holds(scenario, [late])).toEqual([true])
    expect((await lastRun(scenario, 'sweep')).skips).toEqual({ 'grace-period': 1 })
  })

  it('counts from the grant where Jira told of it before the first sweep', async () => {
    const { scenario } = await siteWithUnused([])
    const { site, company } = scenario
    const late = addUnused(scenario, 1_000, false)
    site.setMember(company.accountOf(late).accountId, company.accessGroupId, true, 'admin')
    await scenario.runFor('5m')

    await sweepNow(scenario)

    expect(holds(scenario, [late])).toEqual([true])
  })

  it('stays where the person has just begun to use it, which only an event tells', async () => {
    const { scenario, unused } = await siteWithUnused([1_000])
    scenario.company.useJira(unused[0]!)
    await scenario.runFor('5m')

    await sweepNow(scenario)

    expect(holds(scenario, unused)).toEqual([true])
  })

  it('is told of first where notices are on', async () => {
    const { scenario, unused } = await siteWithUnused([1_000, 1_000], {
      notices: { issueKey: 'IT-1', daysBefore: [5, 2] },
    })
    scenario.services.jira.issues.add('IT-1')

    await sweepNow(scenario)

    expect(holds(scenario, unused)).toEqual([true, true])
    expect(await lastRun(scenario, 'sweep')).toMatchObject({ counts: { notified: 2 }, skips: { 'notice-period': 2 } })
  })

  it('waits for an approval beyond the removal limit', async () => {
    const { scenario } = await siteWithUnused(Array<number>(12).fill(1_000))

    await sweepNow(scenario)

    expect(scenario.removals()).toBe(0)
    expect((await lastRun(scenario, 'sweep')).outcome).toBe('held')
  })

  it('stays in a product of which the organization tells no use by anybody', async () => {
    const { scenario, unused } = await siteWithUnused([1_000])
    const { site, company } = scenario
    const wiki = site.addGroup({ name: 'wiki-users', productKeys: [] })
    company.furnish(() => site.setMember(company.accountOf(unused[0]!).accountId, wiki.groupId, true, 'admin'))
    await scenario.complete(scenario.administrator.saveConnections({ groupIds: [company.accessGroupId, wiki.groupId] }))
    const confluence = { key: 'confluence', kind: 'group' as const, accessGroupIds: [wiki.groupId], seatTotal: 50 }
    await scenario.complete(
      scenario.administrator.saveSettings({ products: [{ key: company.productKey }, confluence] }),
    )

    await sweepNow(scenario)

    expect([...company.accountOf(unused[0]!).groupIds]).toEqual([wiki.groupId])
  })
})
