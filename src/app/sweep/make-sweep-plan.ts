import { isFreshSource } from '../../core/dormancy'
import type { OddRows } from '../../core/odd-rows'
import type { Action, Plan } from '../../core/plan'
import { activityKeyOf } from '../../core/products'
import type { Settings } from '../../core/settings'
import { findCandidates, planNotices, planSweep } from '../../core/sweep'
import type { SweepSnapshot } from '../../core/sweep'
import { DAY_MS, newestOf } from '../../core/time'
import { checkWholeRead } from '../../core/whole-read'
import type { WholeReadRefusal } from '../../core/whole-read'
import type { Ports } from '../../ports'
import { findReadOnlyGroups } from '../read/group-gate'
import { readProtections } from '../read/protections'
import type { ProtectionsRead } from '../read/protections'
import { FOR_PLAN, readAdminGroups } from '../read/read-admin-groups'
import { readAcceptedSizes } from '../state/accepted-sizes'
import type { AcceptedSizes } from '../state/accepted-sizes'
import { describeRefusal } from '../read/read-directory'
import { readLastGood } from '../state/last-good'
import { lookUpSeatRecords } from '../state/seat-records'
import { lookUpNotices, ofProduct } from '../state/notice-store'
import { scanHolders } from './scan-holders'
import type { Held } from './scan-holders'
import type { FoundHolders } from './note-holders'

export type SweepPlan =
  /** The scan of the holders goes on in another invocation. */
  | { readonly type: 'continues' }
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
      /** Where the organization tells of use by anybody. */
      readonly usedIn: ReadonlySet<string>
      /** Who holds any of them through a group that only the identity provider can change. */
      readonly synchronised: readonly string[]
      readonly readOnlyGroupIds: readonly string[]
      readonly odd: OddRows
      readonly protections: ProtectionsRead
      /** Groups that make administrators of people who would look dormant. */
      readonly adminGroupIds: ReadonlySet<string>
    }

/**
 * Snapshot and plan of one sweep over all products: who holds each, who has not used it for its `dormancyDays`, who gives
 * the seat back. Writes nothing but where the scan goes on, by the id of the run; whoever asks forgets that in the end.
 * @param found is told who holds access before anything is planned by what is known of them
 */
export async function makeSweepPlan(
  ports: Ports,
  settings: Settings,
  runId: string,
  found: (holders: FoundHolders) => Promise<void> = async () => undefined,
): Promise<SweepPlan> {
  const { store, clock } = ports
  const daysAhead = findDaysAhead(settings)
  const scan = await scanHolders(ports, settings, daysAhead, runId)
  if (scan.type === 'continues') return scan
  // A product that nobody has ever held has nothing to take back.
  const held = scan.held.filter(
    ({ product, groups, seats }) => product === settings.products[0] || groups.size + seats.used > 0,
  )
  const lastGood = await readLastGood(store)
  const protections = await readProtections(ports, settings)
  const access = listHolders(held)
  const count = access.length
  const refusal = findTooFew(held, lastGood.holders ?? {}, await readAcceptedSizes(store))
  if (refusal !== null) return { type: 'refused', holders: count, because: describeRefusal(refusal), refusal }
  const because = findStale(held, clock.now())
  if (because !== null) return { type: 'refused', holders: count, because, refusal: null }

  const watched = held.filter(({ product }) => lastGood.holders?.[product.key] !== undefined)
  await found({ access, watched: new Set(listHolders(watched)) })
  const plans: ProductPlans[] = []
  const groupIds = new Set(held.flatMap(({ seats }) => seats.accessGroupIds))
  const readOnlyGroups = await findReadOnlyGroups(ports, [...groupIds])
  const usedIn = new Set(held.flatMap(({ product, newest }) => (newest === null ? [] : [activityKeyOf(product)])))
  const context = { accessProducts: scan.accessProducts, readOnlyGroups, usedIn, daysAhead, kept: protections.kept }
  for (const one of held) plans.push(await planProduct(ports, settings, one, context))
  const adminGroupIds = new Set(plans.flatMap((one) => [...one.adminGroupIds]))
  const holders = Object.fromEntries(held.map(({ product, groups }) => [product.key, groups.size]))
  const [now, removals] = [clock.now(), plans.map((one) => one.removals)]
  const notices = joinPlans(
    'notices',
    plans.map((one) => one.notices),
    count,
    now,
  )
  const readOnly = listSynchronised(held, readOnlyGroups)
  const plan = joinPlans('sweep', removals, count, now)
  return { type: 'planned', plan, notices, holders, usedIn, odd: scan.odd, ...readOnly, protections, adminGroupIds }
}

