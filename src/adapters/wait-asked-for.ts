import { DAY_MS, SECOND_MS } from '../core/time'

/** Headers in which services ask to be left alone, with the documented ones first. */
const NAMES = [
  'retry-after', //       Jira, Microsoft Graph, SCIM (RFC 9110): seconds or a date
  'x-ratelimit-reset', // Atlassian's Organizations API: an ISO date
  'x-rate-limit-reset', // a directory: seconds since 1970, by its own clock
]
/** A number above this is a point in time, in milliseconds or (a thousandth of it) in seconds since 1970. */
const EPOCH_MS = Date.parse('2020-01-01')
/** Nobody is left alone for longer by one answer: a clock that is wrong must not stop the app for good. */
const WAIT_MAX_MS = DAY_MS

/**
 * How long a service asks to be left alone. It names a point in time by its own clock, which its `Date` header shows.
 * @returns milliseconds, at least a second; null where it does not say, or says something that nobody can read
 */
export function waitAskedFor(headers: { get(name: string): string | null }): number | null {
  const saidAt = Date.parse(headers.get('date') ?? '')
  const nowMs = Number.isNaN(saidAt) ? Date.now() : saidAt
  for (const name of NAMES) {
    const value = headers.get(name)?.trim() ?? ''
    if (value === '') continue
    const waitMs = toWait(value, nowMs)
    if (!Number.isNaN(waitMs)) return Math.min(WAIT_MAX_MS, Math.max(SECOND_MS, waitMs))
  }
  return null
}

function toWait(value: string, nowMs: number): number {
  const number = Number(value)
  if (Number.isNaN(number)) return Date.parse(value) - nowMs
  if (number > EPOCH_MS) return number - nowMs
  return number * SECOND_MS > EPOCH_MS ? number * SECOND_MS - nowMs : number * SECOND_MS
}
