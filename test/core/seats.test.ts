import fc from 'fast-check'
import {
  EMPTY_GUARD,
  addFreed,
  addReservations,
  countAllowed,
  countFree,
  countLikelyFree,
  countLostRaces,
  countOthers,
  release,
  settleReservations,
} from '../../src/core/seats'
import { NOW, seats } from '../support/builders'

const reservation = (accountId: string, minutesAgo = 0) => ({
  accountId,
  at: new Date(NOW.getTime() - minutesAgo * 60_000).toISOString(),
})

describe('countAllowed', () => {
  it.each([
    [3, 5, 0],
    [4, 5, 0],
    [5, 5, 1],
    [6, 5, 1],
    [25, 5, 1],
    [26, 5, 20],
    [0, 0, 0],
    [1, 0, 1],
    [-3, 0, 0],
    [Infinity, 5, 20],
  ])('%i free with a reserve of %i allows %i', (free, reserve, allowed) => {
    expect(countAllowed(free, reserve)).toBe(allowed)
  })

  it('never lets a batch begin a grant below the reserve', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 200 }), fc.integer({ min: 0, max: 50 }), (free, reserve) => {
        const allowed = countAllowed(free, reserve)
        // Before the last grant of the batch so many seats are free:
        expect(allowed === 0 || free - (allowed - 1) >= reserve).toBe(true)
      }),
    )
  })
})

describe('countFree', () => {
  it('takes our own grants that a read may not show off the seats', () => {
    const guard = { used: 50, reservations: [reservation('a-ada'), reservation('a-bea')] }

    expect(countFree(seats({ remaining: 6 }), guard)).toBe(4)
  })

  it('is boundless for unlimited seats', () => {
    expect(countFree(seats({ remaining: null, total: null }), EMPTY_GUARD)).toBe(Infinity)
  })
})

describe('settleReservations', () => {
  it('keeps a reservation that the read does not show', () => {
    const guard = { used: 50, reservations: [reservation('a-ada')] }

    expect(settleReservations(guard, seats({ used: 50 })).reservations).toEqual([reservation('a-ada')])
  })

  it('releases the oldest reservations, one for each seat by which the used count grew', () => {
    const guard = {
      used: 50,
      reservations: [reservation('a-ada', 3), reservation('a-bea', 2), reservation('a-cid', 1)],
    }

    const settled = settleReservations(guard, seats({ used: 52 }))

    expect(settled).toEqual({ used: 52, reservations: [reservation('a-cid', 1)] })
  })

  it('still counts a seat that was shown moments ago, since it may have been somebody else’s', () => {
    const guard = { used: 50, reservations: [reservation('a-ada')] }
    const read = seats({ used: 51, remaining: 6 })

    const settled = settleReservations(guard, read)

    expect(settled.reservations).toEqual([{ ...reservation('a-ada'), shown: 1 }])
    expect([countFree(read, settled), countLikelyFree(read, settled)]).toEqual([5, 6])
  })

  it('gives a reservation up after 15 minutes', () => {
    const guard = { used: 50, reservations: [reservation('a-ada', 15), reservation('a-bea', 14)] }

    expect(settleReservations(guard, seats({ used: 50 })).reservations).toEqual([reservation('a-bea', 14)])
  })

  it('releases nothing when the used count fell', () => {
    const guard = { used: 50, reservations: [reservation('a-ada')] }

    expect(settleReservations(guard, seats({ used: 40 })).reservations).toHaveLength(1)
  })

  it('never holds more seats back than were reserved, whatever the reads say', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 20 }), fc.nat(10), (reads, count) => {
        let guard = {
          used: 50 as number | null,
          reservations: Array.from({ length: count }, (_, i) => reservation(`a-${i}`)),
        }
        for (const used of reads)
          guard = {
            ...settleReservations(guard, seats({ used })),
            reservations: [...settleReservations(guard, seats({ used })).reservations],
          }
        expect(guard.reservations.length).toBeLessThanOrEqual(count)
      }),
    )
  })
})

