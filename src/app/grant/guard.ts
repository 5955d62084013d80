import { isClearCut, pickBatch } from '../../core/grant-batch'
import type { Candidate, JudgedProduct } from '../../core/grant-batch'
import { AppError, codeOf, personalCodeOf } from '../../core/errors'
import type { PersonalCode } from '../../core/errors'
import { capSeats } from '../../core/products'
import {
  READ_MAX_AGE_MS,
  UNSURE_MS,
  countFree,
  countLikelyFree,
  countLostRaces,
  settleReservations,
} from '../../core/seats'
import type { GuardState, Reservation, Seats } from '../../core/seats'
import type { Settings } from '../../core/settings'
import type { ProductSettings } from '../../core/settings/products'
import type { TargetRefusal } from '../../core/target-group'
import type { Ports, Store } from '../../ports'
import { mapConcurrent } from '../map-concurrent'
import { changeGuardStates, guardKeyOf, readGuardStates } from '../state/guard-state'
import { readAhead } from '../state/record'
import { openGroup } from '../read/group-gate'
import type { OpenGroup } from '../read/group-gate'
import { findProduct, readProductSeats } from '../read/products'

export type GuardOutcome =
  | { readonly type: 'granted' }
  /** Was a member already, through somebody else's hand. */
  | { readonly type: 'already' }
  /** Fewer free seats than the reserve, or the product's licence limit. */
  | { readonly type: 'no-seat'; readonly free: number }
  /** The organization would not take the membership. */
  | { readonly type: 'failed'; readonly because: PersonalCode | TargetRefusal }

export interface GuardResult {
  /** Whoever the time did not reach has no outcome. */
  readonly outcomes: ReadonlyMap<string /* accountId */, GuardOutcome>
  /** Grants for which somebody else took the seat between our read and our write. */
  readonly lostRaces: number
  /** The organization wants a rest. */
  readonly isThrottled: boolean
}

type GuardPorts = Pick<Ports, 'seats' | 'accounts' | 'access' | 'store' | 'secrets' | 'clock' | 'log' | 'site'>

/** One product that the access group gives, with what the guard remembers of it. */
interface Guarded extends JudgedProduct {
  readonly seats: Seats
  readonly guard: GuardState
}

/**
 * Gives seats of one product, in order, as far as the licence guard allows (design rule 1). Every grant is preceded by
 * a read that is at most five seconds old and by a stored reservation, so that neither a late read nor a crash lets the
 * reserve be broken. The read is of every product that the access group gives.
 * @param first the read with which to begin, where it is young enough and clear-cut
 * @param isOutOfTime asked before each read; what is left then has no outcome
 */
export async function grantUnderGuard(
  ports: GuardPorts,
  settings: Settings,
  product: ProductSettings,
  candidates: readonly Candidate[],
  first: GuardedRead,
  isOutOfTime: () => boolean,
): Promise<GuardResult> {
  const outcomes = new Map<string, GuardOutcome>()
  let lostRaces = first.lostRaces
  let isThrottled = false
  let next: GuardedRead | null = isYoung(first, ports.clock.now()) && isClearCut(first.products) ? first : null
  let rest = [...candidates]
  while (rest.length > 0 && !isThrottled && !isOutOfTime()) {
    const read: GuardedRead = next ?? (await readGuarded(ports, settings, product))
    if (next === null) lostRaces += read.lostRaces
    next = null
    const { grant, refused, isUnsure } = pickBatch(rest, read.products)
    for (const [accountId, { free }] of refused) outcomes.set(accountId, { type: 'no-seat', free })
    if (grant.length > 0) {
      const group = await openGroup(ports, read.groupId)
      if ('refusal' in group) {
        for (const { accountId } of rest) outcomes.set(accountId, { type: 'failed', because: group.refusal })
        break
      }
      const done = await grantBatch(ports, group, read, grant)
      lostRaces += done.lostRaces
      isThrottled = done.isThrottled
      for (const [accountId, outcome] of done.outcomes) outcomes.set(accountId, outcome)
    } else if (isUnsure) await ports.clock.sleep(timeUntilSure(read.products, ports.clock.now()))
    rest = rest.filter(({ accountId }) => !outcomes.has(accountId))
  }
  return { outcomes, lostRaces, isThrottled }
}

/** Seats as just read, of the product and of every other one that its access group gives. */
export interface GuardedRead {
  readonly groupId: string
  readonly products: readonly Guarded[]
  /** The store, with what the guard remembers of these products read ahead. */
  readonly store: Store
  /** Groups that give the product. */
  readonly accessGroupIds: readonly string[]
  /** Free seats of the product as far as can be told. */
  readonly free: number
  readonly readAt: string
  readonly lostRaces: number
}

