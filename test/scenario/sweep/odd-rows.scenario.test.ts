import type { Person } from '../../../sandbox/company/person'
import { DAY_MS, lastRun } from '../../support/scenario'
import type { Scenario } from '../../support/scenario'
import { addIdleHolder, ask, rewriteAccounts, sweepNow, sweepSite } from '../../support/sweep-site'

const NEVER_USED_TOO = { settings: { removeNeverUsed: true } }

/** A site of active holders and 2 idle ones, and Odd, who is as idle. */
async function siteWithOdd(active = 40) {
  const people: Person[] = []
  const { scenario, idle } = await sweepSite(active, 2, NEVER_USED_TOO, (site) => {
    people.push(addIdleHolder(site.scenario, 'Odd'))
  })
  const odd = people[0]!
  return { scenario, idle, odd, accountId: scenario.company.accountOf(odd).accountId }
}

const holds = (scenario: Scenario, people: readonly Person[]): boolean[] =>
  people.map((person) => scenario.company.holdsSeat(person))

describe('a row of the organization that is not as it should be', () => {
  it.each([
    'groups missing',
    'groups null',
    'groups.id null',
    'platformRoles missing',
    'platformRoles null',
    'platformRoles atlassian/site-admin',
    'productAccess missing',
    'productAccess null',
    'productAccess.key null',
    'accountType missing',
    'accountType atlassian-robot',
    'accountStatus null',
    'status dormant',
    'membershipStatus missing',
  ])('keeps what its person has, and is counted and named: %s', async (row) => {
    const { scenario, idle, odd, accountId } = await siteWithOdd()
    scenario.faults.add(`organization row ${row} for Odd`)

    await sweepNow(scenario)

    expect(holds(scenario, [odd, ...idle])).toEqual([true, false, false])
    expect(await lastRun(scenario, 'sweep')).toMatchObject({
      outcome: 'done',
      counts: { revoked: 2, oddRows: 1 },
      skips: { 'row-incomplete': 1 },
      oddRows: [accountId],
    })
  })

  it.each([
    'productAccess.lastActiveTimestamp missing',
    'productAccess.lastActiveTimestamp null',
    'productAccess.lastActiveTimestamp 0001-01-01T00:00:00Z',
    'productAccess.lastActiveTimestamp 1970-01-01T00:00:00Z',
    'productAccess.lastActiveTimestamp 0',
    'productAccess.lastActiveTimestamp soon',
    'productAccess.lastActiveTimestamp 2036-01-01T00:00:00Z',
    'addedToOrg null',
    'addedToOrg 2036-01-01T00:00:00Z',
  ])('keeps what its person has where the date is none: %s', async (row) => {
    const { scenario, idle, odd } = await siteWithOdd()
    scenario.faults.add(`organization row ${row} for Odd`)

    await sweepNow(scenario)

    expect(holds(scenario, [odd, ...idle])).toEqual([true, false, false])
    expect((await lastRun(scenario, 'sweep')).skips).toEqual({ 'activity-unknown': 1 })
  })

  it.each(['groups', 'platformRoles'])(
    'keeps what its person has where it lacks %s only when it is read again',
    async (field) => {
      const { scenario, idle, odd } = await siteWithOdd()
      let isPlanned = false
      scenario.host.onRequest((_, { url }) => {
        // The plan reads the roles of groups once everybody has been listed.
        if (isPlanned || !url.pathname.endsWith('/role-assignments')) return
        isPlanned = true
        scenario.faults.add(`organization row ${field} missing for Odd`)
      })

      await sweepNow(scenario)

      expect(holds(scenario, [odd, ...idle])).toEqual([true, false, false])
      expect((await lastRun(scenario, 'sweep')).counts).toMatchObject({ revoked: 2, skipped: 1 })
    },
  )

  it.each([
    [2, 'done'],
    [3, 'failed'],
  ])('stops the run where there are %i of 243', async (count, outcome) => {
    const { scenario } = await siteWithOdd(240)
    const odd = [...scenario.site.accounts.values()].slice(10, 10 + count).map(({ accountId }) => accountId)
    rewriteAccounts(scenario, (account) =>
      odd.includes(account.accountId) ? ({ ...account, groups: null } as never) : account,
    )

    await sweepNow(scenario)
    await scenario.runFor('20m')

    expect((await lastRun(scenario, 'sweep')).outcome).toBe(outcome)
    expect(scenario.removals()).toBe(outcome === 'done' ? 3 : 0)
  })
})

describe('two sites of one organization', () => {
  it('take the seat of who is idle here and busy there, and leave that of who is busy here', async () => {
    const { scenario, idle } = await sweepSite(40, 1)
    const { site, company, startsAt } = scenario
    const elsewhere = idle[0]!
    const here = company.person('Busy here', { seat: true, lastActiveAt: startsAt - DAY_MS / 2 })
    site.recordActivityElsewhere(company.accountOf(elsewhere).accountId, startsAt)
    site.recordActivityElsewhere(company.accountOf(here).accountId, startsAt - 300 * DAY_MS)

    await sweepNow(scenario)

    expect(holds(scenario, [elsewhere, here])).toEqual([false, true])
  })

  it('are told apart by the freshness rule', async () => {
    const { scenario } = await sweepSite(0, 20)
    const { site, company } = scenario
    const busy = company.accountOf(company.person('Busy there', { seat: true }))
    site.recordActivityElsewhere(busy.accountId)

    await sweepNow(scenario)

    expect(await lastRun(scenario, 'sweep')).toMatchObject({
      outcome: 'refused',
      because: expect.stringContaining('48 hours'),
    })
  })

  it('cannot be told apart where the organization names none, which keeps the seat and is said', async () => {
    const { scenario, idle } = await sweepSite(40, 2, { guesses: { 'org-activity-site': 'missing' } })
    const { company, site } = scenario
    site.recordActivityElsewhere(company.accountOf(idle[0]!).accountId, scenario.startsAt)

    await sweepNow(scenario)

    expect(holds(scenario, idle)).toEqual([true, false])
    const { lines } = await ask<{ lines: { check: string; outcome: string }[] }>(scenario, 'checkReadiness')
    expect(lines).toContainEqual(expect.objectContaining({ check: 'activity', outcome: 'no-site' }))
  })
})