/** With notices, those too who will look dormant within the days of the first one. */
function findDaysAhead({ notices }: Settings): number {
  return notices.issueKey === null ? 0 : (notices.daysBefore[0] ?? 0)
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
  for (const { product, groups, seats } of held) {
    // The first read has no last one to be judged by: Jira's own count of users stands in for it.
    const expected = lastGood[product.key] ?? (product.kind === 'jira' ? seats.used : null)
    const source = holdersOf(product.key)
    const refusal = checkWholeRead(source, groups.size, expected, accepted[source]?.size)
    if (refusal !== null) return refusal
  }
  return null
}

/** @returns why the activity in this read is not to be believed, or null */
function findStale(held: readonly Held[], now: Date): string | null {
  const newest = newestOf(held.map((one) => one.newest))
  if (held.length === 0 || isFreshSource(newest, now)) return null
  const count = listHolders(held).length
  return (
    `Expected activity at this site from the last 48 hours among ${count} holders, the newest is ${newest ?? 'unknown'}. ` +
    'A source that is not fresh removes nobody; the next sweep looks again.'
  )
}

interface ProductPlans {
  readonly removals: Plan
  readonly notices: Plan
  readonly adminGroupIds: ReadonlySet<string>
}

/** What is the same for all products. */
interface SweepContext extends Pick<SweepSnapshot, 'accessProducts' | 'readOnlyGroups' | 'kept' | 'usedIn'> {
  readonly daysAhead: number
}

async function planProduct(
  ports: Ports,
  settings: Settings,
  { product, seats, groups, candidates: scanned }: Held,
  { accessProducts, readOnlyGroups, usedIn, daysAhead, kept }: SweepContext,
): Promise<ProductPlans> {
  const { accessGroupIds } = seats
  const now = ports.clock.now()
  const candidates = findCandidates(scanned, product.dormancyDays, new Date(now.getTime() + daysAhead * DAY_MS))
  const records = await lookUpSeatRecords(ports, candidates)
  const told = await lookUpNotices(ports, daysAhead === 0 ? [] : candidates.map(({ accountId }) => accountId))
  const groupIds = candidates.flatMap((account) => account.groupIds)
  const adminGroups = await readAdminGroups(ports, groupIds, FOR_PLAN)
  const snapshot = {
    holders: candidates,
    population: groups.size,
    accessGroupIds,
    readOnlyGroups,
    records: records.found,
    unread: new Set([...records.failed.keys(), ...told.failed.keys()]),
    usedIn,
    kept,
    adminGroups,
    accessProducts,
    notices: ofProduct(told.found, product.key),
  }
  const { key, kind, dormancyDays } = product
  const rules = { ...settings, key, kind, dormancyDays }
  const notices = planNotices(snapshot, rules, now)
  return { removals: planSweep(snapshot, rules, now), notices, adminGroupIds: adminGroups.admin }
}

function listHolders(held: readonly Held[]): readonly string[] {
  return [...new Set(held.flatMap(({ groups }) => [...groups.keys()]))]
}

function listSynchronised(held: readonly Held[], readOnlyGroups: SweepSnapshot['readOnlyGroups']) {
  const groupIds = new Set([...readOnlyGroups].flatMap(([id, why]) => (why === 'synchronised' ? [id] : [])))
  const synchronised = held.flatMap(({ groups }) =>
    [...groups].flatMap(([accountId, through]) => (through.some((id) => groupIds.has(id)) ? [accountId] : [])),
  )
  return { synchronised: [...new Set(synchronised)], readOnlyGroupIds: [...groupIds].sort() }
}

/**
 * One plan for all products, so that one removal limit and one approval cover the whole run.
 * @param population different people who hold any of them: who holds three is one
 */
function joinPlans(kind: 'sweep' | 'notices', plans: readonly Plan[], population: number, now: Date): Plan {
  return {
    kind,
    plannedAt: now.toISOString(),
    actions: withoutRepeated(plans.flatMap((plan) => plan.actions)),
    skips: plans.flatMap((plan) => plan.skips),
    population,
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
