import { DAY_MS, lastRun } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'
import { ask, sweepNow, sweepSite } from '../../support/sweep-site'

const ISSUE = 'IT-1'

/** A site with notices on; holders who open Jira every day, and idle ones. */
async function noticeSite(idle: number, options: Parameters<typeof sweepSite>[2] = {}) {
  const settings = { notices: { issueKey: ISSUE, daysBefore: [5, 2] }, ...options.settings }
  const site = await sweepSite(30, idle, { ...options, settings })
  site.scenario.services.jira.issues.add(ISSUE)
  return site
}

/** Days pass, and whoever works does; nothing is swept but what a test starts. */
async function liveFor(scenario: Scenario, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await scenario.advanceTo(scenario.clock.now() + DAY_MS)
    for (const person of scenario.company.people) if (person.usesJira) scenario.company.useJira(person)
    await scenario.settle()
  }
}

const mails = (scenario: Scenario) => scenario.services.jira.issues.mails
const idOf = (scenario: Scenario, person: Parameters<Scenario['company']['accountOf']>[0]) =>
  scenario.company.accountOf(person).accountId

describe('notices of the sweep', () => {
  it('tells everybody first and again, and takes the seat back only of who does not open the issue', async () => {
    const { scenario, idle } = await noticeSite(4)
    await sweepNow(scenario)
    expect(mails(scenario).map(({ accountId, isDelivered }) => [accountId, isDelivered])).toEqual(
      idle.map((person) => [idOf(scenario, person), true]),
    )
    expect(mails(scenario)[0]!.text).toContain(`${scenario.site.siteUrl}/browse/${ISSUE}`)
    expect(await lastRun(scenario, 'sweep')).toMatchObject({
      counts: { notify: 4, notified: 4, revoke: 0 },
      skips: { 'notice-period': 4 },
    })

    // One opens the issue: that is activity, and shows the next day.
    scenario.company.useJira(idle[0]!)
    await liveFor(scenario, 3)
    await sweepNow(scenario)
    expect(
      mails(scenario)
        .slice(4)
        .map(({ accountId }) => accountId),
    ).toEqual(idle.slice(1).map((person) => idOf(scenario, person)))
    await liveFor(scenario, 1)
    await sweepNow(scenario)
    expect(scenario.removals()).toBe(0)
    await liveFor(scenario, 2)
    await sweepNow(scenario)

    expect(idle.map((person) => scenario.company.holdsSeat(person))).toEqual([true, false, false, false])
    expect(mails(scenario)).toHaveLength(7)
  })

  it('keeps whom Jira refuses to tell, and says so to the administrator', async () => {
    const { scenario } = await noticeSite(2)
    scenario.services.jira.issues.setMailOff(true)

    await sweepNow(scenario)
    await liveFor(scenario, 6)
    await sweepNow(scenario)

    expect(scenario.removals()).toBe(0)
    expect(mails(scenario)).toEqual([])
    expect(await lastRun(scenario, 'sweep')).toMatchObject({ counts: { 'notice-refused': 2 } })
  })

  it('tells nobody in a dry run', async () => {
    const { scenario } = await noticeSite(2, { isArmed: false })

    await sweepNow(scenario)

    expect(mails(scenario)).toEqual([])
    expect(await lastRun(scenario, 'sweep')).toMatchObject({ outcome: 'dry-run', counts: { notify: 2 } })
  })

  it('sends a test to one holder', async () => {
    const { scenario, idle } = await noticeSite(1)

    await ask(scenario, 'testNotice', { accountId: idOf(scenario, idle[0]!) })

    expect(mails(scenario)).toMatchObject([{ subject: '[Test] Your access to Jira ends in 5 days', isDelivered: true }])
    await expect(ask(scenario, 'testNotice', { accountId: 'nobody' })).rejects.toThrow(
      'Expected somebody who has access',
    )
  })

  it('loses nobody and tells nobody twice, but for one call of which nobody knows, when it is killed at any call', async () => {
    for (const killAt of [2, 4, 6, 8, 10, 12]) {
      const fault = `jobs-worker killed at ${killAt}`
      const { scenario, idle } = await noticeSite(3, { faults: [fault] })

      await sweepNow(scenario)
      await scenario.runFor('20m')

      const told = mails(scenario).map(({ accountId }) => accountId)
      expect([killAt, [...new Set(told)].sort()]).toEqual([killAt, idle.map((one) => idOf(scenario, one)).sort()])
      expect(told.length).toBeLessThanOrEqual(6)
      expect(scenario.faults.struck(fault)).toBe(1)
      expect(scenario.removals()).toBe(0)
    }
  })
})
