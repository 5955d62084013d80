import { DAY_MS, HOUR_MS } from './time'

/** Newest activity in the whole source may be at most this old, or the source is not believed (design rule 4). */
export const FRESH_ACTIVITY_MS = 48 * HOUR_MS

/**
 * Dormant: nothing speaks for the last `dormancyDays`.
 * @param newest the newest of all signals; null = unknown, and an unknown is not a date
 */
export function isDormant(newest: string | null, dormancyDays: number, now: Date): boolean {
  return newest !== null && now.getTime() - Date.parse(newest) >= dormancyDays * DAY_MS
}

/** @returns true when the newest of all last-seen instants is recent enough to believe the source */
export function isFreshSource(newest: string | null, now: Date): boolean {
  if (newest === null) return false
  const age = now.getTime() - Date.parse(newest)
  // Activity "in the future" by more than a day means a broken clock somewhere: not to be believed either.
  return age <= FRESH_ACTIVITY_MS && age >= -DAY_MS
}
