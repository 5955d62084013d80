import type { Span, Store } from '../../ports'
import { defineRecord } from './record'

/** Counts of the last whole reads, against which the next ones are judged. */
export interface LastGood {
  readonly people?: number
  readonly accounts?: number
  /** How many accounts the organization itself counted then. */
  readonly counted?: number
  /** Accounts that have been linked because of their address alone. */
  readonly byAddress?: number
  /** By product key. */
  readonly holders?: Readonly<Record<string, number>>
  /** How many people hold any of them. */
  readonly holding?: number
  readonly linked?: number
  /** Groups that give a product and that only the identity provider can change, as of the last sweep. */
  readonly readOnlyGroupIds?: readonly string[]
  /** Seats that sweeps have freed since the installation. */
  readonly freedSoFar?: number
  /** Where the organization tells of use by anybody, as of the last sweep; see `activityKeyOf`. */
  readonly usedIn?: readonly string[]
  /** When a full run last saw every account. */
  readonly readAt?: string
  /** How often another directory has taken the place of the one before: what was read of people before that is worth nothing. */
  readonly exchanges?: number
  /** When a full run last read the sign-in log for those who came and got nothing. */
  readonly logReadAt?: string
  /** What such a read has left, which the next one goes on with. */
  readonly logUnread?: Span
  /** How many people came and got nothing, as of the last full run; see the list `missed`. */
  readonly missed?: number
}

export const lastGoodRecord = defineRecord<LastGood>('last-good', {})

export async function readExchanges(store: Store): Promise<number> {
  return (await readLastGood(store)).exchanges ?? 0
}

/** For a plan by what was read now. */
export function pickExchanges({ exchanges }: LastGood): Pick<LastGood, 'exchanges'> {
  return exchanges === undefined ? {} : { exchanges }
}

export function readLastGood(store: Store): Promise<LastGood> {
  return lastGoodRecord.read(store)
}

/** Writes only what changed: a quiet run writes as little as possible. */
export async function saveLastGood(store: Store, change: LastGood): Promise<void> {
  await lastGoodRecord.change(store, (current) => ({ ...current, ...change }))
}

/** @param next as of a record: it may be asked more than once */
export function changeLastGood(store: Store, next: (current: LastGood) => LastGood): Promise<LastGood> {
  return lastGoodRecord.change(store, next)
}
