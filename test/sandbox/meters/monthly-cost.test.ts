import { costOf, extrapolateMonth } from '../../../sandbox/meters/monthly-cost'

describe('costOf', () => {
  it.each([
    ['a million GB-seconds', { gbSeconds: 1e6 }, 25],
    ['a gigabyte read', { kvsReadBytes: 1e9 }, 0.055],
    ['a gigabyte written', { kvsWriteBytes: 1e9 }, 1.09],
    ['a gigabyte logged', { logBytes: 1e9 }, 1.005],
  ])('%s costs the list price', (_, usage, expected) => {
    const none = { gbSeconds: 0, kvsReadBytes: 0, kvsWriteBytes: 0, logBytes: 0 }

    expect(costOf({ ...none, ...usage })).toBeCloseTo(expected, 9)
  })
})

describe('extrapolateMonth', () => {
  it('is the sum of a run of 30 days, whatever its first day cost', () => {
    expect(extrapolateMonth(10, 39, 30)).toBeCloseTo(39)
  })

  it('counts day 0 once and the average of the other days 29 times', () => {
    expect(extrapolateMonth(10, 14, 3)).toBeCloseTo(10 + 2 * 29)
  })

  it.each([
    [null, 3, 0.5, 180],
    [3, 3, 1, 90],
    [3, 4.5, 1.5, 90],
  ])('lets day 0 stand for every day while nothing else is known', (firstDay, total, days, expected) => {
    expect(extrapolateMonth(firstDay, total, days)).toBeCloseTo(expected)
  })

  it('is nothing before anything has happened', () => {
    expect(extrapolateMonth(null, 0, 0)).toBe(0)
  })
})
