/**
 * Moves the sandbox's clock for the page: by a button, by itself in real time, or as far as a call of the app needs.
 *
 * The clock can be moved by one at a time and gives way to the server between events; a long advance goes in slices, so
 * that progress is told and nobody waits for its end.
 */
import type { Sandbox } from '../create-sandbox'
import type { ClockState } from './api'

const SLICE_MS = 10 * 60_000
/** Real time between two steps of a clock that runs by itself. */
const STEP_MS = 250
/** After a pause of this process (a laptop that slept) the virtual world does not catch up. */
const LONGEST_STEP_MS = 2_000

export interface Timekeeper {
  state(): ClockState
  /** Moves the clock `ms` further than everything asked for so far. Resolves when it is there. */
  advance(ms: number): Promise<void>
  /** Moves the clock as far as `work` needs to end. */
  complete<T>(work: Promise<T>): Promise<T>
  setRunning(isRunning: boolean): void
  /** Called after each move of the clock. */
  onMove(listener: () => void): void
  stop(): void
}

export function createTimekeeper({ clock }: Pick<Sandbox, 'clock'>, onFailure: (error: unknown) => void): Timekeeper {
  const listeners: (() => void)[] = []
  let advance: { from: number; to: number } | null = null
  let arrivals: { at: number; arrive: () => void }[] = []
  let awaited = 0
  /** Virtual instant up to which real time has let the clock go. */
  let allowedTo = clock.now()
  let isRunning = false
  let isMoving = false
  let isStopped = false
  let lastStep = performance.now()

  const steps = setInterval(() => {
    const passed = Math.min(LONGEST_STEP_MS, performance.now() - lastStep)
    lastStep = performance.now()
    if (!isRunning || advance !== null) return
    allowedTo = Math.max(allowedTo, clock.now()) + passed
    void move()
  }, STEP_MS)

  /** Where the clock has to go next; null = it may rest. */
  function nextStop(): number | null {
    const now = clock.now()
    if (advance !== null) return Math.min(advance.to, now + SLICE_MS)
    if (awaited > 0) return clock.nextAt()
    return allowedTo > now && isRunning ? allowedTo : null
  }

  async function move(): Promise<void> {
    if (isMoving) return
    isMoving = true
    try {
      for (;;) {
        // Real microtasks first: a call that has just begun schedules there what the clock has to find.
        if (advance === null) await clock.runUntil(clock.now())
        const stop = nextStop()
        if (stop === null || isStopped) return
        await clock.runUntil(stop)
        arrive()
        for (const listener of listeners) listener()
      }
    } catch (error) {
      onFailure(error)
    } finally {
      isMoving = false
    }
  }

  function arrive(): void {
    const now = clock.now()
    if (advance !== null && now >= advance.to) advance = null
    const there = arrivals.filter(({ at }) => at <= now)
    arrivals = arrivals.filter(({ at }) => at > now)
    for (const { arrive: tell } of there) tell()
  }

  return {
    state: () => ({ now: Math.floor(clock.now()), advance, isRunning }),
    advance: (ms) =>
      new Promise((resolve) => {
        const from = advance?.from ?? clock.now()
        const to = (advance?.to ?? clock.now()) + ms
        advance = { from, to }
        arrivals.push({ at: to, arrive: resolve })
        void move()
      }),
    complete: async (work) => {
      awaited += 1
      void move()
      try {
        return await work
      } finally {
        awaited -= 1
      }
    },
    setRunning: (next) => {
      isRunning = next
      allowedTo = clock.now()
    },
    onMove: (listener) => void listeners.push(listener),
    stop: () => {
      isStopped = true
      clearInterval(steps)
    },
  }
}
