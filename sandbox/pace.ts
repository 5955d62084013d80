/** How the clock of a sandbox is moved. */
import type { Clock } from './clock'
import { durationMs } from './duration'
import type { ForgeHost } from './forge/host'

/** A seat guard, a poll and a postponed queue event are all done after this long without anything happening. */
const LONGEST_PAUSE_MS = 15 * 60_000 + 1_000
/** The longest work there is, a first provisioning of a million people, takes less; people at work do not end for so long. */
const SETTLES_WITHIN_MS = 24 * 3_600_000

export interface Pace {
  /** Moves the clock without ticks, to an instant (epoch ms or ISO text). */
  advanceTo(time: number | string): Promise<void>
  /** Lives on with ticks, for a duration ('6h', '2d' or ms). */
  runFor(duration: string | number): Promise<void>
  /** Lives on with ticks, to an instant. */
  advanceWithTicksTo(time: number): Promise<void>
  /**
   * Moves the clock, without ticks, until nothing more happens within a quarter of an hour.
   * @throws Error when that takes longer than a day
   */
  settle(): Promise<void>
  /** Moves the clock as far as `work` needs to end. */
  complete<T>(work: Promise<T>): Promise<T>
}

export function createPace({
  clock,
  host,
}: {
  readonly clock: Clock
  readonly host: Pick<ForgeHost, 'pauseSchedules' | 'resumeSchedules'>
}): Pace {
  async function withoutTicks(move: () => Promise<void>): Promise<void> {
    host.pauseSchedules()
    try {
      await move()
    } finally {
      host.resumeSchedules()
    }
  }

  async function settle(): Promise<void> {
    const limit = clock.now() + SETTLES_WITHIN_MS
    await clock.runUntil(clock.now())
    for (let next = clock.nextAt(); next !== null && next - clock.now() <= LONGEST_PAUSE_MS; next = clock.nextAt()) {
      if (next > limit)
        throw new Error(
          `Expected the work to end within ${SETTLES_WITHIN_MS / 3_600_000} hours, but something still happens.`,
        )
      await clock.runUntil(next)
    }
  }

  async function complete<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    const done = (): void => {
      isDone = true
    }
    work.then(done, done)
    await clock.runUntil(clock.now())
    while (!isDone) {
      const next = clock.nextAt()
      if (next === null) throw new Error('Expected the work to end, but nothing is scheduled that could end it.')
      await clock.runUntil(next)
    }
    return work
  }

  return {
    advanceTo: (time) => withoutTicks(() => clock.runUntil(typeof time === 'number' ? time : Date.parse(time))),
    runFor: (duration) => clock.runUntil(clock.now() + durationMs(duration)),
    advanceWithTicksTo: (time) => clock.runUntil(time),
    settle: () => withoutTicks(settle),
    complete,
  }
}
