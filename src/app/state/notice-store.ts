import type { NoticeRecord, PersonNotices } from '../../core/notices'
import type { LookedUp } from '../../core/look-ups'
import type { Store } from '../../ports'
import { defineRecords } from './record'

/** Longer than any notice counts: 60 days, and 30 until it lapses. */
const TTL_SECONDS = 120 * 86_400

const notices = defineRecords<PersonNotices>((accountId) => `notice:${accountId}`)

/** @returns what each of these people has been told, by account id */
export function readNotices(
  { store }: { readonly store: Store },
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, PersonNotices>> {
  return notices.readMany(store, accountIds)
}

/** The same, for who can go on without those whose record cannot be read: about them nothing is known now. */
export function lookUpNotices(
  { store }: { readonly store: Store },
  accountIds: readonly string[],
): Promise<LookedUp<PersonNotices>> {
  return notices.lookUp(store, accountIds)
}

/** What people have been told about one product. */
export function ofProduct(
  notices: ReadonlyMap<string, PersonNotices>,
  productKey: string,
): ReadonlyMap<string, NoticeRecord> {
  return new Map(
    [...notices].flatMap(([accountId, byProduct]) => {
      const record = byProduct[productKey]
      return record === undefined ? [] : [[accountId, record] as const]
    }),
  )
}

/** Remembers what people have just been told. @param told by account id and product */
export async function saveNotices(
  { store }: { readonly store: Store },
  told: ReadonlyMap<string, PersonNotices>,
): Promise<void> {
  const add = (known: PersonNotices | null, accountId: string) => ({ ...known, ...told.get(accountId) })
  await notices.changeMany(store, told.keys(), add, TTL_SECONDS)
}

export async function forgetNotices(store: Store, accountIds: readonly string[]): Promise<void> {
  await store.deleteMany(accountIds.map(notices.keyOf))
}
