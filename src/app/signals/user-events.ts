import { isDecidedSince } from '../../core/people'
import type { Ports } from '../../ports'
import { readAhead } from '../state/record'
import { changeSeatRecord, seatKeyOf } from '../state/seat-records'
import { SETTINGS_KEYS, readSettings } from '../state/settings'

/** What Jira tells about an account that was made or changed, by anybody and by ourselves. */
export interface UserEvent {
  readonly accountId: string
  /** Keys of the products that the account may use; null: the event does not say. */
  readonly productKeys: readonly string[] | null
  /** ISO */
  readonly at: string
}

/**
 * Remembers who holds access, so that an act of theirs needs no look-up. It never asks for a seat: these events also follow
 * from our own writes. One read, and a write only for somebody whose access somebody else has changed. Before the first full
 * run nobody knows who held access all along: whoever is told of then counts as granted now, for a wrong guess the other way
 * would be a wrong removal.
 */
export async function refreshAccount(ports: Pick<Ports, 'store'>, event: UserEvent): Promise<void> {
  const { accountId, productKeys, at } = event
  if (productKeys === null) return
  const store = await readAhead(ports.store, [...SETTINGS_KEYS, seatKeyOf(accountId)])
  const { products } = await readSettings(store)
  const holds = products.some((product) => productKeys.includes(product.key))
  await changeSeatRecord(store, accountId, (record) => {
    if ((record?.holds ?? false) === holds || isDecidedSince(record, at)) return record
    // Whoever gave it: the sweep counts from here.
    return { ...record, holds, ...(holds ? { grantedAt: at } : {}) }
  })
}
