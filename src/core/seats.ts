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
  /** 1 once a read has shown so many seats more, which may also have been somebody else's. */
  readonly shown?: 1
}

/** What the guard remembers between invocations, per product. */
export interface GuardState {
  /** `used` of the last read, to see how many of our grants a later read shows. */
  readonly used: number | null
  /** Oldest first. */
  readonly reservations: readonly Reservation[]
  /** What the next read should find after the last grants, to see whether somebody else took seats meanwhile. */
  readonly expected?: { readonly at: string; readonly free: number; readonly granted: number }
}

export const EMPTY_GUARD: GuardState = { used: null, reservations: [] }

/** A reservation that no read has shown by then is given up (design rule 1). */
export const RESERVATION_MAX_AGE_MS = 15 * MINUTE_MS
/**
 * A seat more in a read may be ours or another administrator's. For this long after a grant both are assumed; later a read
 * shows ours for certain (the lag is undocumented: an assumption, and the reservation above covers a longer one).
 */
export const UNSURE_MS = 5_000
/** One read serves at most this many grants … */
export const GRANTS_PER_READ = 20
/** … and is good for this long. */
export const READ_MAX_AGE_MS = 5_000
/** Seats missing in a read this soon after our grants were probably taken between read and write. */
const RACE_MAX_AGE_MS = 10_000

/**
 * Takes a new read into account: each seat by which the used count grew since the last read shows one of our grants,
 * oldest first; what is older than 15 minutes is given up. When the count fell we release nothing: somebody else's
 * removal may hide our grants, and a reservation too many only makes the guard more careful.
 */
export function settleReservations(guard: GuardState, seats: Seats): GuardState {
  let shown = guard.used === null ? 0 : Math.max(0, seats.used - guard.used)
  const now = Date.parse(seats.readAt)
  const reservations = guard.reservations
    .map((one): Reservation => {
      if (one.shown === 1 || shown === 0) return one
      shown -= 1
      return { ...one, shown: 1 }
    })
    .filter(({ at, shown: isShown }) => now - Date.parse(at) < (isShown === 1 ? UNSURE_MS : RESERVATION_MAX_AGE_MS))
  return { used: seats.used, reservations }
}

/** Seats that are certainly free: the read minus our own grants that it may not show. Infinity when unlimited. */
export function countFree(seats: Seats, guard: GuardState): number {
  return seats.remaining === null ? Infinity : seats.remaining - guard.reservations.length
}

/** Seats that are free unless somebody else took some while our own grants were on their way. */
export function countLikelyFree(seats: Seats, guard: GuardState): number {
  if (seats.remaining === null) return Infinity
  return seats.remaining - guard.reservations.filter(({ shown }) => shown !== 1).length
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

/**
 * How many of our last grants were made below the reserve because somebody else took seats between read and write.
 * @param expected what the last grants should have left, as kept in the guard's state
 */
export function countLostRaces(guard: GuardState, seats: Seats, freeNow: number, seatReserve: number): number {
  const { expected } = guard
  if (expected === undefined || Date.parse(seats.readAt) - Date.parse(expected.at) > RACE_MAX_AGE_MS) return 0
  const taken = expected.free - freeNow
  if (taken <= 0) return 0
  let lost = 0
  for (let index = 0; index < expected.granted; index += 1) {
    // So many were free before this grant, had the others come first.
    if (expected.free + expected.granted - index - taken < seatReserve) lost += 1
  }
  return Math.min(lost, taken)
}
