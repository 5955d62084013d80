import { collectSignals, findNewest } from '../../src/core/activity'
import { findLongest, isFreshSource } from '../../src/core/dormancy'
import type { Account, SeatRecord } from '../../src/core/people'
import { dayNumber } from '../../src/core/time'
import { NOW, account, daysAgo } from '../support/builders'

describe('what speaks for access the longest', () => {
  it.each<[string, Partial<Account>, Partial<SeatRecord>, boolean]>([
    ['seen 180 days ago, which a source that lags by a day tells', { lastSeen: daysAgo(180) }, {}, true],
    ['seen 181 days ago', { lastSeen: daysAgo(181) }, {}, false],
    ['seen 400 days ago, granted 179 days ago', { lastSeen: daysAgo(400) }, { grantedAt: daysAgo(179) }, true],
    ['seen 400 days ago, granted 180 days ago', { lastSeen: daysAgo(400) }, { grantedAt: daysAgo(180) }, false],
    ['seen 180 days ago, granted 180 days ago', { lastSeen: daysAgo(180) }, { grantedAt: daysAgo(180) }, true],
    ['seen 400 days ago, given back 5 days ago', { lastSeen: daysAgo(400) }, { givenBackAt: daysAgo(5) }, true],
    ['seen 400 days ago, seen by us 3 days ago', { lastSeen: daysAgo(400) }, { seenDay: dayNumber(NOW) - 3 }, true],
    ['seen 400 days ago, account created yesterday', { lastSeen: daysAgo(400), addedAt: daysAgo(1) }, {}, true],
    ['never seen, granted yesterday', {}, { grantedAt: daysAgo(1) }, true],
    ['never seen, never granted, created 180 days ago', { addedAt: daysAgo(180) }, {}, true],
    ['never seen, never granted, created 181 days ago', { addedAt: daysAgo(181) }, {}, false],
    ['seen tomorrow by a clock that runs fast', { lastSeen: daysAgo(-1) }, {}, true],
  ])('%s: %s', (_, change, record, expected) => {
    const ada = account('Ada', { lastSeen: null, addedAt: null, ...change })
    const longest = findLongest(collectSignals(ada, { holds: true, ...record }), 180)

    expect(longest!.until > NOW.getTime()).toBe(expected)
  })

  it.each([null, 'yesterday'])('is nothing where no date is known: %s', (lastSeen) => {
    expect(findLongest(collectSignals(account('Ada', { lastSeen, addedAt: null }), undefined), 180)).toBeNull()
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
