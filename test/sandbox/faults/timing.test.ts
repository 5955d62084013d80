import { createClock } from '../../../sandbox/clock'
import { createTiming } from '../../../sandbox/faults/timing'

const ALWAYS = { fromMs: 0, forMs: Infinity, at: null, first: null, every: null }

describe('createTiming', () => {
  it.each([
    ['always', {}, [true, true, true, true]],
    ['only the third', { at: 3 }, [false, false, true, false]],
    ['the first two', { first: 2 }, [true, true, false, false]],
    ['every second', { every: 2 }, [false, true, false, true]],
  ])('strikes %s', (_, when, expected) => {
    const timing = createTiming(createClock(0), { ...ALWAYS, ...when })

    expect(expected.map(() => timing.strikes())).toEqual(expected)
  })

  it('strikes within its stretch of time only, and counts only there', async () => {
    const clock = createClock(1_000)
    const timing = createTiming(clock, { ...ALWAYS, fromMs: 100, forMs: 50, at: 2 })
    const seen: boolean[] = []

    for (const time of [1_000, 1_099, 1_100, 1_149, 1_150]) {
      await clock.runUntil(time)
      seen.push(timing.strikes())
    }

    expect(seen).toEqual([false, false, false, true, false])
  })
})
