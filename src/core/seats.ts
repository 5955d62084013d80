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
  /** What a read should find once it shows our last grants, to see whether somebody else took seats meanwhile. */
  readonly expected?: {
    /** Of the last of them. */
    readonly at: string
    readonly free: number
    /** Grants since the last read that showed all of ours. */
    readonly granted: number
    /** How many of them are known to be lost races, and counted. */
    readonly lost?: number
  }
  /** Seats that the app itself has given and freed since it was installed, and when it last did. */
  readonly own?: OwnSeats
}

export interface OwnSeats {
  readonly given: number
  readonly freed: number
  readonly at: string
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
/**
 * Takes a new read into account: each seat by which the used count grew since the last read shows one of our grants,
 * oldest first; what is older than 15 minutes is given up. When the count fell we release nothing: somebody else's
 * removal may hide our grants, and a reservation too many only makes the guard more careful. Once all are shown, nothing
 * more is expected of later reads.
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
  const { expected, ...rest } = guard
  const isOver = reservations.length === 0
  return { ...rest, used: seats.used, reservations, ...(expected && !isOver ? { expected } : {}) }
}

/** The state with these grants of ours under way, by the read that allows them. Each account has one reservation. */
export function addReservations(guard: GuardState, seats: Seats, added: readonly Reservation[]): GuardState {
  const others = settleReservations(
    release(
      guard,
      added.map(({ accountId }) => accountId),
    ),
    seats,
  )
  const likelyFree = countLikelyFree(seats, others)
  const { expected: before, ...rest } = others
  const reservations = [...rest.reservations, ...added]
  const { free, granted, ...lost } = before ?? { free: likelyFree, granted: 0 }
  const at = added
    .map((one) => one.at)
    .sort()
    .at(-1)
  if (at === undefined) return { ...rest, reservations }
  const next = { ...rest, reservations, own: addOwn(rest.own, { given: added.length }, at) }
  // Nothing can be lost of what is unlimited, and JSON knows no infinity.
  if (!Number.isFinite(likelyFree)) return next
  return { ...next, expected: { ...lost, at, free: free - added.length, granted: granted + added.length } }
}

function addOwn(before: OwnSeats | undefined, added: Partial<OwnSeats>, at: string): OwnSeats {
  const { given = 0, freed = 0 } = added
  return { given: (before?.given ?? 0) + given, freed: (before?.freed ?? 0) + freed, at }
}

/** The state once the app has freed so many seats. */
export function addFreed(guard: GuardState, freed: number, at: string): GuardState {
  return { ...guard, own: addOwn(guard.own, { freed }, at) }
}

/** Seats that are taken and that the app did not give: only how this changes says something, since it may be below zero. */
export function countOthers({ used }: Pick<Seats, 'used'>, { own }: GuardState): number {
  return used - (own?.given ?? 0) + (own?.freed ?? 0)
}

/** The state once it is known that these accounts took no seat. */
export function release(guard: GuardState, accountIds: Iterable<string>): GuardState {
  const gone = new Set(accountIds)
  const reservations = guard.reservations.filter(({ accountId }) => !gone.has(accountId))
  const count = guard.reservations.length - reservations.length
  if (count === 0) return { ...guard, reservations }
  const own = guard.own === undefined ? {} : { own: addOwn(guard.own, { given: -count }, guard.own.at) }
  if (guard.expected === undefined) return { ...guard, reservations, ...own }
  const { free, granted } = guard.expected
  const expected = { ...guard.expected, free: free + count, granted: Math.max(0, granted - count) }
  return { ...guard, reservations, expected, ...own }
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
 * How many of our last grants were made below the reserve because somebody else took seats between read and write, beyond
 * those that were counted before. A read may be as late as a reservation is kept: until one shows our grants, a seat that
 * is missing may have been taken before them.
 */
export function countLostRaces(guard: GuardState, seats: Seats, freeNow: number, seatReserve: number): number {
  const { expected } = guard
  if (expected === undefined || Date.parse(seats.readAt) - Date.parse(expected.at) > RESERVATION_MAX_AGE_MS) return 0
  const taken = expected.free - freeNow
  if (taken <= 0) return 0
  let lost = 0
  for (let index = 0; index < expected.granted; index += 1) {
    // So many were free before this grant, had the others come first.
    if (expected.free + expected.granted - index - taken < seatReserve) lost += 1
  }
  return Math.max(0, Math.min(lost, taken) - (expected.lost ?? 0))
}
