import type { ActivitySource, Signal } from './activity'
import { DAY_MS, HOUR_MS } from './time'

/** Newest activity in the whole source may be at most this old, or the source is not believed (design rule 4). */
export const FRESH_ACTIVITY_MS = 48 * HOUR_MS

/**
 * Days that a source may be late, beyond those without activity: what it does not show yet may have happened meanwhile. The
 * organization's activity is "delayed by up to 24 hours"
 * (https://support.atlassian.com/organization-administration/docs/export-users-from-a-site/). That there was none since the
 * account was added is known from the same rows.
 */
const LAG_DAYS: Readonly<Partial<Record<ActivitySource, number>>> = { organization: 1, created: 1 }

/** A signal with the instant (epoch ms) from which it no longer speaks for access. */
export interface LastingSignal extends Signal {
  readonly at: string
  readonly until: number
}

/** @returns the signal that speaks for access for the longest time; null when none knows a date. Of two equal ones the first */
export function findLongest(signals: readonly Signal[], dormancyDays: number): LastingSignal | null {
  let longest: LastingSignal | null = null
  for (const { source, at } of signals) {
    if (at === null || Number.isNaN(Date.parse(at))) continue
    const until = Date.parse(at) + (dormancyDays + (LAG_DAYS[source] ?? 0)) * DAY_MS
    if (longest === null || until > longest.until) longest = { source, at, until }
  }
  return longest
}

/** Is it so many days since then? Of what the app itself has done or seen: there is no lag. */
export function isDaysAgo(since: string, days: number, now: Date): boolean {
  return now.getTime() - Date.parse(since) >= days * DAY_MS
}

/** @returns true when the newest of all last-seen instants is recent enough to believe the source */
export function isFreshSource(newest: string | null, now: Date): boolean {
  if (newest === null) return false
  const age = now.getTime() - Date.parse(newest)
  // Activity "in the future" by more than a day means a broken clock somewhere: not to be believed either.
  return age <= FRESH_ACTIVITY_MS && age >= -DAY_MS
}
