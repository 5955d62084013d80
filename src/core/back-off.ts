import { askedWaitOf } from './errors'
import { HOUR_MS, MINUTE_MS } from './time'

/** Its time has come, or it has never failed. */
export function isTimeCome({ nextAt }: { readonly nextAt?: string }, now: Date): boolean {
  return nextAt === undefined || Date.parse(nextAt) <= now.getTime()
}

/** Minutes until the next try after so many that failed: soon for a moment's trouble, and then twelve tries a day at most. */
const FIRST_MINUTES = [1, 5, 15, 60] as const
const AFTERWARDS_MS = 3 * HOUR_MS

/**
 * When to try again for one person.
 * @param tries how many have failed so far, this one included: 1 or more
 * @param waitMs how long the service wants to be left alone
 * @returns ISO
 */
export function nextTryAt(tries: number, now: Date, waitMs = 0): string {
  const minutes = FIRST_MINUTES[tries - 1]
  const ownMs = minutes === undefined ? AFTERWARDS_MS : minutes * MINUTE_MS
  return new Date(now.getTime() + Math.max(ownMs, waitMs)).toISOString()
}

/** Part of a record about a service that may want to be left alone until an instant (ISO). */
interface Resting {
  readonly restUntil?: string
}

/** @returns what to remember of an error with which a service asked to be left alone; nothing where it did not */
export function restOf(error: unknown, now: Date): Resting {
  const { waitMs } = askedWaitOf(error)
  return waitMs === undefined ? {} : { restUntil: new Date(now.getTime() + waitMs).toISOString() }
}

export function isResting({ restUntil }: Resting, now: Date): boolean {
  return restUntil !== undefined && Date.parse(restUntil) > now.getTime()
}
