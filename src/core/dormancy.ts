import { DAY_MS, HOUR_MS, newestOf } from './time'

/** Newest activity in the whole source may be at most this old, or the source is not believed (design rule 4). */
export const FRESH_ACTIVITY_MS = 48 * HOUR_MS

/** The instants that count for dormancy; null = unknown, and an unknown is not a date. */
export interface Marks {
  readonly lastSeen: string | null
  readonly grantedAt: string | null
  readonly createdAt: string | null
}

/** Dormant: nothing proven for `dormancyDays`, counted from the latest of last seen, access granted and account created. */
export function isDormant(marks: Marks, dormancyDays: number, now: Date): boolean {
  const latest = newestOf([marks.lastSeen, marks.grantedAt, marks.createdAt])
  if (latest === null) return false
  return now.getTime() - Date.parse(latest) >= dormancyDays * DAY_MS
}

/** @returns true when the newest of all last-seen instants is recent enough to believe the source */
export function isFreshSource(newest: string | null, now: Date): boolean {
  if (newest === null) return false
  const age = now.getTime() - Date.parse(newest)
  // Activity "in the future" by more than a day means a broken clock somewhere: not to be believed either.
  return age <= FRESH_ACTIVITY_MS && age >= -DAY_MS
}
