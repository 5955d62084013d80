/** Who holds a seat of which product: an active account that is a member of any group which grants the product. */
import type { Account, Group, Product } from './site'

export interface SeatChange {
  readonly productKey: string
  readonly held: boolean
  readonly freeBefore: number | null
}

export interface Seats {
  holds(accountId: string, productKey: string): boolean
  used(productKey: string): number
  /** null = unlimited. Below zero when a seat was taken over the limit: an account that comes back with its groups. */
  free(productKey: string): number | null
  /** Counts the account anew for these products. @returns what changed */
  recount(account: Account, productKeys: Iterable<string>): SeatChange[]
  /** Products of `group` of which `account` would need a seat that is not free. */
  missing(account: Account, group: Group): string[]
}

export function createSeats(products: ReadonlyMap<string, Product>, groups: ReadonlyMap<string, Group>): Seats {
  const holders = new Map<string, Set<string>>()

  function holdersOf(productKey: string): Set<string> {
    let set = holders.get(productKey)
    if (set === undefined) holders.set(productKey, (set = new Set()))
    return set
  }

  function free(productKey: string): number | null {
    const seats = products.get(productKey)?.seats ?? null
    return seats === null ? null : seats - holdersOf(productKey).size
  }

  function isGranted(account: Account, productKey: string): boolean {
    if (account.status !== 'active') return false
    for (const groupId of account.groupIds) if (groups.get(groupId)?.productKeys.includes(productKey)) return true
    return false
  }

  return {
    holds: (accountId, productKey) => holders.get(productKey)?.has(accountId) ?? false,
    used: (productKey) => holders.get(productKey)?.size ?? 0,
    free,
    recount: (account, productKeys) => {
      const changes: SeatChange[] = []
      for (const productKey of productKeys) {
        const held = isGranted(account, productKey)
        const set = holdersOf(productKey)
        if (held === set.has(account.accountId)) continue
        const freeBefore = free(productKey)
        if (held) set.add(account.accountId)
        else set.delete(account.accountId)
        changes.push({ productKey, held, freeBefore })
      }
      return changes
    },
    missing: (account, group) => {
      if (account.status !== 'active') return []
      return group.productKeys.filter((productKey) => {
        const left = free(productKey)
        return left !== null && left < 1 && !holdersOf(productKey).has(account.accountId)
      })
    },
  }
}
