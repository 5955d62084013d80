import { isClearCut, pickBatch } from '../../core/grant-batch'
import type { Candidate, JudgedProduct } from '../../core/grant-batch'
import { AppError, askedWaitOf, codeOf, mayHaveActed, messageOf } from '../../core/errors'
import type { PersonalCode } from '../../core/errors'
import { capSeats } from '../../core/products'
import {
  READ_MAX_AGE_MS,
  UNSURE_MS,
  addReservations,
  countFree,
  countLikelyFree,
  countLostRaces,
  release,
  settleReservations,
} from '../../core/seats'
import type { GuardState, Reservation, Seats } from '../../core/seats'
import type { Settings } from '../../core/settings'
import type { ProductSettings } from '../../core/settings/products'
import type { TargetRefusal } from '../../core/target-group'
import type { Joined, Ports, Store } from '../../ports'
import { inIsolation } from '../apply/in-isolation'
import { changeGuardStates, guardKeyOf, readGuardStates } from '../state/guard-state'
import { readAhead } from '../state/record'
import { openGroup, readGate } from '../read/group-gate'
import type { OpenGroup } from '../read/group-gate'
import { findProduct, readProductSeats } from '../read/products'

export type GuardOutcome =
  | { readonly type: 'granted' }
  /** Was a member already, through somebody else's hand. */
  | { readonly type: 'already' }
  /** Fewer free seats than the reserve, or the product's licence limit. */
  | { readonly type: 'no-seat'; readonly free: number }
  /** The organization would not take the membership, or nobody knows whether it did. */
  | { readonly type: 'failed'; readonly because: PersonalCode | TargetRefusal | 'unexpected'; readonly waitMs?: number }

export interface GuardResult {
  /** Whoever the time did not reach has no outcome. */
  readonly outcomes: ReadonlyMap<string /* accountId */, GuardOutcome>
  /** Those of the failed who only showed that the service answers nobody: it is no try of theirs. */
  readonly suspects: ReadonlySet<string>
  /** Grants for which somebody else took the seat between our read and our write. */
  readonly lostRaces: number
  /** What stopped the rest: an answer that concerns everybody, or a bug. Thrown by nobody before the outcomes are recorded. */
  readonly failure: unknown
}

/** The access group before a batch of writes to it. */
export type Opened = Awaited<ReturnType<typeof openGroup>>

type GuardPorts = Pick<Ports, 'seats' | 'accounts' | 'access' | 'store' | 'secrets' | 'clock' | 'log' | 'site'>

/** One product that the access group gives, with what the guard remembers of it. */
interface Guarded extends JudgedProduct {
  readonly seats: Seats
  readonly guard: GuardState
  /** The read shows a lost race, or the last of our grants. */
  readonly isShown: boolean
}

/** A result that is being made: what is done stays in it, whatever is thrown later. */
interface Tally {
  readonly outcomes: Map<string, GuardOutcome>
  readonly suspects: Set<string>
  lostRaces: number
  failure: unknown
}

/**
 * Gives seats of one product, in order, as far as the licence guard allows (design rule 1). Every grant is preceded by
 * a read that is at most five seconds old and by a stored reservation, so that neither a late read nor a crash lets the
 * reserve be broken. The read is of every product that the access group gives. It throws nothing: see `failure`.
 * @param begin the read with which to begin, where it is young enough and clear-cut, and the group as read right after it
 * @param isOver asked before each read; what is left then has no outcome
 */
