import { checkRemovalLimit, recentRemovals } from '../../src/core/removal-limit'
import { NOW } from '../support/builders'

describe('checkRemovalLimit', () => {
  it.each([
    // removals, recent, population, refused
    [1, 0, 1, false],
    [10, 0, 20, false], // never above 10
    [11, 0, 20, true], //  above 10 and above 5 %
    [11, 0, 220, false], // 5 % of 220 is 11
    [12, 0, 220, true],
    [500, 0, 100_000, false],
    [501, 0, 100_000, true],
    [1, 500, 100_000, true], // counted over 24 hours
    [5, 6, 20, true],
    [5, 5, 20, false],
    [0, 600, 100, false], // nothing to remove is nothing to hold
    [11, 0, 0, true],
  ])('%i removals after %i in 24 hours of %i', (removals, recent, population, refused) => {
    expect(checkRemovalLimit(removals, recent, population) !== null).toBe(refused)
  })

  it('says how many were planned, how many were made, and the limit', () => {
    expect(checkRemovalLimit(501, 3, 100_000)).toEqual({
      because: 'above-maximum',
      removals: 501,
      recent: 3,
      limit: 500,
    })
    expect(checkRemovalLimit(60, 0, 1_000)).toEqual({ because: 'above-share', removals: 60, recent: 0, limit: 50 })
  })
})

describe('recentRemovals', () => {
  const at = (hoursAgo: number): string => new Date(NOW.getTime() - hoursAgo * 3_600_000).toISOString()

  it('counts the last 24 hours of the same limit: leavers of both runs together, sweeps apart', () => {
    const ledger = [
      { at: at(25), kind: 'sweep', removals: 1 },
      { at: at(23), kind: 'sweep', removals: 2 },
      { at: at(1), kind: 'leavers', removals: 4 },
      { at: at(1), kind: 'provision', removals: 8 },
    ] as const

    expect(recentRemovals(ledger, 'sweep', NOW)).toBe(2)
    expect(recentRemovals(ledger, 'leavers', NOW)).toBe(12)
  })
})
