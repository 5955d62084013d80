import fc from 'fast-check'
import { planSweep } from '../../src/core/sweep'
import type { SweepSnapshot } from '../../src/core/sweep'
import type { Account, SeatRecord } from '../../src/core/people'
import { dayNumber } from '../../src/core/time'
import { NOW, account, daysAgo, settings } from '../support/builders'

const dormant = (name: string, change: Partial<Account> = {}): Account =>
  account(name, { lastSeen: daysAgo(200), ...change })

function plan(holders: readonly Account[], change: Partial<SweepSnapshot> = {}, config = settings()) {
  return planSweep(
    {
      productKey: 'jira-software',
      holders,
      accessGroupIds: ['g-jira', 'g-jira-2'],
      synchronisedGroupIds: new Set(),
      records: new Map(),
      ...change,
    },
    { ...config, dormancyDays: config.products[0].dormancyDays },
    NOW,
  )
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
      },
    ])
    expect(planned.population).toBe(2)
  })

  const record = (change: Partial<SeatRecord>): ReadonlyMap<string, SeatRecord> =>
    new Map([['a-bea', { holds: true, ...change }]])

  it.each([
    ['an administrator', dormant('Bea', { isAdmin: true }), {}, {}, 'administrator'],
    ['an app account', dormant('Bea', { type: 'other' }), {}, {}, 'not-a-person'],
    ['an exempt person', dormant('Bea'), {}, { exemptAccountIds: ['a-bea'] }, 'exempt-person'],
    [
      'a member of an exempt group',
      dormant('Bea', { groupIds: ['g-jira', 'g-vip'] }),
      {},
      { exemptGroupIds: ['g-vip'] },
      'exempt-group',
    ],
    ['somebody whose activity is unknown', dormant('Bea', { lastSeen: null }), {}, {}, 'activity-unknown'],
    [
      'a holder through a synchronised group',
      dormant('Bea'),
      { synchronisedGroupIds: new Set(['g-jira']) },
      {},
      'synchronised-group',
    ],
    [
      'somebody our own record shows active',
      dormant('Bea'),
      { records: record({ seenDay: dayNumber(NOW) - 3 }) },
      {},
      'recently-active',
    ],
    ['somebody granted lately', dormant('Bea'), { records: record({ grantedAt: daysAgo(10) }) }, {}, 'recently-active'],
  ])('keeps %s and says why', (_, holder, change, config, because) => {
    const planned = plan([holder], change, settings(config))

    expect(planned.actions).toEqual([])
    expect(planned.skips).toEqual([{ id: 'a-bea', because }])
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
        const planned = plan(accounts, {}, settings({ exemptAccountIds: ['a-dan'], exemptGroupIds: ['g-vip'] }))
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
