import { endOfDay, newestOf } from './time'
import { isDormant } from './dormancy'
import type { Account, SeatRecord } from './people'
import type { Action, Plan, Skip, SkipReason } from './plan'
import type { ProductSettings } from './settings/products'
import type { SweepSettings } from './settings/sweep'

/** What decides about one product's unused access. */
export type SweepRules = SweepSettings & Pick<ProductSettings, 'dormancyDays'>

export interface SweepSnapshot {
  readonly productKey: string
  /** Everybody who holds the product through any of its groups. */
  readonly holders: readonly Account[]
  readonly accessGroupIds: readonly string[]
  /** Groups that only the identity provider can change. */
  readonly synchronisedGroupIds: ReadonlySet<string>
  /** Our own records of those who look dormant by the organization's data. */
  readonly records: ReadonlyMap<string, SeatRecord>
}

/** Holders who look dormant by what the organization reports: only their own records need to be read. */
export function findCandidates(holders: readonly Account[], dormancyDays: number, now: Date): Account[] {
  return holders.filter((account) =>
    isDormant({ lastSeen: account.lastSeen, grantedAt: null, createdAt: account.addedAt }, dormancyDays, now),
  )
}

/** Plans who gives the seat back. Everybody who looked dormant and keeps it is a skip with the reason. */
export function planSweep(snapshot: SweepSnapshot, rules: SweepRules, now: Date): Plan {
  const actions: Action[] = []
  const skips: Skip[] = []
  for (const account of findCandidates(snapshot.holders, rules.dormancyDays, now)) {
    const because = findKeepReason(account, snapshot, rules, now)
    if (because !== null) {
      skips.push({ id: account.accountId, because })
      continue
    }
    const groupIds = account.groupIds.filter((groupId) => snapshot.accessGroupIds.includes(groupId))
    actions.push({
      type: 'revoke',
      productKey: snapshot.productKey,
      accountId: account.accountId,
      groupIds,
      because: 'dormant',
    })
  }
  return { kind: 'sweep', plannedAt: now.toISOString(), actions, skips, population: snapshot.holders.length }
}

/**
 * Why a holder keeps access, or null when nothing speaks for it. Also asked again right before each removal, with the
 * account and record read anew.
 */
export function findKeepReason(
  account: Account,
  context: Pick<SweepSnapshot, 'records' | 'synchronisedGroupIds' | 'accessGroupIds'>,
  rules: SweepRules,
  now: Date,
): SkipReason | null {
  const record = context.records.get(account.accountId)
  if (account.type !== 'atlassian') return 'not-a-person'
  if (account.isAdmin) return 'administrator'
  if (rules.exemptAccountIds.includes(account.accountId)) return 'exempt-person'
  if (account.groupIds.some((groupId) => rules.exemptGroupIds.includes(groupId))) return 'exempt-group'
  const ownMark = record?.seenDay === undefined ? null : endOfDay(record.seenDay).toISOString()
  const lastSeen = newestOf([account.lastSeen, ownMark])
  if (lastSeen === null) return 'activity-unknown'
  const marks = { lastSeen, grantedAt: record?.grantedAt ?? null, createdAt: account.addedAt }
  if (!isDormant(marks, rules.dormancyDays, now)) return 'recently-active'
  const held = account.groupIds.filter((groupId) => context.accessGroupIds.includes(groupId))
  if (held.some((groupId) => context.synchronisedGroupIds.has(groupId))) return 'synchronised-group'
  return null
}