describe('countLostRaces', () => {
  const after = (free: number, granted: number, secondsAgo = 1) => ({
    ...EMPTY_GUARD,
    expected: { at: new Date(NOW.getTime() - secondsAgo * 1_000).toISOString(), free, granted },
  })

  const counted = (guard: ReturnType<typeof after>, lost: number) => ({
    ...guard,
    expected: { ...guard.expected, lost },
  })

  it.each([
    ['nobody else took any', after(4, 1), 4, 0],
    ['another took one, above the reserve', after(30, 1), 29, 0],
    ['another took one, and the grant was below the reserve', after(4, 1), 3, 1],
    ['others took more seats than were granted', after(4, 1), 1, 1],
    ['only the last of a batch was below the reserve', after(5, 20), 4, 0],
    ['one seat costs one grant', after(4, 20), 3, 1],
    ['the read comes a minute late', after(4, 1, 60), 3, 1],
    ['nobody has read for longer than a read may be late', after(4, 1, 16 * 60), 3, 0],
    ['it was counted before', counted(after(4, 1), 1), 3, 0],
    ['more was lost than was counted before', counted(after(4, 3), 1), 2, 1],
    ['there is nothing to compare', EMPTY_GUARD, 3, 0],
  ])('%s', (_, guard, freeNow, expected) => {
    expect(countLostRaces(guard, seats(), freeNow, 5)).toBe(expected)
  })
})

describe('what was reserved', () => {
  const ada = reservation('a-ada')
  const bea = reservation('a-bea', 1)
  const read = seats({ used: 50, remaining: 8, total: 58 })

  it('is expected of the next read: fewer seats, and so many grants', () => {
    const once = addReservations(EMPTY_GUARD, read, [bea, ada])

    expect(once).toEqual({
      ...{ used: 50, reservations: [bea, ada] },
      own: { given: 2, freed: 0, at: ada.at },
      expected: { at: ada.at, free: 6, granted: 2 },
    })
    expect([countFree(read, once), countLikelyFree(read, once)]).toEqual([6, 6])
  })

  it('adds up until a read has shown all of it, and what was counted as lost stays counted', () => {
    const once = addReservations(EMPTY_GUARD, read, [bea])
    const counted = { ...once, expected: { ...once.expected!, lost: 1 } }

    const twice = addReservations(counted, read, [ada])

    expect(twice.expected).toEqual({ at: ada.at, free: 6, granted: 2, lost: 1 })
    expect(twice.own).toEqual({ given: 2, freed: 0, at: ada.at })
    const shown = settleReservations(twice, seats({ used: 52, readAt: new Date(NOW.getTime() + 60_000).toISOString() }))
    expect(shown).toEqual({ used: 52, reservations: [], own: twice.own })
  })

  it('stays expected as long as one of them is not shown', () => {
    const guard = addReservations(EMPTY_GUARD, read, [bea, ada])

    const half = settleReservations(guard, seats({ used: 51 }))

    expect(half.reservations).toEqual([ada])
    expect(half.expected).toEqual(guard.expected)
  })

  it('is one for each account, however often it is tried', () => {
    const again = addReservations(addReservations(EMPTY_GUARD, read, [bea]), read, [{ ...bea, at: ada.at }])

    expect(again.reservations).toEqual([{ ...bea, at: ada.at }])
    expect(again.own?.given).toBe(1)
    expect(again.expected).toEqual({ at: ada.at, free: 7, granted: 1 })
  })

  it('of nobody is nothing', () => {
    expect(addReservations(EMPTY_GUARD, read, [])).toEqual({ used: 50, reservations: [] })
  })

  it('expects nothing where seats are unlimited', () => {
    const guard = addReservations(EMPTY_GUARD, seats({ remaining: null, total: null, used: 50 }), [ada])

    expect(guard).toEqual({ used: 50, reservations: [ada], own: { given: 1, freed: 0, at: ada.at } })
    expect(countLikelyFree(seats({ remaining: null, total: null }), guard)).toBe(Infinity)
  })

  it('is taken back of whoever took no seat, and of nobody else', () => {
    const guard = addReservations(EMPTY_GUARD, read, [bea, ada])

    expect(release(guard, ['a-bea'])).toEqual({
      ...{ used: 50, reservations: [ada] },
      own: { given: 1, freed: 0, at: ada.at },
      expected: { at: ada.at, free: 7, granted: 1 },
    })
    expect(release(guard, ['a-cid'])).toEqual(guard)
    expect(release({ used: 50, reservations: [ada] }, ['a-ada'])).toEqual({ used: 50, reservations: [] })
    const few = { ...guard, expected: { ...guard.expected!, granted: 1 } }
    expect(release(few, ['a-ada', 'a-bea']).expected).toMatchObject({ free: 8, granted: 0 })
  })

  it('tells what others took from what the app gave and freed', () => {
    const guard = addFreed(addReservations(EMPTY_GUARD, read, [bea, ada]), 5, ada.at)

    expect(guard.own).toEqual({ given: 2, freed: 5, at: ada.at })
    expect(countOthers({ used: 60 }, guard)).toBe(63)
    expect(countOthers({ used: 60 }, EMPTY_GUARD)).toBe(60)
  })
})
