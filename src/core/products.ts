import type { Account } from './people'
import type { Seats } from './seats'
import type { ProductSettings } from './settings/products'

/** The seats that may be used: those of the plan, or of the administrator's own cap where that is lower. */
export function capSeats(seats: Seats, cap: number | null): Seats {
  if (cap === null || (seats.total !== null && seats.total <= cap)) return seats
  const underCap = cap - seats.used
  return { ...seats, total: cap, remaining: seats.remaining === null ? underCap : Math.min(seats.remaining, underCap) }
}

/**
 * Seats of a product that Jira does not know: the administrator's total less the members of its groups. Somebody in two
 * of the groups counts twice, which only makes the guard more careful.
 * @param members how many each group has
 */
export function seatsOfGroups(product: ProductSettings, members: readonly number[], readAt: string): Seats {
  const { key, seatTotal, accessGroupIds } = product
  const used = members.reduce((sum, count) => sum + count, 0)
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

/** The account with the last activity that counts for this product: Jira's family shares one, the others have their own. */
export function asSeenIn(account: Account, { kind, key }: Pick<ProductSettings, 'kind' | 'key'>): Account {
  return kind === 'jira' ? account : { ...account, lastSeen: account.seenIn?.[key] ?? null }
}
