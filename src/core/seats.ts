import { MINUTE_MS } from './time'

/** Seats of one product as Jira reports them; its freshness is undocumented, so a read may lag behind our own grants. */
export interface Seats {
  readonly readAt: string
  readonly productKey: string
  /** null = unlimited */
  readonly remaining: number | null
  readonly used: number
  readonly total: number | null
  /** Every group that gives the product. */
  readonly accessGroupIds: readonly string[]
  /** Groups that Jira itself uses when somebody is given the product. */
  readonly defaultGroupIds: readonly string[]
}

/** A grant of ours that a read may not show yet. */
export interface Reservation {
  readonly accountId: string
  readonly at: string
}

/** What the guard remembers between invocations, per product. */
export interface GuardState {
  /** `used` of the last read, to see how many of our grants a later read shows. */
  readonly used: number | null
  /** Oldest first. */
  readonly reservations: readonly Reservation[]
}

export const EMPTY_GUARD: GuardState = { used: null, reservations: [] }

/** A reservation that no read has shown by then is given up (design rule 1). */
export const RESERVATION_MAX_AGE_MS = 15 * MINUTE_MS
/** One read serves at most this many grants … */
export const GRANTS_PER_READ = 20
/** … and is good for this long. */
export const READ_MAX_AGE_MS = 5_000

/**
 * Takes a new read into account: each seat by which the used count grew since the last read shows one of our grants,
 * oldest first; what is older than 15 minutes is given up. When the count fell we release nothing: somebody else's
 * removal may hide our grants, and a reservation too many only makes the guard more careful.
 */
export function settleReservations(guard: GuardState, seats: Seats): GuardState {
  const shown = guard.used === null ? 0 : Math.max(0, seats.used - guard.used)
  const now = Date.parse(seats.readAt)
  const reservations = guard.reservations
    .slice(Math.min(shown, guard.reservations.length))
    .filter((reservation) => now - Date.parse(reservation.at) < RESERVATION_MAX_AGE_MS)
  return { used: seats.used, reservations }
}

/** Seats that are certainly free: the read minus our own grants that it may not show. Infinity when unlimited. */
export function countFree(seats: Seats, guard: GuardState): number {
  return seats.remaining === null ? Infinity : seats.remaining - guard.reservations.length
}

/**
 * How many grants this read allows. A grant needs at least `seatReserve` free seats before it: with a reserve of 5,
 * 4 free refuse and 5 free grant. Near the reserve each read serves one grant only, so that a seat taken by somebody
 * else costs at most that one.
 */
export function countAllowed(free: number, seatReserve: number): number {
  if (free < seatReserve || free <= 0) return 0
  return free - seatReserve <= GRANTS_PER_READ ? 1 : GRANTS_PER_READ
}
