import fc from 'fast-check'
import { findCandidates, findKeepReason, planNotices, planSweep, textOf } from '../../src/core/sweep'
import type { SweepSnapshot } from '../../src/core/sweep'
import type { Account, SeatRecord } from '../../src/core/people'
import { dayNumber } from '../../src/core/time'
import type { ProductSettings } from '../../src/core/settings/products'
import { NOW, account, daysAgo, products, settings } from '../support/builders'

const dormant = (name: string, change: Partial<Account> = {}): Account =>
  account(name, { lastSeen: daysAgo(200), ...change })

const never = dormant('Bea', { lastSeen: null })

const exempt = (accountId: string, until: string | null) => ({ accountId, owner: 'Grace', reason: 'on leave', until })

const rulesOf = ({ key, kind, dormancyDays }: ProductSettings) => ({ key, kind, dormancyDays })

const snapshotOf = (holders: readonly Account[], change: Partial<SweepSnapshot> = {}): SweepSnapshot => ({
  holders,
  population: holders.length,
  accessGroupIds: ['g-jira', 'g-jira-2'],
  readOnlyGroups: new Map(),
  records: new Map(),
  usedIn: new Set(['jira']),
  adminGroups: { unknown: new Set<string>(), admin: new Set(), unread: new Set() },
  kept: new Map(),
  accessProducts: [],
  ...change,
})

function plan(holders: readonly Account[], change: Partial<SweepSnapshot> = {}, config = settings()) {
  return planSweep(snapshotOf(holders, change), { ...config, ...rulesOf(config.products[0]) }, NOW)
}

