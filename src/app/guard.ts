import { EMPTY_GUARD, READ_MAX_AGE_MS, countAllowed, countFree, settleReservations } from '../core/seats'
import type { GuardState, Seats } from '../core/seats'
import type { Settings } from '../core/settings'
import type { MembershipOutcome, Ports } from '../ports'
import { inParallel } from './in-parallel'
import { keys } from './keys'

export type GuardOutcome =
  | { readonly type: 'granted' }
  /** Fewer free seats than the reserve, or the product's licence limit. */
  | { readonly type: 'no-seat'; readonly free: number }
  /** The organization would not take the membership. */
  | { readonly type: 'failed'; readonly because: MembershipOutcome }

/**
 * Gives seats to these accounts, in order, as far as the licence guard allows (design rule 1). Every grant is preceded by
 * a read that is at most five seconds old and by a stored reservation, so that neither a late read nor a crash lets the
 * reserve be broken.
 * @param isOutOfTime asked before each read; what is left then has no outcome
 */
export async function grantUnderGuard(
  ports: Pick<Ports, 'seats' | 'access' | 'store' | 'clock' | 'log'>,
  settings: Settings,
  accountIds: readonly string[],
  isOutOfTime: () => boolean,
): Promise<ReadonlyMap<string, GuardOutcome>> {
  const outcomes = new Map<string, GuardOutcome>()
  const key = keys.guard(settings.productKey)
  let guard = (await ports.store.get<GuardState>(key)) ?? EMPTY_GUARD
  let rest = [...accountIds]
  while (rest.length > 0 && !isOutOfTime()) {
    const seats = await ports.seats.readSeats(settings.productKey)
    guard = settleReservations(guard, seats)
    const free = countFree(seats, guard)
    const allowed = countAllowed(free, settings.seatReserve)
    if (allowed === 0) {
      for (const accountId of rest) outcomes.set(accountId, { type: 'no-seat', free: Math.max(0, free) })
      break
    }
    const batch = rest.slice(0, allowed)
    const done = await grantBatch(ports, key, guard, seats, chooseGroup(settings, seats), batch)
    guard = done.guard
    for (const [accountId, outcome] of done.outcomes) outcomes.set(accountId, outcome)
    rest = rest.filter((accountId) => !outcomes.has(accountId))
  }
  return outcomes
}

/** Seats that are certainly free right now. */
export async function peekFree(ports: Pick<Ports, 'seats' | 'store'>, settings: Settings): Promise<number> {
  const guard = (await ports.store.get<GuardState>(keys.guard(settings.productKey))) ?? EMPTY_GUARD
  const seats = await ports.seats.readSeats(settings.productKey)
  return countFree(seats, settleReservations(guard, seats))
}

/** Writes one batch under reservations; those it did not reach before the read grew old have no outcome yet. */
async function grantBatch(
  ports: Pick<Ports, 'access' | 'store' | 'clock' | 'log'>,
  key: string,
  guard: GuardState,
  seats: Seats,
  groupId: string,
  batch: readonly string[],
): Promise<{ guard: GuardState; outcomes: ReadonlyMap<string, GuardOutcome> }> {
  const { access, store, clock, log } = ports
  const at = clock.now().toISOString()
  const reserved: GuardState = {
    used: guard.used,
    reservations: [...guard.reservations, ...batch.map((accountId) => ({ accountId, at }))],
  }
  await store.set(key, reserved)
  const outcomes = new Map<string, GuardOutcome>()
  const released = new Set<string>()
  await inParallel(batch, async (accountId) => {
    if (clock.now().getTime() - Date.parse(seats.readAt) > READ_MAX_AGE_MS) {
      released.add(accountId)
      return
    }
    const outcome = await access.addToGroup(groupId, accountId)
    // A person who was a member already takes no new seat.
    if (outcome !== 'done') released.add(accountId)
    if (outcome === 'done' || outcome === 'already') outcomes.set(accountId, { type: 'granted' })
    else if (outcome === 'no-seat') outcomes.set(accountId, { type: 'no-seat', free: 0 })
    else {
      log.warn('grant failed', { accountId, groupId, because: outcome })
      outcomes.set(accountId, { type: 'failed', because: outcome })
    }
  })
  if (released.size === 0) return { guard: reserved, outcomes }
  const next: GuardState = {
    used: reserved.used,
    reservations: reserved.reservations.filter(({ accountId, at: since }) => since !== at || !released.has(accountId)),
  }
  await store.set(key, next)
  return { guard: next, outcomes }
}

/** The group a grant joins: the one in the settings, else the product's own default. */
function chooseGroup(settings: Settings, seats: Seats): string {
  const groupId = settings.accessGroupId ?? seats.defaultGroupIds[0] ?? seats.accessGroupIds[0]
  if (groupId === undefined) {
    throw new Error(
      `Expected ${seats.productKey} to have at least one access group, got none. Give the product a group in Jira's application access.`,
    )
  }
  return groupId
}
