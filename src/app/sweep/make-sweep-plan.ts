import { isFreshSource } from '../../core/dormancy'
import type { Account } from '../../core/people'
import type { Action, Plan } from '../../core/plan'
import { asSeenIn } from '../../core/products'
import type { Giver } from '../../core/products'
import type { Settings } from '../../core/settings'
import { findCandidates, planNotices, planSweep } from '../../core/sweep'
import type { SweepSnapshot } from '../../core/sweep'
import { DAY_MS, newestOf } from '../../core/time'
import { checkWholeRead } from '../../core/whole-read'
import type { WholeReadRefusal } from '../../core/whole-read'
import type { AccountPage, Ports } from '../../ports'
import { findReadOnlyGroups } from '../group-gate'
import { readGivers, readProducts } from '../products'
import type { ProductRead } from '../products'
import { FOR_PLAN, readAdminGroups } from '../grant/read-admin-groups'
import { readAcceptedSizes } from '../provision/accepted-sizes'
import type { AcceptedSizes } from '../provision/accepted-sizes'
import { describeRefusal, readLastGood } from '../provision/read-directory'
import type { LastGood } from '../provision/read-directory'
import { readSeatRecords } from '../grant/seat-records'
import { ofProduct, readNotices } from './notice-store'

interface Held extends ProductRead {
  /** With the last activity in this product. */
  readonly holders: readonly Account[]
}

export type SweepPlan =
  | {
      readonly type: 'refused'
      readonly holders: number
      readonly because: string
      /** When a source is too small to be believed. */
      readonly refusal: WholeReadRefusal | null
    }
  | {
      readonly type: 'planned'
      readonly plan: Plan
      /** Who is to be told that unused access will be taken back. */
      readonly notices: Plan
      /** How many hold each product, by its key. */
      readonly holders: Readonly<Record<string, number>>
      /** Who holds any of them, and who through a group that only the identity provider can change. */
      readonly access: readonly string[]
      readonly synchronised: readonly string[]
      readonly readOnlyGroupIds: readonly string[]
    }

/**
 * Snapshot and plan of one sweep over all products: who holds each, who has not used it for its `dormancyDays`, who gives
 * the seat back. Writes nothing.
 */
export async function makeSweepPlan(ports: Ports, settings: Settings): Promise<SweepPlan> {
  const { store, clock } = ports
  const held = await readHolders(ports, settings)
  const lastGood = await readLastGood(store)
  const count = sum(held.map(({ holders }) => holders.length))
  const refusal = findTooFew(held, lastGood.holders ?? {}, await readAcceptedSizes(store))
  if (refusal !== null) return { type: 'refused', holders: count, because: describeRefusal(refusal), refusal }
  const because = findStale(held, clock.now())
  if (because !== null) return { type: 'refused', holders: count, because, refusal: null }

  const plans: ProductPlans[] = []
  const groupIds = new Set(held.flatMap(({ seats }) => seats.accessGroupIds))
  const readOnlyGroups = await findReadOnlyGroups(ports, [...groupIds])
  const givers = await readGivers(ports, settings)
  for (const one of held) plans.push(await planProduct(ports, settings, one, givers, readOnlyGroups, lastGood))
  const holders = Object.fromEntries(held.map(({ product, holders: list }) => [product.key, list.length]))
  const [now, removals] = [clock.now(), plans.map((one) => one.removals)]
  const notices = joinPlans(
    'notices',
    plans.map((one) => one.notices),
    now,
  )
  const access = listAccess(held, readOnlyGroups)
  return { type: 'planned', plan: joinPlans('sweep', removals, now), notices, holders, ...access }
}

/** Who holds which product. A product that nobody has ever held has nothing to take back. */
async function readHolders(ports: Ports, settings: Settings): Promise<Held[]> {
  const held: Held[] = []
  for (const read of await readProducts(
    ports,
    settings.products.filter(({ sweep }) => sweep),
  )) {
    const holders = await readMembers(ports, read.seats.accessGroupIds)
    held.push({ ...read, holders: holders.map((account) => asSeenIn(account, read.product)) })
  }
  return held.filter(
    ({ product, holders, seats }) => product === settings.products[0] || holders.length + seats.used > 0,
  )
}

/** As a refusal names them, and an administrator accepts them. */
export function holdersOf(productKey: string): string {
  return `the holders of ${productKey}`
}