describe('planSweep', () => {
  it('revokes whoever is dormant, from every group that grants the product and no other', () => {
    const planned = plan([account('Ada'), dormant('Bea', { groupIds: ['g-jira', 'g-project', 'g-jira-2'] })])

    expect(planned.actions).toEqual([
      {
        type: 'revoke',
        productKey: 'jira-software',
        accountId: 'a-bea',
        groupIds: ['g-jira', 'g-jira-2'],
        because: 'dormant',
        newest: { source: 'organization', at: daysAgo(200) },
      },
    ])
    expect(planned.population).toBe(2)
  })

  const record = (change: Partial<SeatRecord>): ReadonlyMap<string, SeatRecord> =>
    new Map([['a-bea', { holds: true, ...change }]])

  it.each([
    ['an administrator', dormant('Bea', { isAdmin: true }), {}, {}, 'administrator'],
    [
      'a member of a group of administrators',
      dormant('Bea', { groupIds: ['g-jira', 'g-admins'] }),
      { adminGroups: { unknown: new Set<string>(), admin: new Set(['g-admins']), unread: new Set<string>() } },
      {},
      'administrator',
    ],
    [
      'a member of a group that is not read yet',
      dormant('Bea', { groupIds: ['g-jira', 'g-new'] }),
      { adminGroups: { unknown: new Set<string>(), admin: new Set<string>(), unread: new Set(['g-new']) } },
      {},
      'group-unread',
    ],
    [
      'a member of a group with a role that nobody knows',
      dormant('Bea', { groupIds: ['g-jira', 'g-odd'] }),
      { adminGroups: { unknown: new Set(['g-odd']), admin: new Set<string>(), unread: new Set<string>() } },
      {},
      'unknown-role',
    ],
    [
      'whom a group in doubt protects',
      dormant('Bea'),
      { kept: new Map([['a-bea', 'exempt-group' as const]]) },
      {},
      'exempt-group',
    ],
    ['somebody whose record could not be read', dormant('Bea'), { unread: new Set(['a-bea']) }, {}, 'activity-unknown'],
    ['an app account', dormant('Bea', { type: 'other' }), {}, {}, 'not-a-person'],
    ['an exempt person', dormant('Bea'), {}, { exemptPeople: [exempt('a-bea', null)] }, 'exempt-person'],
    [
      'somebody exempt until today',
      dormant('Bea'),
      {},
      { exemptPeople: [exempt('a-bea', '2026-03-18')] },
      'exempt-person',
    ],
    [
      'a member of an exempt group',
      dormant('Bea', { groupIds: ['g-jira', 'g-vip'] }),
      {},
      { exemptGroupIds: ['g-vip'] },
      'exempt-group',
    ],
    [
      'a person of whom not everything is told',
      dormant('Bea', { gaps: { missing: ['groups'] } }),
      {},
      {},
      'row-incomplete',
    ],
    ['a person of an unknown state', dormant('Bea', { gaps: { unknown: ['status'] } }), {}, {}, 'row-incomplete'],
    ['somebody seen at no date', dormant('Bea', { gaps: { dates: ['jira'] } }), {}, {}, 'activity-unknown'],
    ['somebody there since no date', dormant('Bea', { addedAt: null }), {}, {}, 'activity-unknown'],
    ['somebody whose activity is unknown', dormant('Bea', { lastSeen: null }), {}, {}, 'activity-unknown'],
    [
      'a holder through a synchronised group',
      dormant('Bea'),
      { readOnlyGroups: new Map([['g-jira', 'synchronised' as const]]) },
      {},
      'synchronised-group',
    ],
    [
      'a holder through a group that the app may not write to',
      dormant('Bea'),
      { readOnlyGroups: new Map([['g-jira', 'not-listed' as const]]) },
      {},
      'unlisted-group',
    ],
    [
      'somebody our own record shows active',
      dormant('Bea'),
      { records: record({ seenDay: dayNumber(NOW) - 3 }) },
      {},
      'recently-active',
    ],
    ['somebody granted lately', dormant('Bea'), { records: record({ grantedAt: daysAgo(10) }) }, {}, 'grace-period'],
    [
      'somebody given back lately',
      dormant('Bea'),
      { records: record({ givenBackAt: daysAgo(10) }) },
      {},
      'grace-period',
    ],
    [
      'somebody granted within the period',
      dormant('Bea'),
      { records: record({ grantedAt: daysAgo(60) }) },
      {},
      'recently-granted',
    ],
    [
      'somebody in a grace longer than the period',
      dormant('Bea'),
      { records: record({ grantedAt: daysAgo(190) }) },
      { graceDays: 200 },
      'grace-period',
    ],
    [
      'who never used it and was granted within the period',
      never,
      { records: record({ grantedAt: daysAgo(100) }) },
      { removeNeverUsed: true },
      'recently-granted',
    ],
    [
      'who never used what nobody is told to use',
      never,
      { usedIn: new Set(['confluence']) },
      { removeNeverUsed: true },
      'activity-unknown',
    ],
    [
      'who never used it, there since no date',
      { ...never, addedAt: null },
      {},
      { removeNeverUsed: true },
      'activity-unknown',
    ],
  ])('keeps %s and says why', (_, holder, change, config, because) => {
    const planned = plan([holder], change, settings(config))

    expect(planned.actions).toEqual([])
    expect(planned.skips).toMatchObject([{ id: 'a-bea', because }])
  })

  it.each([
    ['an exemption that ended yesterday', dormant('Bea'), {}, { exemptPeople: [exempt('a-bea', '2026-03-17')] }],
    [
      'never used, granted long ago, with the switch on',
      never,
      { records: record({ grantedAt: daysAgo(181) }) },
      { removeNeverUsed: true },
    ],
    [
      'never used, the account as old, and a day for the lag, with the switch on',
      { ...never, addedAt: daysAgo(181) },
      {},
      { removeNeverUsed: true },
    ],
  ])('revokes %s', (_, holder, change, config) => {
    expect(plan([holder], change, settings(config)).actions).toHaveLength(1)
  })

  it('names the path of access that is not ours to end', () => {
    const planned = plan([dormant('Bea', { groupIds: ['g-jira', 'g-jira-2'] })], {
      readOnlyGroups: new Map([['g-jira-2', 'synchronised']]),
    })

    expect(planned.skips).toMatchObject([
      { because: 'synchronised-group', productKey: 'jira-software', groupIds: ['g-jira-2'] },
    ])
  })

  it('never plans the removal of an administrator, an app or an exempt account, on any input', () => {
    const holder = fc.record({
      accountId: fc.constantFrom('a-ada', 'a-bea', 'a-cid', 'a-dan'),
      isAdmin: fc.boolean(),
      type: fc.constantFrom('atlassian' as const, 'other' as const),
      lastSeen: fc.option(fc.integer({ min: -5, max: 900 }).map(daysAgo), { nil: null }),
      groupIds: fc.subarray(['g-jira', 'g-jira-2', 'g-vip', 'g-project'], { minLength: 1 }),
    })
    fc.assert(
      fc.property(fc.array(holder, { maxLength: 20 }), (holders) => {
        const accounts = holders.map((one) => account('x', one))
        const planned = plan(
          accounts,
          {},
          settings({ exemptPeople: [exempt('a-dan', null)], exemptGroupIds: ['g-vip'] }),
        )
        for (const action of planned.actions) {
          if (action.type !== 'revoke') throw new Error(`a sweep plans revocations only, got ${action.type}`)
          const of = accounts.filter((one) => one.accountId === action.accountId)
          expect(action.accountId).not.toBe('a-dan')
          expect(
            of.some(
              (one) =>
                !one.isAdmin && one.type === 'atlassian' && !one.groupIds.includes('g-vip') && one.lastSeen !== null,
            ),
          ).toBe(true)
          expect(action.groupIds.every((groupId) => ['g-jira', 'g-jira-2'].includes(groupId))).toBe(true)
        }
      }),
    )
  })
})

