import { OF_USE, collectSignals, findNewest, isEverUsed } from './activity'
import type { Signal } from './activity'
import { findLongest, isDaysAgo } from './dormancy'
import { looksDormant } from './holders'
import { hasNoticeRun, planNotice } from './notices'
import type { NoticeRecord } from './notices'
import { isOdd } from './odd-rows'
import type { Account, SeatRecord } from './people'
import type { Action, KeptBecause, Plan, Skip, SkipReason } from './plan'
import { activityKeyOf, asRecordedFor, asSeenIn, isUseUnknown } from './products'
import type { AccessProduct } from './products'
import { findExemption } from './settings/exemptions'
import type { ProductSettings } from './settings/products'
import type { ExemptionSettings } from './settings/exemptions'
import type { NoticesSection } from './settings/notices'
import type { SweepSettings } from './settings/sweep'
import { DAY_MS } from './time'

/** What decides about one product's unused access. */
export type SweepRules = SweepSettings &
  ExemptionSettings &
  NoticesSection &
  Pick<ProductSettings, 'key' | 'kind' | 'dormancyDays'>

export interface SweepSnapshot {
  /** Who holds the product through any of its groups; of those who do not look dormant none is needed. */
  readonly holders: readonly Account[]
  /** How many hold it. */
  readonly population: number
  readonly accessGroupIds: readonly string[]
  /** Groups that the app cannot change: only the identity provider can, or they are not on the app's list. */
  readonly readOnlyGroups: ReadonlyMap<string, 'synchronised' | 'not-listed'>
  /** Our own records of those who look dormant by the organization's data. */
  readonly records: ReadonlyMap<string, SeatRecord>
  /** Those of whom a record could not be read: nothing is known of what they did or were told. */
  readonly unread?: ReadonlySet<string /* accountId */>
  /** Where the organization tells of use by anybody, see `activityKeyOf`: elsewhere its silence says nothing of anybody. */
  readonly usedIn: ReadonlySet<string>
  /** Whom groups in doubt protect (design rule 17). */
  readonly kept: ReadonlyMap<string /* accountId */, KeptBecause>
  /** Groups whose members administer something, those with a role that nobody knows, and those not read yet. */
  readonly adminGroups: Readonly<Record<'admin' | 'unknown' | 'unread', ReadonlySet<string>>>
  /** Every product of the site with its groups: leaving a group takes all that it gives. */
  readonly accessProducts: readonly AccessProduct[]
  /** What people have been told about this product. */
  readonly notices?: ReadonlyMap<string /* accountId */, NoticeRecord>
}

export type KeepContext = Omit<SweepSnapshot, 'holders' | 'population'>

/** Holders who look dormant, or unknown, by what the organization reports: only their own records need to be read. */
export function findCandidates(holders: readonly Account[], dormancyDays: number, now: Date): Account[] {
  return holders.filter((account) => looksDormant(account, dormancyDays, now))
}

/** Plans who gives the seat back. Everybody who looked dormant and keeps it is a skip with the reason. */
export function planSweep(snapshot: SweepSnapshot, rules: SweepRules, now: Date): Plan {
  const actions: Action[] = []
  const skips: Skip[] = []
  const { accessGroupIds } = snapshot
  const { key: productKey, kind } = rules
  for (const account of findCandidates(snapshot.holders, rules.dormancyDays, now)) {
    const { accountId } = account
    const because = findKeepReason(account, snapshot, rules, now)
    const groupIds = account.groupIds.filter((groupId) => accessGroupIds.includes(groupId))
    const newest = findNewest(collectSignals(account, asRecordedFor(snapshot.records.get(accountId), kind)))
    if (because === null) actions.push({ type: 'revoke', productKey, accountId, groupIds, because: 'dormant', newest })
    else if (because !== 'synchronised-group' && because !== 'unlisted-group')
      skips.push({ id: accountId, because, newest })
    else {
      const path = groupIds.filter((groupId) => snapshot.readOnlyGroups.has(groupId))
      skips.push({ id: accountId, because, newest, productKey, groupIds: path })
    }
  }
  return { kind: 'sweep', plannedAt: now.toISOString(), actions, skips, population: snapshot.population }
}

/**
 * Plans who is told: whoever would give the seat back within the days of the first notice, by what is known today. The
 * same reasons that keep access keep somebody from being told.
 */
export function planNotices(snapshot: SweepSnapshot, rules: SweepRules, now: Date): Plan {
  const [firstDays] = rules.notices.daysBefore
  const actions: Action[] = []
  if (rules.notices.issueKey !== null && firstDays !== undefined) {
    const { key: productKey, kind } = rules
    for (const account of findCandidates(snapshot.holders, rules.dormancyDays, inDays(firstDays, now))) {
      const { accountId } = account
      const dormantInDays = findDormantInDays(account, snapshot, rules, firstDays, now)
      if (dormantInDays === null) continue
      const signals = collectSignals(account, asRecordedFor(snapshot.records.get(accountId), kind))
      const next = planNotice(snapshot.notices?.get(accountId), signals, rules.notices, dormantInDays, now)
      if (next !== null) actions.push({ type: 'notify', productKey, accountId, ...next })
    }
  }
  // People with the same text come together: one call tells many.
  const byText = actions.sort((a, b) => textOf(a).localeCompare(textOf(b)))
  return {
    kind: 'notices',
    plannedAt: now.toISOString(),
    actions: byText,
    skips: [],
    population: snapshot.population,
  }
}

