/** A budget per stretch of time, as gateways count it: a window opens with the first request after the last one ended. */
export interface RateWindow {
  /**
   * Takes `cost` from the budget.
   * @returns 0 when it was allowed, otherwise the ms until the window ends. A refused request counts too: hammering never helps.
   */
  take(now: number, cost: number): number
  /** What is left in the window that is open at `now`. */
  remaining(now: number): number
}

export function createRateWindow({ limit, windowMs }: { limit: number; windowMs: number }): RateWindow {
  let openedAt = Number.NEGATIVE_INFINITY
  let used = 0

  function open(now: number): void {
    if (now - openedAt < windowMs) return
    openedAt = now
    used = 0
  }

  return {
    take: (now, cost) => {
      open(now)
      used += cost
      return used <= limit ? 0 : openedAt + windowMs - now
    },
    remaining: (now) => {
      open(now)
      return Math.max(0, limit - used)
    },
  }
}
