/**
 * The one virtual clock of the sandbox.
 *
 * Time advances only when nothing is running: after each event the clock drains every microtask, and real
 * asynchronous work that somebody asked it to `hold` (crypto.subtle, for example), before it looks at the next one.
 * Events of the same instant fire in the order in which they were scheduled, so a run is deterministic.
 */
export interface Clock {
  /** Virtual time in epoch milliseconds. */
  now(): number
  /** Runs `action` at the virtual instant `time` (never earlier than now). */
  at(time: number, action: () => void): Timer
  /** Runs `action` after `ms` virtual milliseconds. */
  after(ms: number, action: () => void): Timer
  cancel(timer: Timer): void
  /** Resolves after `ms` virtual milliseconds. */
  sleep(ms: number): Promise<void>
  /** Registers real asynchronous work: virtual time stands still until it has settled. */
  hold<T>(work: Promise<T>): Promise<T>
  /** Fires everything due up to and including `time`, then leaves the clock at `time`. */
  runUntil(time: number): Promise<void>
  /** Virtual time of the next scheduled event, or null when nothing is scheduled. */
  nextAt(): number | null
}

export interface Timer {
  readonly time: number
  readonly order: number
  action: (() => void) | null
}

export function createClock(start: number): Clock {
  const queue: Timer[] = []
  let current = start
  let order = 0
  let held = 0
  let running = false

  function at(time: number, action: () => void): Timer {
    const timer: Timer = { time: Math.max(time, current), order: order++, action }
    push(queue, timer)
    return timer
  }

  async function settle(): Promise<void> {
    do {
      await nextTurn()
    } while (held > 0)
  }

  return {
    now: () => current,
    at,
    after: (ms, action) => at(current + Math.max(0, ms), action),
    cancel: (timer) => {
      timer.action = null
    },
    sleep: (ms) => new Promise((resolve) => at(current + Math.max(0, ms), resolve)),
    hold: async (work) => {
      held += 1
      try {
        return await work
      } finally {
        held -= 1
      }
    },
    runUntil: async (time) => {
      if (running) throw new Error('The clock is already running: expected one runUntil at a time.')
      running = true
      try {
        await settle()
        for (let next = queue[0]; next !== undefined && next.time <= time; next = queue[0]) {
          pop(queue)
          const { action } = next
          if (action === null) continue
          current = next.time
          next.action = null
          action()
          await settle()
        }
        current = Math.max(current, time)
      } finally {
        running = false
      }
    },
    nextAt: () => {
      while (queue[0] !== undefined && queue[0].action === null) pop(queue)
      return queue[0]?.time ?? null
    },
  }
}

/** setImmediate runs after all microtasks and process.nextTick callbacks, so it marks the end of a turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

// A binary heap ordered by (time, order).
function isBefore(a: Timer, b: Timer): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order)
}

function push(heap: Timer[], timer: Timer): void {
  let index = heap.push(timer) - 1
  while (index > 0) {
    const parent = (index - 1) >> 1
    if (!isBefore(timer, heap[parent]!)) break
    heap[index] = heap[parent]!
    index = parent
  }
  heap[index] = timer
}

function pop(heap: Timer[]): void {
  const last = heap.pop()!
  if (heap.length === 0) return
  let index = 0
  for (;;) {
    let child = 2 * index + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1
    if (!isBefore(heap[child]!, last)) break
    heap[index] = heap[child]!
    index = child
  }
  heap[index] = last
}
