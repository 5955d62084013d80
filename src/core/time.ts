export const SECOND_MS = 1_000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** Whole days since 1970 (UTC): small enough for a 32-bit integer, fine enough for a dormancy rule. */
export function dayNumber(instant: Date): number {
  return Math.floor(instant.getTime() / DAY_MS)
}

/** The last instant of that day, so that activity on a day never looks older than it was. */
export function endOfDay(day: number): Date {
  return new Date((day + 1) * DAY_MS - 1)
}

/** @returns the newest of the known instants (ISO), or null when none is known */
export function newestOf(instants: Iterable<string | null | undefined>): string | null {
  let newest: string | null = null
  let newestMs = -Infinity
  for (const instant of instants) {
    if (instant == null) continue
    const ms = Date.parse(instant)
    if (ms > newestMs) {
      newest = instant
      newestMs = ms
    }
  }
  return newest
}
