import type { Account, SeatRecord } from '../../core/people'
import type { LookedUp } from '../../core/look-ups'
import type { Store } from '../../ports'
import { defineRecords } from './record'

/** Since when somebody holds access, and on which day they last used Jira. */
const seatRecords = defineRecords<SeatRecord>((accountId) => `seat:${accountId}`)

/** For who reads it together with something else. */
export const seatKeyOf = seatRecords.keyOf

export function readSeatRecord(store: Store, accountId: string): Promise<SeatRecord | null> {
  return seatRecords.read(store, accountId)
}

/** @returns seat records by account id */
export function readSeatRecords(
  { store }: { readonly store: Store },
  accounts: readonly Pick<Account, 'accountId'>[],
): Promise<ReadonlyMap<string, SeatRecord>> {
  return seatRecords.readMany(
    store,
    accounts.map(({ accountId }) => accountId),
  )
}

/** The same, for who can go on without those whose record cannot be read: about them nothing is known now. */
export function lookUpSeatRecords(
  { store }: { readonly store: Store },
  accounts: readonly Pick<Account, 'accountId'>[],
): Promise<LookedUp<SeatRecord>> {
  return seatRecords.lookUp(
    store,
    accounts.map(({ accountId }) => accountId),
  )
}

/** @param next null = there is no record; what it returns is kept. An act, a grant and a removal may come at once */
export function changeSeatRecord(
  store: Store,
  accountId: string,
  next: (record: SeatRecord | null) => SeatRecord | null,
): Promise<SeatRecord | null> {
  return seatRecords.change(store, accountId, next)
}

/** The same for many people: `next` is asked for each. */
export async function changeSeatRecords(
  store: Store,
  accountIds: Iterable<string>,
  next: (record: SeatRecord | null, accountId: string) => SeatRecord | null,
): Promise<void> {
  await seatRecords.changeMany(store, accountIds, next)
}

/** One page of those about whom there is a record. @returns account ids */
export async function listSeatRecords(
  store: Store,
  cursor: string | null,
): Promise<{ readonly accountIds: readonly string[]; readonly cursor: string | null }> {
  const prefix = seatRecords.keyOf('')
  const page = await store.listKeys(prefix, cursor)
  return { accountIds: page.keys.map((key) => key.slice(prefix.length)), cursor: page.cursor }
}

export async function forgetSeatRecords(store: Store, accountIds: readonly string[]): Promise<void> {
  await store.deleteMany(accountIds.map(seatRecords.keyOf))
}
