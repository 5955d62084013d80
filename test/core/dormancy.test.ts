import { isDormant, isFreshSource } from '../../src/core/dormancy'
import { NOW, daysAgo } from '../support/builders'

describe('isDormant', () => {
  it.each([
    ['seen 179 days ago', { lastSeen: daysAgo(179) }, false],
    ['seen 180 days ago', { lastSeen: daysAgo(180) }, true],
    ['seen 400 days ago, granted 179 days ago', { lastSeen: daysAgo(400), grantedAt: daysAgo(179) }, false],
    ['seen 400 days ago, granted 181 days ago', { lastSeen: daysAgo(400), grantedAt: daysAgo(181) }, true],
    ['seen 400 days ago, account created yesterday', { lastSeen: daysAgo(400), createdAt: daysAgo(1) }, false],
    ['never seen, granted yesterday', { grantedAt: daysAgo(1) }, false],
    ['never seen, never granted, created 400 days ago', { createdAt: daysAgo(400) }, true],
    ['nothing known at all: an unknown is not a date', {}, false],
    ['seen tomorrow by a clock that runs fast', { lastSeen: daysAgo(-1) }, false],
  ])('%s', (_, marks, expected) => {
    expect(isDormant({ lastSeen: null, grantedAt: null, createdAt: null, ...marks }, 180, NOW)).toBe(expected)
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
