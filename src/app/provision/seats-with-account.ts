import { isOdd } from '../../core/odd-rows'
import type { Account } from '../../core/people'
import {
  GRANTS_PER_READ,
  READ_MAX_AGE_MS,
  addReservations,
  countAllowed,
  countFree,
  release,
  settleReservations,
} from '../../core/seats'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { changeGuardStates } from '../state/guard-state'
import { readProducts } from '../read/products'
import type { ProductRead } from '../read/products'

/** Seats that come back together with accounts. */
export interface SeatsWithAccount {
  /** @returns whether the account may become usable now; the seats that it takes by that are reserved as by a grant */
  take(accountId: string): Promise<boolean>
  /** The account has not become usable after all. */
  giveUp(accountId: string): Promise<void>
}

/**
 * An access group that could not be left, because the identity provider manages it or it is not on the list, gives its seat
 * back together with the account. That seat is taken like any other: only while the reserve is free, by a read of a few
 * seconds ago, near the reserve by one that serves nobody else, and with a reservation (design rules 1, 14).
 */
export async function createSeatsWithAccount(
  ports: Pick<Ports, 'accounts' | 'seats' | 'store' | 'clock'>,
  settings: Settings,
  accountIds: readonly string[],
): Promise<SeatsWithAccount> {
  const accounts = await ports.accounts.lookUp(accountIds)
  const { store, clock } = ports
  const taken = new Map<string, readonly string[]>()
  let read: { readonly at: number; readonly products: readonly ProductRead[]; served: number } | null = null

  async function readSeats(): Promise<readonly ProductRead[]> {
    const isFresh = read !== null && clock.now().getTime() - read.at <= READ_MAX_AGE_MS && read.served < GRANTS_PER_READ
    if (read === null || !isFresh)
      read = { at: clock.now().getTime(), ...(await readProducts(ports, settings)), served: 0 }
    read.served += 1
    return read.products
  }

  async function take(accountId: string): Promise<boolean> {
    const account: Account | undefined = accounts.get(accountId)
    // Of whom not everything is told, nobody knows whether a seat comes back with the account.
    if (account !== undefined && isOdd(account)) return false
    if (account === undefined || account.isActive || account.groupIds.length === 0) return true
    const needed = (await readSeats()).filter(({ seats }) =>
      account.groupIds.some((groupId) => seats.accessGroupIds.includes(groupId)),
    )
    const byKey = new Map(needed.map((one) => [one.product.key, one]))
    const full = new Set<string>()
    const earlier = new Set<string>()
    const at = clock.now().toISOString()
    await changeGuardStates(store, [...byKey.keys()], (state, key) => {
      const { product, seats } = byKey.get(key)!
      // An earlier attempt, that nobody knows the end of, may have taken the seat: it stays reserved whatever this one brings.
      if (state.reservations.some((one) => one.accountId === accountId)) earlier.add(key)
      const others = release(state, [accountId])
      const allowed = countAllowed(countFree(seats, settleReservations(others, seats)), product.seatReserve)
      // Near the reserve somebody else's seat would make the difference: the next one is judged by a read of its own.
      if (allowed < GRANTS_PER_READ) read = null
      if (allowed === 0) full.add(key)
      else full.delete(key)
      return allowed === 0 ? state : addReservations(others, seats, [{ accountId, at }])
    })
    taken.set(
      accountId,
      [...byKey.keys()].filter((key) => !earlier.has(key)),
    )
    if (full.size > 0) await giveUp(accountId)
    return full.size === 0
  }

  async function giveUp(accountId: string): Promise<void> {
    const keys = taken.get(accountId) ?? []
    if (keys.length > 0) await changeGuardStates(store, keys, (state) => release(state, [accountId]))
  }

  return { take, giveUp }
}