/** Notices with the same words have the same text here. */
export function textOf(action: Action): string {
  return action.type === 'notify' ? `${action.productKey} ${action.dueOn} ${action.days} ${action.told}` : action.type
}

/** @returns after how many days nothing but the notice speaks for the access; null = not within `maxDays` */
function findDormantInDays(
  account: Account,
  context: KeepContext,
  rules: SweepRules,
  maxDays: number,
  now: Date,
): number | null {
  if (findOtherReason(account, context, rules, inDays(maxDays, now)) !== null) return null
  let days = maxDays
  while (days > 0 && findOtherReason(account, context, rules, inDays(days - 1, now)) === null) days -= 1
  return days
}

function inDays(days: number, now: Date): Date {
  return new Date(now.getTime() + days * DAY_MS)
}

/**
 * Why a holder keeps access, or null when nothing speaks for it. Also asked again right before each removal, with the
 * account and record read anew.
 */
export function findKeepReason(
  account: Account,
  context: KeepContext,
  rules: SweepRules,
  now: Date,
): SkipReason | null {
  const because = findOtherReason(account, context, rules, now)
  if (because !== null || rules.notices.issueKey === null) return because
  const { accountId } = account
  const signals = collectSignals(account, asRecordedFor(context.records.get(accountId), rules.kind))
  return hasNoticeRun(context.notices?.get(accountId), signals, rules.notices, now) ? null : 'notice-period'
}

/** Every reason but that the person has not been told. */
function findOtherReason(account: Account, context: KeepContext, rules: SweepRules, now: Date): SkipReason | null {
  const record = context.records.get(account.accountId)
  if (account.type !== 'atlassian') return 'not-a-person'
  if (account.isAdmin || account.groupIds.some((groupId) => context.adminGroups.admin.has(groupId)))
    return 'administrator'
  if (findExemption(rules.exemptPeople, account.accountId, now) !== null) return 'exempt-person'
  if (account.groupIds.some((groupId) => rules.exemptGroupIds.includes(groupId))) return 'exempt-group'
  const kept = context.kept.get(account.accountId)
  if (kept !== undefined) return kept
  if (isOdd(account)) return 'row-incomplete'
  if (context.unread?.has(account.accountId) === true || isUseUnknown(account, rules)) return 'activity-unknown'
  const signals = collectSignals(account, asRecordedFor(record, rules.kind))
  const because = findRecentUse(signals, context.usedIn, rules, now)
  if (because !== null) return because
  if (account.groupIds.some((groupId) => context.adminGroups.unknown.has(groupId))) return 'unknown-role'
  if (account.groupIds.some((groupId) => context.adminGroups.unread.has(groupId))) return 'group-unread'
  const held = account.groupIds.filter((groupId) => context.accessGroupIds.includes(groupId))
  if (isKeptByOtherProduct(account, held, context, rules, now)) return 'active-in-other-product'
  const obstacles = held.map((groupId) => context.readOnlyGroups.get(groupId))
  if (obstacles.includes('synchronised')) return 'synchronised-group'
  return obstacles.includes('not-listed') ? 'unlisted-group' : null
}

/**
 * Does one of these groups also give a product that the person uses, or may use? Each is judged by its own days, so of a
 * shared group the longest decide; one whose unused access is never taken back keeps it for good.
 */
function isKeptByOtherProduct(
  account: Account,
  held: readonly string[],
  { accessProducts, records, usedIn }: KeepContext,
  rules: SweepRules,
  now: Date,
): boolean {
  const sharing = accessProducts.filter(
    ({ key, accessGroupIds }) => key !== rules.key && held.some((groupId) => accessGroupIds.includes(groupId)),
  )
  return sharing.some((other) => {
    if (!other.sweep || isUseUnknown(account, other)) return true
    const signals = collectSignals(asSeenIn(account, other), asRecordedFor(records.get(account.accountId), other.kind))
    const dormancyDays = other.dormancyDays ?? rules.dormancyDays
    return findRecentUse(signals, usedIn, { ...rules, ...other, dormancyDays }, now) !== null
  })
}

/** What speaks against "unused for too long", or null. Never used counts from the newest of account and grant (decision 0015). */
function findRecentUse(
  signals: readonly Signal[],
  usedIn: ReadonlySet<string>,
  { dormancyDays, graceDays, removeNeverUsed, ...product }: SweepRules,
  now: Date,
): SkipReason | null {
  const maySayNever = removeNeverUsed && usedIn.has(activityKeyOf(product))
  if (!maySayNever && !isEverUsed(signals)) return 'activity-unknown'
  const granted = findNewest(signals.filter(({ source }) => source === 'granted' || source === 'given-back'))
  if (granted !== null && !isDaysAgo(granted.at, graceDays, now)) return 'grace-period'
  const longest = findLongest(signals, dormancyDays)
  if (longest === null || longest.until <= now.getTime()) return null
  return OF_USE.has(longest.source) ? 'recently-active' : 'recently-granted'
}
