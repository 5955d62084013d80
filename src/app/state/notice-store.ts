import type { NoticeRecord, PersonNotices } from '../../core/notices'
import type { Store } from '../../ports'
import { keys } from './keys'

/** Longer than any notice counts: 60 days, and 30 until it lapses. */
const TTL_SECONDS = 120 * 86_400

/** @returns what each of these people has been told, by account id */
export async function readNotices(
  { store }: { readonly store: Pick<Store, 'getMany'> },
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, PersonNotices>> {
  const byKey = await store.getMany<PersonNotices>(accountIds.map(keys.notice))
  return new Map(
    accountIds.flatMap((accountId) => {
      const notices = byKey.get(keys.notice(accountId))
      return notices === undefined ? [] : [[accountId, notices] as const]
    }),
  )
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

export async function saveNotices(
  { store }: { readonly store: Pick<Store, 'set'> },
  notices: ReadonlyMap<string, PersonNotices>,
): Promise<void> {
  await Promise.all(
    [...notices].map(([accountId, byProduct]) => store.set(keys.notice(accountId), byProduct, TTL_SECONDS)),
  )
}
