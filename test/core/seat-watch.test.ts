import { isManyTaken, isSettled, watchSeats } from '../../src/core/seat-watch'
import { addFreed, addReservations, countOthers, release } from '../../src/core/seats'
import { EMPTY_GUARD } from '../../src/core/seats'
import { NOW, seats } from '../support/builders'

const later = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000)

describe('watchSeats', () => {
  it('counts what others took, takes off what came back, and begins anew after a day', () => {
    const first = watchSeats(undefined, { others: 40, used: 50 }, NOW)
    const more = watchSeats(first, { others: 47, used: 57 }, later(1))
    const fewer = watchSeats(more, { others: 38, used: 48 }, later(2))

    expect([first, more, fewer].map(({ others, taken }) => [others, taken])).toEqual([
      [40, 0],
      [40, 7],
      [38, 0],
    ])
    expect(watchSeats(more, { others: 47, used: 60 }, later(3))).toBe(more)
    expect(watchSeats(more, { others: 47, used: 57 }, later(24))).toMatchObject({ others: 47, taken: 0 })
  })

  it.each([
    [5, 100, false],
    [6, 100, true],
    [150, 15_000, false],
    [151, 15_000, true],
  ])('%s of %s seats in use are many: %s', (taken, used, expected) => {
    expect(isManyTaken({ taken, used })).toBe(expected)
  })
})

describe('seats that the app did not give', () => {
  it('stay the same whatever the app gives, fails to give and frees', () => {
    const at = NOW.toISOString()
    const given = addReservations(EMPTY_GUARD, seats({ used: 50 }), [
      { accountId: 'a', at },
      { accountId: 'b', at },
    ])
    const one = release(given, ['b'])
    const freed = addFreed(one, 3, at)

    expect([
      countOthers({ used: 50 }, EMPTY_GUARD),
      countOthers({ used: 51 }, one),
      countOthers({ used: 48 }, freed),
    ]).toEqual([50, 50, 50])
    expect([isSettled(freed.own, NOW), isSettled(freed.own, later(1))]).toEqual([false, true])
  })
})