describe('a group that gives two products', () => {
  const other = (change: object) => ({
    ...products()[0],
    ...{ key: 'jira-product-discovery', accessGroupIds: ['g-jira-2'], sweep: true, dormancyDays: 365 },
    ...change,
  })
  const both = dormant('Bea', { groupIds: ['g-jira', 'g-jira-2'] })

  it.each([
    ['is kept for the longer days of the other', both, other({}), 1],
    ['is kept where the other is never taken back', both, other({ sweep: false }), 1],
    ['is left once the other is unused, too', both, other({ dormancyDays: 180 }), 0],
    ['is none where the person is in no such group', dormant('Bea'), other({ sweep: false }), 0],
  ])('%s', (_, holder, product, kept) => {
    const planned = plan([holder], { accessProducts: [product] })

    expect(planned.skips.filter(({ because }) => because === 'active-in-other-product')).toHaveLength(kept)
  })
})

describe('notices', () => {
  const config = settings({ notices: { ...settings().notices, issueKey: 'HELP-1', daysBefore: [14, 3] } })
  const rules = { ...config, ...rulesOf(config.products[0]) }
  const told = (change: object = {}) =>
    new Map([['a-bea', { begunAt: daysAgo(15), firstAt: daysAgo(15), lastAt: daysAgo(3), told: 2, ...change }]])
  const notices = (holders: readonly Account[], change: Partial<SweepSnapshot> = {}, how = rules) =>
    planNotices(snapshotOf(holders, change), how, NOW)

  it('are for whoever would lose the access within the days of the first one', () => {
    const holders = [
      dormant('Ada', { lastSeen: daysAgo(167) }),
      dormant('Bea', { lastSeen: daysAgo(166) }),
      dormant('Cid', { lastSeen: daysAgo(900) }),
      dormant('Dan', { isAdmin: true }),
    ]

    const planned = notices(holders)

    expect(planned).toMatchObject({ kind: 'notices', plannedAt: NOW.toISOString(), skips: [], population: 4 })
    expect(planned.actions).toMatchObject([
      { type: 'notify', productKey: 'jira-software', accountId: 'a-ada', told: 1, days: 14, dueOn: '2026-04-01' },
      { accountId: 'a-cid' },
    ])
  })

  it('are none without an issue to tell it on, nor without days', () => {
    const nowhere = { ...rules, notices: { ...rules.notices, issueKey: null } }
    const never = { ...rules, notices: { ...rules.notices, daysBefore: [] } }

    expect(notices([dormant('Bea')], {}, nowhere).actions).toEqual([])
    expect(notices([dormant('Bea')], {}, never).actions).toEqual([])
  })

  it('are one after the other, and those with the same words together', () => {
    const later = told({ told: 1, firstAt: daysAgo(11), lastAt: daysAgo(11), begunAt: daysAgo(11) })

    const planned = notices([dormant('Ada'), dormant('Bea'), dormant('Cid')], { notices: later })

    expect(planned.actions.map((one) => 'accountId' in one && one.accountId)).toEqual(['a-bea', 'a-ada', 'a-cid'])
    expect(new Set(planned.actions.map(textOf)).size).toBe(2)
    expect(notices([dormant('Bea')], { notices: told() }).actions).toEqual([])
  })

  it('keep the access until they have run', () => {
    const keep = (change: Partial<SweepSnapshot>) => findKeepReason(dormant('Bea'), snapshotOf([], change), rules, NOW)

    expect(keep({})).toBe('notice-period')
    expect(keep({ notices: told({ told: 1 }) })).toBe('notice-period')
    expect(keep({ notices: told() })).toBeNull()
    expect(keep({ notices: told(), kept: new Map([['a-bea', 'exempt-group' as const]]) })).toBe('exempt-group')
  })
})

describe('findCandidates', () => {
  it('are those who look unused by the organization’s data', () => {
    expect(findCandidates([account('Ada'), dormant('Bea'), never], 180, NOW)).toEqual([dormant('Bea'), never])
  })
})
