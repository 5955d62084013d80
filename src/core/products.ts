import type { Account, SeatRecord } from './people'
import type { Seats } from './seats'
import type { ProductSettings } from './settings/products'

/** The seats that may be used: those of the plan, or of the administrator's own cap where that is lower. */
export function capSeats(seats: Seats, cap: number | null): Seats {
  if (cap === null || (seats.total !== null && seats.total <= cap)) return seats
  const underCap = cap - seats.used
  return { ...seats, total: cap, remaining: seats.remaining === null ? underCap : Math.min(seats.remaining, underCap) }
}

/**
 * Seats of a product that Jira does not know: the administrator's total less the people in its groups.
 * @param used how many of them can sign in
 */
export function seatsOfGroups(product: ProductSettings, used: number, readAt: string): Seats {
  const { key, seatTotal, accessGroupIds } = product
  return {
    readAt,
    productKey: key,
    used,
    total: seatTotal,
    remaining: seatTotal === null ? null : seatTotal - used,
    accessGroupIds,
    defaultGroupIds: accessGroupIds.slice(0, 1),
  }
}

/** Production data reports one key for the whole Jira family; the documented keys are accepted, too. */
export const JIRA_FAMILY = 'jira'

/** @returns the name under which the organization's activity in a product is kept */
export function familyOf(key: string): string {
  return key.startsWith(JIRA_FAMILY) ? JIRA_FAMILY : key
}

/** Was the product used at a date that nobody knows, or is it not known since when the account is there? */
export function isUseUnknown({ addedAt, gaps }: Account, product: Pick<ProductSettings, 'kind' | 'key'>): boolean {
  return addedAt === null || gaps?.dates?.includes(activityKeyOf(product)) === true
}

/** May the newest activity in the product have been at another site? */
export function isSiteUnknown({ gaps }: Account, product: Pick<ProductSettings, 'kind' | 'key'>): boolean {
  return gaps?.sites?.includes(activityKeyOf(product)) === true
}

/** The name under which the organization tells of activity in a product: the Jira family has one for all. */
export function activityKeyOf({ kind, key }: Pick<ProductSettings, 'kind' | 'key'>): string {
  return kind === 'jira' ? JIRA_FAMILY : key
}

/** The account with the last activity that counts for this product: Jira's family shares one, the others have their own. */
export function asSeenIn(account: Account, { kind, key }: Pick<ProductSettings, 'kind' | 'key'>): Account {
  if (kind === 'jira') return seenInFamily(account)
  return { ...account, lastSeen: account.seenIn?.[key] ?? null, seenInJira: seenInFamily(account).lastSeen }
}

function seenInFamily(account: Account): Account {
  return account.seenInJira === undefined ? account : { ...account, lastSeen: account.seenInJira }
}

/** Our record with what counts for this product: the acts that we saw were acts in Jira and prove nothing of another one. */
export function asRecordedFor(record: SeatRecord | undefined, kind: ProductSettings['kind']): SeatRecord | undefined {
  if (kind === 'jira' || record?.seenDay === undefined) return record
  const { seenDay: _seenDay, ...rest } = record
  return rest
}

/** A product with the groups that give it, as far as the unused access to another product is concerned. */
export interface AccessProduct extends Pick<ProductSettings, 'key' | 'kind' | 'sweep'> {
  /** null: not managed here, so the days of the product that is judged count. */
  readonly dormancyDays: number | null
  readonly accessGroupIds: readonly string[]
}

/**
 * Every product of the site with its groups: those that are managed here and, of Jira's family, also those that are not.
 * @param family every product that Jira tells of
 */
export function findAccessProducts(
  products: readonly ProductSettings[],
  family: readonly Seats[],
): readonly AccessProduct[] {
  const groupsOf = (key: string): readonly string[] =>
    family.find(({ productKey }) => productKey === key)?.accessGroupIds ?? []
  const managed = products.map(({ key, kind, sweep, dormancyDays, accessGroupIds }): AccessProduct => {
    const rules = { key, kind, sweep, dormancyDays }
    return { ...rules, accessGroupIds: kind === 'group' ? accessGroupIds : groupsOf(key) }
  })
  const others = family
    .filter(({ productKey }) => !products.some(({ key }) => key === productKey))
    .map(({ productKey, accessGroupIds }): AccessProduct => ({
      ...{ key: productKey, kind: 'jira', sweep: true, dormancyDays: null },
      accessGroupIds,
    }))
  return [...managed, ...others]
}

/** The groups of one person before and after. */
export interface Regrouped {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/**
 * How many seats of each product are free once people have left groups.
 * @returns by product key
 */
export function countFreed(
  people: Iterable<Regrouped>,
  products: readonly Pick<Seats, 'productKey' | 'accessGroupIds'>[],
): ReadonlyMap<string, number> {
  const freed = new Map<string, number>()
  for (const { before, after } of people)
    for (const { productKey, accessGroupIds } of products) {
      const holds = (groupIds: readonly string[]): boolean => groupIds.some((id) => accessGroupIds.includes(id))
      if (holds(before) && !holds(after)) freed.set(productKey, (freed.get(productKey) ?? 0) + 1)
    }
  return freed
}