/** A full product among those that the access group gives is in the way too. */
export async function readGuarded(
  ports: GuardPorts,
  settings: Settings,
  product: ProductSettings,
): Promise<GuardedRead> {
  const managedAsGroups = settings.products.filter(({ kind }) => kind === 'group')
  const family = (await ports.seats.readAllSeats())
    .filter(({ productKey }) => !managedAsGroups.some(({ key }) => key === productKey))
    .map((seats) => capSeats(seats, findProduct(settings, seats.productKey)?.cap ?? null))
  const groupId = findAccessGroup(product, family)
  const sharing = managedAsGroups.filter((one) => one === product || one.accessGroupIds.includes(groupId))
  const groups = await Promise.all(sharing.map((one) => readProductSeats(ports, one)))
  const given = [...family, ...groups].filter(
    ({ productKey, accessGroupIds }) => productKey === product.key || accessGroupIds.includes(groupId),
  )
  const keys = given.map(({ productKey }) => productKey)
  const store = await readAhead(ports.store, keys.map(guardKeyOf))
  const states = await readGuardStates(store, keys)
  let lostRaces = 0
  const products = given.map((seats): Guarded => {
    const { productKey, accessGroupIds } = seats
    const before = states.get(productKey)!
    const guard = settleReservations(before, seats)
    // A product that is not managed here has no reserve: it only must not be full.
    const seatReserve = findProduct(settings, productKey)?.seatReserve ?? 0
    const likelyFree = countLikelyFree(seats, guard)
    if (productKey === product.key) lostRaces = countLostRaces(before, seats, likelyFree, seatReserve)
    return { productKey, accessGroupIds, seatReserve, free: countFree(seats, guard), likelyFree, seats, guard }
  })
  const readAt = given.map((seats) => seats.readAt).sort()[0]!
  const own = products.find(({ productKey }) => productKey === product.key)
  const { accessGroupIds = [], likelyFree: free = 0 } = own ?? {}
  return { groupId, products, store, accessGroupIds, free, readAt, lostRaces }
}

function findAccessGroup(product: ProductSettings, family: readonly Seats[]): string {
  const own = family.find(({ productKey }) => productKey === product.key)
  const groupId =
    product.accessGroupId ?? own?.defaultGroupIds[0] ?? own?.accessGroupIds[0] ?? product.accessGroupIds[0]
  if (groupId !== undefined) return groupId
  throw new AppError(
    'bad-response',
    `Expected ${product.key} to be a product of the site with at least one access group, got none. Give it a group in Jira's application access.`,
  )
}

/** Writes one batch under reservations; those it did not reach before the read grew old have no outcome yet. */
async function grantBatch(
  { clock, log }: GuardPorts,
  group: OpenGroup,
  { groupId, products, store, readAt }: GuardedRead,
  batch: readonly Candidate[],
): Promise<GuardResult> {
  const at = clock.now().toISOString()
  const reserved = batch.map(({ accountId }): Reservation => ({ accountId, at }))
  await saveGuards(reserved)
  const outcomes = new Map<string, GuardOutcome>()
  const released = new Set<string>()
  let lostRaces = 0
  let isThrottled = false
  await mapConcurrent(batch, async ({ accountId }) => {
    if (isThrottled || !isYoung({ readAt }, clock.now())) {
      released.add(accountId)
      return
    }
    const outcome = await group.add(accountId).catch(toAnswer)
    // A person who was a member already takes no new seat.
    if (outcome !== 'done') released.add(accountId)
    if (outcome === 'done') outcomes.set(accountId, { type: 'granted' })
    else if (outcome === 'already') outcomes.set(accountId, { type: 'already' })
    else if (outcome === 'throttled') isThrottled = true
    else if (outcome === 'no-seat') {
      lostRaces += 1
      outcomes.set(accountId, { type: 'no-seat', free: 0 })
    } else {
      log.warn('grant failed', { accountId, groupId, because: outcome })
      outcomes.set(accountId, { type: 'failed', because: outcome })
    }
  })
  if (released.size > 0) await saveGuards(reserved.filter(({ accountId }) => !released.has(accountId)))
  return { outcomes, lostRaces, isThrottled }

  /** A person who holds one of the products already takes no seat of it; a reservation too many is only more careful. */
  async function saveGuards(reservations: readonly Reservation[]): Promise<void> {
    const byKey = new Map(products.map((one) => [one.productKey, one]))
    await changeGuardStates(store, [...byKey.keys()], (state, productKey) => {
      const { seats, likelyFree } = byKey.get(productKey)!
      const { used, reservations: others } = settleReservations(state, seats)
      const isOfBatch = (one: Reservation): boolean =>
        one.at === at && reserved.some(({ accountId }) => accountId === one.accountId)
      const expected = { at, free: likelyFree - reservations.length, granted: reservations.length }
      return {
        used,
        reservations: [...others.filter((one) => !isOfBatch(one)), ...reservations],
        // Nothing can be lost of what is unlimited, and JSON knows no infinity.
        ...(Number.isFinite(likelyFree) ? { expected } : {}),
      }
    })
  }
}

/** @throws what concerns more than this person */
function toAnswer(error: unknown): PersonalCode | 'throttled' {
  const because = personalCodeOf(error)
  if (because !== null) return because
  if (codeOf(error) === 'throttled') return 'throttled'
  throw error
}

function isYoung({ readAt }: Pick<GuardedRead, 'readAt'>, now: Date): boolean {
  return now.getTime() - Date.parse(readAt) <= READ_MAX_AGE_MS
}

/** Until the newest of our grants that a read has shown is certain to have been ours. */
function timeUntilSure(products: readonly Guarded[], now: Date): number {
  const shown = products.flatMap(({ guard }) => guard.reservations.filter((one) => one.shown === 1))
  const newest = Math.max(...shown.map(({ at }) => Date.parse(at)), now.getTime() - UNSURE_MS)
  return Math.max(250, newest + UNSURE_MS - now.getTime())
}
