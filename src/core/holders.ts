import { collectSignals } from './activity'
import { findLongest } from './dormancy'
import { isOdd } from './odd-rows'
import type { Account } from './people'
import { asSeenIn, isSiteUnknown } from './products'
import type { ProductSettings } from './settings/products'
import { newestOf } from './time'

/** Who holds one product: everybody by id, and in full only who looks dormant. */
export interface Holders {
  /** Access groups of everybody who holds it. */
  readonly groups: ReadonlyMap<string /* accountId */, readonly string[]>
  /** With the last activity in this product; without name and e-mail, which no decision needs. */
  readonly candidates: readonly Account[]
  /** Newest activity of all at this site, or at any where no site is ever told; null = none is known. */
  readonly newest: string | null
}

/** The same as it is kept between invocations: ids, states and instants. */
export interface HoldersState {
  /** Account ids by the access groups that they are in, each list joined by spaces. */
  readonly groups: Readonly<Record<string, string>>
  readonly candidates: readonly Account[]
  /** At this site. */
  readonly newest: string | null
  /** At a site that is not told. */
  readonly newestAnywhere: string | null
}

export interface HolderRules {
  readonly product: Pick<ProductSettings, 'key' | 'kind' | 'dormancyDays'>
  readonly accessGroupIds: readonly string[]
  /** Who will look dormant by then is a candidate. */
  readonly until: Date
}

export interface HolderCollector {
  /** Takes one member of the access groups; an account that is listed again counts once, as it was listed last. */
  add(account: Account): void
  holders(): Holders
  state(): HoldersState
}

/** Looks dormant, or unknown, by what the organization reports. */
export function looksDormant(account: Account, dormancyDays: number, now: Date): boolean {
  const longest = findLongest(collectSignals(account, undefined), dormancyDays)
  return longest === null || longest.until <= now.getTime()
}

/** @param begun what was collected before */
export function createHolderCollector(rules: HolderRules, begun: HoldersState | null): HolderCollector {
  const { product, accessGroupIds, until } = rules
  const groups = new Map<string, string>()
  for (const [groupIds, accountIds] of Object.entries(begun?.groups ?? {}))
    for (const accountId of splitIds(accountIds)) groups.set(accountId, groupIds)
  const candidates = new Map((begun?.candidates ?? []).map((account) => [account.accountId, account]))
  let newest = begun?.newest ?? null
  let newestAnywhere = begun?.newestAnywhere ?? null

  return {
    add: (listed) => {
      if (!listed.isActive) return
      const { name: _name, ...account } = asSeenIn({ ...listed, email: '' }, product)
      const { accountId, groupIds } = account
      groups.set(accountId, accessGroupIds.filter((groupId) => groupIds.includes(groupId)).join(' '))
      if (looksDormant(account, product.dormancyDays, until)) candidates.set(accountId, account)
      else candidates.delete(accountId)
      // A row that is not whole, or another site's data, says nothing of whether the data about this one is fresh.
      if (isOdd(account)) return
      if (isSiteUnknown(account, product)) newestAnywhere = newestOf([newestAnywhere, account.lastSeen])
      else newest = newestOf([newest, account.lastSeen])
    },
    holders: () => {
      // People in the same groups share one list.
      const lists = new Map([...new Set(groups.values())].map((groupIds) => [groupIds, splitIds(groupIds)]))
      return {
        groups: new Map([...groups].map(([accountId, groupIds]) => [accountId, lists.get(groupIds)!])),
        candidates: [...candidates.values()],
        newest: newest ?? newestAnywhere,
      }
    },
    state: () => ({ groups: joinByGroups(groups), candidates: [...candidates.values()], newest, newestAnywhere }),
  }
}

function splitIds(ids: string): readonly string[] {
  return ids.split(' ').filter(Boolean)
}

function joinByGroups(groups: ReadonlyMap<string, string>): Record<string, string> {
  const accountIds = new Map<string, string[]>()
  for (const [accountId, groupIds] of groups) {
    const list = accountIds.get(groupIds)
    if (list === undefined) accountIds.set(groupIds, [accountId])
    else list.push(accountId)
  }
  return Object.fromEntries([...accountIds].map(([groupIds, list]) => [groupIds, list.join(' ')]))
}
