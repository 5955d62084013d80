import { isOdd } from '../../core/odd-rows'
import type { Account } from '../../core/people'
import { countAllowed, countFree, settleReservations } from '../../core/seats'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { readGuardStates } from '../state/guard-state'
import { readProducts } from '../read/products'

/**
 * An access group that could not be left, because the identity provider manages it or it is not on the list, gives its seat
 * back together with the account. That seat is taken like any other: only while the reserve is free (design rules 1, 14).
 * @returns whether the account may become usable now; each that may counts for the next ones
 */
export async function createSeatCheck(
  ports: Pick<Ports, 'accounts' | 'seats' | 'store' | 'clock'>,
  settings: Settings,
  accountIds: readonly string[],
): Promise<(accountId: string) => boolean> {
  const accounts = await ports.accounts.lookUp(accountIds)
  const groupIds = new Set([...accounts.values()].flatMap((account) => (account.isActive ? [] : account.groupIds)))
  // Of whom not everything is told, nobody knows whether a seat comes back with the account.
  const odd = new Set([...accounts.values()].flatMap((account) => (isOdd(account) ? [account.accountId] : [])))
  if (groupIds.size === 0) return (accountId) => !odd.has(accountId)
  const { products } = await readProducts(ports, settings)
  const states = await readGuardStates(
    ports.store,
    products.map(({ product }) => product.key),
  )
  const left = products.map(({ product, seats }) => {
    const guard = settleReservations(states.get(product.key)!, seats)
    return { product, groupIds: seats.accessGroupIds, free: countFree(seats, guard) }
  })
  return (accountId) => {
    const account: Account | undefined = accounts.get(accountId)
    if (odd.has(accountId)) return false
    if (account === undefined || account.isActive) return true
    const needed = left.filter((one) => account.groupIds.some((groupId) => one.groupIds.includes(groupId)))
    const isFree = needed.every(({ free, product }) => countAllowed(free, product.seatReserve) > 0)
    if (isFree) for (const one of needed) one.free -= 1
    return isFree
  }
}
