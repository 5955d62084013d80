import { takeProbe, watchCalls } from '../../src/core/breaker'
import type { Breaker } from '../../src/core/breaker'
import { MINUTE_MS } from '../../src/core/time'
import { NOW } from '../support/builders'

const after = (minutes: number): Date => new Date(NOW.getTime() + minutes * MINUTE_MS)
const calls = (failed: number, done: number, because = 'refused') => [
  ...Array.from({ length: failed }, () => ({ because })),
  ...Array.from({ length: done }, () => ({ because: null })),
]
const OPEN = watchCalls(undefined, calls(11, 0), NOW)!

describe('a breaker', () => {
  it.each([
    [calls(10, 0), false], //                      not more than ten
    [calls(11, 0), true],
    [calls(10, 10), false],
    [calls(11, 9), true],
    [[...calls(6, 0), ...calls(6, 0, 'conflict')], false], // not the same answer
    [calls(12, 0, 'unlisted-group'), false], //   our own refusal, no answer of a service
    [[...calls(11, 0), ...calls(0, 10)], false], // of the last twenty, ten
  ])('stops bulk work when most of the last calls fail alike (case %#)', (list, isOpen) => {
    expect(watchCalls(undefined, list, NOW)?.open !== undefined).toBe(isOpen)
  })

  it('adds up the calls of several batches, and remembers nothing while all is well', () => {
    const first = watchCalls(undefined, calls(6, 0), NOW)
    expect(first?.open).toBeUndefined()
    expect(watchCalls(first, calls(5, 0), NOW)?.open?.because).toBe('refused')
    expect(watchCalls(first, calls(0, 20), NOW)).toBeUndefined()
  })

  it('lets one person through every 15 minutes', () => {
    expect(takeProbe(OPEN, after(14))).toBeNull()
    const probed = takeProbe(OPEN, after(15)) as Breaker
    expect(probed.open).toMatchObject({ since: NOW.toISOString(), probeAt: after(30).toISOString() })
    expect(takeProbe(probed, after(16))).toBeNull()
  })

  it('closes with a success, stays with a failure, and tries the next where nobody was called', () => {
    expect(watchCalls(OPEN, calls(0, 1), after(15))).toBeUndefined()
    expect(watchCalls(OPEN, calls(1, 0, 'conflict'), after(15))).toEqual(OPEN)
    expect(watchCalls(OPEN, [], after(15))?.open?.probeAt).toBe(after(15).toISOString())
  })
})
