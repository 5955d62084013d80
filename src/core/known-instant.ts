import { DAY_MS } from './time'

/** An instant as APIs write it; JavaScript would also take "5" for a date. */
const INSTANT = /^\d{4}-\d\d-\d\dT/
/** A whole day: whatever happened on it may have happened at its end. */
const DAY = /^\d{4}-\d\d-\d\d$/
/** No directory keeps older sign-ins. Year 1 and 1970 are how software writes an empty date. */
const EARLIEST_MS = Date.UTC(2000, 0, 1)
/** Clocks differ; a date further ahead comes of a broken one, and would make somebody look active for years. */
const AHEAD_MAX_MS = DAY_MS

/**
 * What a service says of when something last happened. An unknown is not a date, however it is written.
 * @param written an ISO instant or day, or any of the ways to write none: absent, null, '', year 1
 * @returns ISO in UTC; null = not known, also for a date more than a day ahead
 */
export function knownInstant(written: string | null | undefined, now: Date): string | null {
  if (written == null) return null
  const instant = DAY.test(written) ? `${written}T23:59:59.999Z` : written
  if (!INSTANT.test(instant)) return null
  const at = Date.parse(instant)
  if (Number.isNaN(at) || at < EARLIEST_MS || at > now.getTime() + AHEAD_MAX_MS) return null
  return new Date(at).toISOString()
}