export async function grantUnderGuard(
  ports: GuardPorts,
  settings: Settings,
  product: ProductSettings,
  candidates: readonly Candidate[],
  { read: first, opened: firstOpened }: { readonly read: GuardedRead; readonly opened: Opened | null },
  isOver: () => boolean,
): Promise<GuardResult> {
  const tally: Tally = { outcomes: new Map(), suspects: new Set(), lostRaces: 0, failure: null }
  const { outcomes } = tally
  let next: GuardedRead | null = isYoung(first, ports.clock.now()) && isClearCut(first.products) ? first : null
  let known = next === null || firstOpened === null ? null : { opened: firstOpened, readAt: first.readAt }
  let rest = [...candidates]
  try {
    tally.lostRaces += await takeLostRaces(product, first)
    while (rest.length > 0 && tally.failure === null && !isOver()) {
      // The group may have been given a role meanwhile: like the seats it is read beside, no read serves for longer than five
      // seconds. Near the reserve, where a batch is one grant, one for each would spend the invocation's requests.
      const now = ports.clock.now()
      if (known !== null && !isYoung(known, now)) known = null
      const [read, opened] = await Promise.all([
        next ?? readGuarded(ports, settings, product),
        known?.opened ?? openGroup(ports, first.groupId, 'join'),
      ])
      if (next === null) tally.lostRaces += await takeLostRaces(product, read)
      next = null
      known ??= { opened, readAt: now.toISOString() }
      const { grant, refused, isUnsure } = pickBatch(rest, read.products)
      for (const [accountId, { free }] of refused) outcomes.set(accountId, { type: 'no-seat', free })
      if (grant.length > 0) {
        const group = read.groupId === first.groupId ? opened : await openGroup(ports, read.groupId, 'join')
        if ('refusal' in group) {
          for (const { accountId } of rest) outcomes.set(accountId, { type: 'failed', because: group.refusal })
        } else await grantBatch(ports, group, read, grant, tally)
      } else if (isUnsure) await ports.clock.sleep(timeUntilSure(read.products, ports.clock.now()))
      rest = rest.filter(({ accountId }) => !outcomes.has(accountId))
    }
  } catch (error) {
    tally.failure = error
  }
  return tally
}

/** Lost races that the read shows. What it shows is written down, so that no later read counts it again. */
async function takeLostRaces({ key }: ProductSettings, { store, products, lostRaces }: GuardedRead): Promise<number> {
  const own = products.find(({ productKey }) => productKey === key)
  if (own === undefined || !own.isShown) return 0
  await changeGuardStates(store, [key], (state) => {
    const settled = settleReservations(state, own.seats)
    if (settled.expected === undefined) return settled
    return { ...settled, expected: { ...settled.expected, lost: (settled.expected.lost ?? 0) + lostRaces } }
  })
  return lostRaces
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
  const groupId = await findAccessGroup(ports, product, family)
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
    const lost = countLostRaces(before, seats, likelyFree, seatReserve)
    if (productKey === product.key) lostRaces = lost
    const isShown = lost > 0 || (before.expected !== undefined && guard.expected === undefined)
    return { productKey, accessGroupIds, seatReserve, free: countFree(seats, guard), likelyFree, seats, guard, isShown }
  })
  const readAt = given.map((seats) => seats.readAt).sort()[0]!
  const own = products.find(({ productKey }) => productKey === product.key)
  const { accessGroupIds = [], likelyFree: free = 0 } = own ?? {}
  return { groupId, products, store, accessGroupIds, free, readAt, lostRaces }
}

/** Of several groups that Jira itself would use, the first that may be written to. */
async function findAccessGroup(ports: GuardPorts, product: ProductSettings, family: readonly Seats[]): Promise<string> {
  const { defaultGroupIds = [], accessGroupIds = product.accessGroupIds } =
    family.find(({ productKey }) => productKey === product.key) ?? {}
  const chosen = product.accessGroupId ?? (defaultGroupIds.length > 1 ? null : defaultGroupIds[0])
  const groupId = chosen === null ? await findWritable(ports, defaultGroupIds) : (chosen ?? accessGroupIds[0])
  if (groupId !== undefined) return groupId
  throw new AppError(
    'bad-response',
    `Expected ${product.key} to be a product of the site with at least one access group, got none. Give it a group in Jira's application access.`,
  )
}

/** @returns the first where none may be written to: its refusal is told */
async function findWritable(ports: GuardPorts, groupIds: readonly string[]): Promise<string | undefined> {
  const refusals = (await readGate(ports, groupIds)).refusals('join')
  return groupIds.find((id) => !refusals.has(id)) ?? groupIds[0]
}

