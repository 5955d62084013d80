import { DAY_MS, MINUTE_MS } from './time'
import type { OwnSeats } from './seats'

/** Seats of one product that others gave, past the licence guard, since an instant of the last day. */
export interface SeatWatch {
  readonly since: string
  /** Seats that the app did not give, as of then (see `countOthers`), or fewer. */
  readonly others: number
  /** So many more there are now, of so many that are used. */
  readonly taken: number
  readonly used: number
}

export interface SeatWatches {
  /** By product. */
  readonly products: Readonly<Record<string, SeatWatch>>
  /** The last look was put off, since the app was giving or freeing seats. */
  readonly isPutOff?: true
  /** Who tells of the seats wants to be left alone until then. */
  readonly restUntil?: string
}

/** The age of what Jira tells of seats is documented nowhere: a change of ours may be missing in a read for so long. */
const SETTLES_MS = 2 * MINUTE_MS

/** Whether a read shows everything that the app itself has done. */
export function isSettled(own: OwnSeats | undefined, now: Date): boolean {
  return own === undefined || now.getTime() - Date.parse(own.at) >= SETTLES_MS
}

/** Taken back is taken off; after a day the count begins anew. @returns `before` itself where nothing has changed */
export function watchSeats(
  before: SeatWatch | undefined,
  { others, used }: Pick<SeatWatch, 'others' | 'used'>,
  now: Date,
): SeatWatch {
  if (before === undefined || now.getTime() - Date.parse(before.since) >= DAY_MS)
    return { since: now.toISOString(), others, taken: 0, used }
  const least = Math.min(before.others, others)
  const taken = others - least
  if (least === before.others && taken === before.taken) return before
  return { since: before.since, others: least, taken, used }
}

const MANY = 5
const MANY_SHARE = 0.01

/** Whether so many seats given past the guard are worth an alert: more than 5, and more than 1 % of those in use. */
export function isManyTaken({ taken, used }: Pick<SeatWatch, 'taken' | 'used'>): boolean {
  return taken > MANY && taken > used * MANY_SHARE
}
