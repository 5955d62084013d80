/** Drives a virtual clock by the real one: what comes from outside arrives as much later as it really does. */
import type { Clock } from '../clock'

export interface RealTime {
  /** Moves the clock to the present. Calls queue up, since the clock is moved by one at a time. */
  arrive(): Promise<void>
  /** Lets virtual time pass besides. */
  skip(ms: number): Promise<void>
}

export function createRealTime(clock: Clock, readRealMs: () => number = () => performance.now()): RealTime {
  let lead = clock.now() - readRealMs()
  let turn: Promise<void> = Promise.resolve()

  function move(): Promise<void> {
    const next = turn.then(() => clock.runUntil(Math.max(clock.now(), Math.floor(readRealMs() + lead))))
    // A failure belongs to whoever asked; those who come later still get their turn.
    turn = next.catch(() => undefined)
    return next
  }

  return {
    arrive: move,
    skip: (ms) => {
      lead += ms
      return move()
    },
  }
}