/** Writes one batch under reservations; those it did not reach before the read grew old have no outcome yet. */
async function grantBatch(
  { clock, log }: GuardPorts,
  group: OpenGroup,
  { groupId, products, store, readAt }: GuardedRead,
  batch: readonly Candidate[],
  tally: Tally,
): Promise<void> {
  const at = clock.now().toISOString()
  const reserved = batch.map(({ accountId }): Reservation => ({ accountId, at }))
  // Until a person's call has ended, and where nobody knows how it ended, the seat counts as taken.
  const released = new Set(reserved.map(({ accountId }) => accountId))
  // Of an earlier attempt that nobody knows the end of: what becomes of this one says nothing of that.
  const earlier = new Set<string>()
  let isOld = false
  if (!(await reserve())) return
  try {
    const { suspects, failure } = await inIsolation(batch, grantOne, (one, because, error) => {
      const outcome = { type: 'failed', because, ...askedWaitOf(error) } as const
      log.warn('grant failed', { accountId: one.accountId, groupId, because, detail: messageOf(error) })
      tally.outcomes.set(one.accountId, outcome)
      if (!isKnownUndone(because)) released.delete(one.accountId)
      return {}
    })
    for (const place of suspects) tally.suspects.add(batch[place]!.accountId)
    // What the read is too old for waits for the next one.
    tally.failure = isOld && codeOf(failure) === 'budget-spent' ? null : failure
  } finally {
    if (released.size > 0) await releaseAll(released)
  }

  async function grantOne({ accountId }: Candidate): Promise<object> {
    isOld ||= !isYoung({ readAt }, clock.now())
    if (isOld)
      throw new AppError('budget-spent', 'Expected a read of the seats of the last five seconds; read them again.')
    const outcome = await group.add(accountId).catch(toDenial)
    // A person who was a member already takes no new seat.
    if (outcome === 'done') released.delete(accountId)
    if (outcome === 'no-seat') tally.lostRaces += 1
    tally.outcomes.set(accountId, toOutcome(outcome))
    return {}
  }

  /**
   * A person who holds one of the products already takes no seat of it; a reservation too many is only more careful.
   * @returns false when somebody's account has been given a seat back since the read: then nothing is reserved
   */
  async function reserve(): Promise<boolean> {
    const byKey = new Map(products.map((one) => [one.productKey, one]))
    const fewer = new Set<string>()
    await changeGuardStates(store, [...byKey.keys()], (state, productKey) => {
      const { seats, free } = byKey.get(productKey)!
      for (const { accountId } of state.reservations) earlier.add(accountId)
      if (countFree(seats, settleReservations(state, seats)) < free) fewer.add(productKey)
      return addReservations(state, seats, reserved)
    })
    if (fewer.size > 0) await releaseAll(reserved.map(({ accountId }) => accountId))
    return fewer.size === 0
  }

  async function releaseAll(accountIds: Iterable<string>): Promise<void> {
    const keys = products.map(({ productKey }) => productKey)
    const own = [...accountIds].filter((accountId) => !earlier.has(accountId))
    await changeGuardStates(store, keys, (state) => release(state, own))
  }
}

/** Everybody who asks is tried once: a 403 about one person, or about each of many, keeps nobody else from the own try. */
function toDenial(error: unknown): 'permission-missing' {
  if (codeOf(error) === 'permission-missing') return 'permission-missing'
  throw error
}

function toOutcome(answer: Joined | 'permission-missing'): GuardOutcome {
  switch (answer) {
    case 'done':
      return { type: 'granted' }
    case 'already':
      return { type: 'already' }
    case 'no-seat':
      return { type: 'no-seat', free: 0 }
    case 'permission-missing':
      return { type: 'failed', because: answer }
  }
}

/** The service has said no. After any other failure the membership may be there, and the read of the seats will show it. */
function isKnownUndone(because: PersonalCode | 'unexpected'): boolean {
  return because !== 'unexpected' && !mayHaveActed(because)
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
