import type { Store } from '../../ports'

/** Key of a list of what was done on a day; what else begins with `journal:` is a batch. */
export const JOURNAL_DAY = /^journal:[a-z]+:\d{4}-\d\d-\d\d$/

/** Everything under a prefix whose key is wanted, page by page; what is yielded may be written over meanwhile. */
export async function* readKept<T>(
  store: Pick<Store, 'listKeys' | 'getMany'>,
  prefix: string,
  isWanted: (key: string) => boolean,
): AsyncGenerator<readonly [key: string, value: T]> {
  let cursor: string | null = null
  do {
    const page: { keys: readonly string[]; cursor: string | null } = await store.listKeys(prefix, cursor)
    yield* await store.getMany<T>(page.keys.filter(isWanted))
    cursor = page.cursor
  } while (cursor !== null)
}
