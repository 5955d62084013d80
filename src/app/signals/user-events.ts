import type { SeatRecord } from '../../core/people'
import { completeSettings } from '../../core/settings'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { keys } from '../state/keys'

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
export async function refreshAccount({ store }: Pick<Ports, 'store'>, event: UserEvent): Promise<void> {
  const { accountId, productKeys, at } = event
  if (productKeys === null) return
  const key = keys.seat(accountId)
  const saved = await store.getMany<unknown>([key, keys.settings])
  const record = saved.get(key) as SeatRecord | undefined
  const { products } = completeSettings(saved.get(keys.settings) as Partial<Settings> | undefined)
  const holds = products.some((product) => productKeys.includes(product.key))
  if ((record?.holds ?? false) === holds || isOutdated(record, at)) return
  // Whoever gave it: the sweep counts from here.
  const granted = holds ? { grantedAt: at } : {}
  await store.set(key, { ...record, holds, ...granted } satisfies SeatRecord)
}

/** Events come late and in no order: what we did ourselves after this one is newer. */
function isOutdated(record: SeatRecord | undefined, at: string): boolean {
  const own = [record?.grantedAt, record?.revokedAt].filter((instant) => instant !== undefined)
  return own.some((instant) => Date.parse(instant) >= Date.parse(at))
}