/** One product that cannot be judged stops them all. */
function findTooFew(
  held: readonly Held[],
  lastGood: Readonly<Record<string, number>>,
  accepted: AcceptedSizes,
): WholeReadRefusal | null {
  for (const { product, holders, seats } of held) {
    // The first read has no last one to be judged by: Jira's own count of users stands in for it.
    const expected = lastGood[product.key] ?? (product.kind === 'jira' ? seats.used : null)
    const source = holdersOf(product.key)
    const refusal = checkWholeRead(source, holders.length, expected, accepted[source]?.size)
    if (refusal !== null) return refusal
  }
  return null
}

/** @returns why the activity in this read is not to be believed, or null */
function findStale(held: readonly Held[], now: Date): string | null {
  const holders = held.flatMap((one) => one.holders)
  const newest = newestOf(holders.map((account) => account.lastSeen))
  if (held.length === 0 || isFreshSource(newest, now)) return null
  return (
    `Expected activity from the last 48 hours among ${holders.length} holders, the newest is ${newest ?? 'unknown'}. ` +
    'A source that is not fresh removes nobody; the next sweep looks again.'
  )
}

interface ProductPlans {
  readonly removals: Plan
  readonly notices: Plan
}

async function planProduct(
  ports: Ports,
  settings: Settings,
  { product, seats, holders }: Held,
  givers: readonly Giver[],
  readOnlyGroups: SweepSnapshot['readOnlyGroups'],
  { watchedSince }: LastGood,
): Promise<ProductPlans> {
  const { accessGroupIds } = seats
  const now = ports.clock.now()
  // With notices, those too who will look dormant within the days of the first one.
  const { issueKey, daysBefore } = settings.notices
  const ahead = issueKey === null ? 0 : (daysBefore[0] ?? 0)
  const until = new Date(now.getTime() + ahead * DAY_MS)
  const candidates = findCandidates(holders, product.dormancyDays, until)
  const records = await readSeatRecords(ports, candidates)
  const told =
    ahead === 0
      ? new Map()
      : await readNotices(
          ports,
          candidates.map(({ accountId }) => accountId),
        )
  const groupIds = candidates.flatMap((account) => account.groupIds)
  const adminGroups = await readAdminGroups(ports, groupIds, FOR_PLAN)
  const snapshot = {
    holders,
    accessGroupIds,
    readOnlyGroups,
    records,
    watchedSince: watchedSince ?? null,
    adminGroups,
    givers,
    notices: ofProduct(told, product.key),
  }
  const { key, kind, dormancyDays } = product
  const rules = { ...settings, key, kind, dormancyDays }
  return { removals: planSweep(snapshot, rules, now), notices: planNotices(snapshot, rules, now) }
}

function listAccess(held: readonly Held[], readOnlyGroups: SweepSnapshot['readOnlyGroups']) {
  const synchronisedGroupIds = new Set([...readOnlyGroups].flatMap(([id, why]) => (why === 'synchronised' ? [id] : [])))
  const access = new Set<string>()
  const synchronised = new Set<string>()
  for (const { holders, seats } of held) {
    const readOnly = seats.accessGroupIds.filter((groupId) => synchronisedGroupIds.has(groupId))
    for (const { accountId, groupIds } of holders) {
      access.add(accountId)
      if (readOnly.some((groupId) => groupIds.includes(groupId))) synchronised.add(accountId)
    }
  }
  return {
    access: [...access],
    synchronised: [...synchronised],
    readOnlyGroupIds: [...synchronisedGroupIds].sort(),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** One plan for all products, so that one removal limit and one approval cover the whole run. */
function joinPlans(kind: 'sweep' | 'notices', plans: readonly Plan[], now: Date): Plan {
  return {
    kind,
    plannedAt: now.toISOString(),
    actions: withoutRepeated(plans.flatMap((plan) => plan.actions)),
    skips: plans.flatMap((plan) => plan.skips),
    population: sum(plans.map((plan) => plan.population)),
  }
}

/** A group that gives two unused products is left once. */
function withoutRepeated(actions: readonly Action[]): Action[] {
  const left = new Set<string>()
  return actions.flatMap((action): Action[] => {
    if (action.type !== 'revoke') return [action]
    const groupIds = action.groupIds.filter((groupId) => !left.has(`${action.accountId} ${groupId}`))
    for (const groupId of groupIds) left.add(`${action.accountId} ${groupId}`)
    return groupIds.length === 0 ? [] : [{ ...action, groupIds }]
  })
}

/** Each member once, however often the pages list them. */
async function readMembers(ports: Ports, groupIds: readonly string[]): Promise<Account[]> {
  const holders = new Map<string, Account>()
  let cursor: string | null = null
  do {
    const page: AccountPage = await ports.accounts.readPage({ groupIds }, cursor)
    for (const account of page.accounts) if (account.isActive) holders.set(account.accountId, account)
    cursor = page.cursor
  } while (cursor !== null)
  return [...holders.values()]
}
