import type { Store } from '../../ports'
import { defineRecords } from './record'

/** Key of a list of what was done on a day; what else begins with `journal:` is a batch. */
export const JOURNAL_DAY = /^journal:[a-z]+:\d{4}-\d\d-\d\d$/

/**
 * Changes every record under a prefix whose key is wanted, page by page.
 * @param next returns the very record where it stays as it is
 * @param secondsLeft how long a changed record is kept from now on
 */
export async function changeKept<T>(
  store: Store,
  prefix: string,
  isWanted: (key: string) => boolean,
  next: (record: T) => T,
  secondsLeft: (record: T) => number,
): Promise<void> {
  const records = defineRecords<T>((key) => key)
  let cursor: string | null = null
  do {
    const page: { keys: readonly string[]; cursor: string | null } = await store.listKeys(prefix, cursor)
    for (const [key, record] of await records.readMany(store, page.keys.filter(isWanted))) {
      if (next(record) === record) continue
      await records.change(store, key, (current) => (current === null ? null : next(current)), secondsLeft(record))
    }
    cursor = page.cursor
  } while (cursor !== null)
}
