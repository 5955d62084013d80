import { collectSignals, findNewest } from '../../src/core/activity'
import { isDormant, isFreshSource } from '../../src/core/dormancy'
import type { Account, SeatRecord } from '../../src/core/people'
import { dayNumber } from '../../src/core/time'
import { NOW, account, daysAgo } from '../support/builders'

describe('isDormant', () => {
  const newestOf = (change: Partial<Account>, record?: Partial<SeatRecord>): string | null => {
    const known = record === undefined ? undefined : { holds: true, ...record }
    return findNewest(collectSignals(account('Ada', { lastSeen: null, addedAt: null, ...change }), known))?.at ?? null
  }

  it.each([
    ['seen 179 days ago', { lastSeen: daysAgo(179) }, {}, false],
    ['seen 180 days ago', { lastSeen: daysAgo(180) }, {}, true],
    ['seen 400 days ago, granted 179 days ago', { lastSeen: daysAgo(400) }, { grantedAt: daysAgo(179) }, false],
    ['seen 400 days ago, granted 181 days ago', { lastSeen: daysAgo(400) }, { grantedAt: daysAgo(181) }, true],
    ['seen 400 days ago, given back 5 days ago', { lastSeen: daysAgo(400) }, { givenBackAt: daysAgo(5) }, false],
    ['seen 400 days ago, seen by us 3 days ago', { lastSeen: daysAgo(400) }, { seenDay: dayNumber(NOW) - 3 }, false],
    ['seen 400 days ago, account created yesterday', { lastSeen: daysAgo(400), addedAt: daysAgo(1) }, {}, false],
    ['never seen, granted yesterday', {}, { grantedAt: daysAgo(1) }, false],
    ['never seen, never granted, created 400 days ago', { addedAt: daysAgo(400) }, {}, true],
    ['nothing known at all: an unknown is not a date', {}, {}, false],
    ['a date that is none', { lastSeen: 'yesterday' }, {}, false],
    ['seen tomorrow by a clock that runs fast', { lastSeen: daysAgo(-1) }, {}, false],
  ])('%s', (_, change, record, expected) => {
    expect(isDormant(newestOf(change, record), 180, NOW)).toBe(expected)
  })

  it('names the source of the newest signal', () => {
    const signals = collectSignals(account('Ada', { lastSeen: daysAgo(9) }), {
      holds: true,
      seenDay: dayNumber(NOW) - 3,
    })

    expect(findNewest(signals)).toMatchObject({ source: 'own-record' })
  })
})

describe('isFreshSource', () => {
  const hoursAgo = (hours: number): string => new Date(NOW.getTime() - hours * 3_600_000).toISOString()

  it.each([
    ['48 hours ago', hoursAgo(48), true],
    ['49 hours ago', hoursAgo(49), false],
    ['unknown', null, false],
    ['a little in the future', hoursAgo(-2), true],
    ['a year in the future', hoursAgo(-24 * 365), false],
  ])('newest activity %s', (_, newest, expected) => {
    expect(isFreshSource(newest, NOW)).toBe(expected)
  })
})
