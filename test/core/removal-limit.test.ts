import { checkRemovalLimit, marksOf, recentRemovals, trimLedger } from '../../src/core/removal-limit'
import type { LedgerEntry } from '../../src/core/removal-limit'
import type { Action } from '../../src/core/plan'
import { NOW } from '../support/builders'

const some = (name: string, count: number): ReadonlySet<string> =>
  new Set(Array.from({ length: count }, (_, index) => `${name}${index}`))

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
    expect(checkRemovalLimit(some('p', removals), some('r', recent), population) !== null).toBe(refused)
  })

  it('says how many were planned, how many were made, and the limit', () => {
    expect(checkRemovalLimit(some('p', 501), some('r', 3), 100_000)).toEqual({
      because: 'above-maximum',
      removals: 501,
      recent: 3,
      limit: 500,
    })
    expect(checkRemovalLimit(some('p', 60), new Set(), 1_000)).toEqual({
      ...{ because: 'above-share', removals: 60, recent: 0, limit: 50 },
    })
  })

  it('counts who lost something before as one', () => {
    expect(checkRemovalLimit(some('p', 10), some('p', 10), 20)).toBeNull()
    expect(checkRemovalLimit(some('p', 10), some('p', 11), 20)).toMatchObject({ removals: 10, recent: 1 })
  })
})

describe('people who move to another domain', () => {
  const moving = (name: string, count: number): ReadonlySet<string> =>
    new Set(Array.from({ length: count }, (_, index) => marksOf(moved(`${name}${index}`))).flat())
  const moved = (accountId: string) => ({ type: 'update', objectId: 'o', accountId, address: 'moved' }) as const

  it.each([
    // moved, moved in 24 hours, refused
    [10, 0, false],
    [11, 0, true], // however many there are
    [6, 5, true],
    [6, 4, false],
  ])('%i after %i in 24 hours of 100,000', (now, before, refused) => {
    expect(checkRemovalLimit(moving('p', now), moving('r', before), 100_000) !== null).toBe(refused)
  })

  it('count as changes of address like others, each once', () => {
    const both = new Set([...moving('p', 10), ...some('q', 6)])

    expect(checkRemovalLimit(both, moving('p', 10), 320)).toBeNull()
    expect(checkRemovalLimit(both, moving('p', 10), 300)).toEqual({
      ...{ because: 'above-share', removals: 16, recent: 0, limit: 15 },
    })
    expect(checkRemovalLimit(new Set([...both, ...moving('s', 1)]), moving('p', 2), 10_000)).toEqual({
      ...{ because: 'many-moved', removals: 17, moved: 11, recent: 0, limit: 10 },
    })
  })

  it('keep no name from being changed in a plan of others', () => {
    expect(checkRemovalLimit(some('q', 3), moving('p', 300), 100_000)).toBeNull()
  })
})

const at = (hoursAgo: number): string => new Date(NOW.getTime() - hoursAgo * 3_600_000).toISOString()
const entry = (hoursAgo: number, kind: LedgerEntry['kind'], people: ReadonlySet<string>, isApproved?: true) => ({
  ...{ at: at(hoursAgo), kind, planId: `${kind}:${hoursAgo}`, start: 0, people: [...people] },
  ...(isApproved && { isApproved }),
})

describe('recentRemovals', () => {
  it('counts each person of the last 24 hours once, over all kinds', () => {
    const ledger = [
      entry(25, 'sweep', some('old', 1)),
      entry(23, 'sweep', some('a', 2)),
      entry(1, 'leavers', some('a', 4)),
      entry(1, 'groups', some('b', 8)),
    ]

    for (const kind of ['sweep', 'leavers', 'groups'] as const) expect(recentRemovals(ledger, kind, NOW).size).toBe(12)
    expect(recentRemovals(ledger, 'sweep', NOW, 'groups:1').size).toBe(4)
  })

  it('keeps new addresses and removals apart', () => {
    const ledger = [entry(1, 'renames', some('a', 7)), entry(1, 'leavers', some('b', 4))]

    expect(recentRemovals(ledger, 'renames', NOW).size).toBe(7)
    expect(recentRemovals(ledger, 'sweep', NOW).size).toBe(4)
  })

  it('counts what was approved against its own kind: leavers of both runs together', () => {
    const ledger = [entry(2, 'sweep', some('a', 800), true), entry(1, 'provision', some('b', 3), true)]

    expect(recentRemovals(ledger, 'sweep', NOW).size).toBe(800)
    expect(recentRemovals(ledger, 'leavers', NOW).size).toBe(3)
  })
})

describe('marksOf', () => {
  const update = { type: 'update', objectId: 'o', accountId: 'a-ada' } as const

  it.each([
    ['a name', update, 1],
    ['another address of the same domain', { ...update, address: 'changed' }, 1],
    ['another domain', { ...update, address: 'moved' }, 2],
    ['an account that is to be made', { type: 'create', objectId: 'o' }, 0],
  ] as const)('%s', (_, action, count) => {
    expect(marksOf(action as Action)).toHaveLength(count)
  })

  it('are short, and the same for every kind of action', () => {
    const left = marksOf({ type: 'leave-groups', objectId: 'o', accountId: 'a-ada', because: 'disabled' })

    expect(left).toEqual(marksOf(update))
    expect(left[0]).toHaveLength(10)
  })
})

describe('trimLedger', () => {
  it('keeps the newest, always more than any limit, of each kind', () => {
    const batches = Array.from({ length: 750 }, (_, index) => entry(20 - index / 50, 'sweep', some(`p${index}-`, 20)))
    const leavers = entry(23, 'leavers', some('l', 3))

    const kept = trimLedger([leavers, ...batches], NOW)

    expect(kept.at(-1)).toEqual(batches.at(-1))
    expect(kept[0]).toEqual(leavers)
    expect(recentRemovals(kept, 'sweep', NOW).size).toBe(1_003)
    expect(JSON.stringify(kept).length).toBeLessThan(60_000)
  })

  it.each([
    ['what is a day old', entry(24, 'sweep', some('a', 1))],
    ['what is older', entry(25, 'sweep', some('a', 1))],
    ['a batch of nobody', entry(1, 'sweep', new Set())],
  ] as const)('forgets %s', (_, one) => {
    expect(trimLedger([one], NOW)).toEqual([])
  })

  it.each(['groups', 'renames', 'leavers'] as const)('keeps many removals of a sweep apart from %s', (kind) => {
    const other = entry(23, kind, some('l', 3))

    expect(trimLedger([other, entry(1, 'sweep', some('p', 1_000))], NOW)[0]).toEqual(other)
  })
})
