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

/** @param limit a function where the limit depends on something that changes */
export function createRateWindow({
  limit,
  windowMs,
}: {
  limit: number | (() => number)
  windowMs: number
}): RateWindow {
  const budget = typeof limit === 'number' ? () => limit : limit
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
      return used <= budget() ? 0 : openedAt + windowMs - now
    },
    remaining: (now) => {
      open(now)
      return Math.max(0, budget() - used)
    },
  }
}
