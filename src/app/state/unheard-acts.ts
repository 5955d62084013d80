import { DAY_MS, SECOND_MS } from '../../core/time'
import type { Store } from '../../ports'

/** People without a seat who acted in Jira while that asks for nothing, and on which day: the next full run lists them. */
const PREFIX = 'acted:'
const keyOf = (accountId: string): string => `${PREFIX}${accountId}`
/** Longer than full runs fail unseen. */
const TTL_SECONDS = (7 * DAY_MS) / SECOND_MS

/** @param day YYYY-MM-DD. Whoever writes it again writes the same */
export async function noteUnheardAct(store: Store, accountId: string, day: string): Promise<void> {
  await store.set(keyOf(accountId), day, TTL_SECONDS)
}

/** @returns the day by account id */
export async function readUnheardActs(store: Store): Promise<ReadonlyMap<string, string>> {
  const keys: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<Store['listKeys']>> = await store.listKeys(PREFIX, cursor)
    keys.push(...page.keys)
    cursor = page.cursor
  } while (cursor !== null)
  const days = keys.length === 0 ? new Map<string, string>() : await store.getMany<string>(keys)
  return new Map([...days].map(([key, day]) => [key.slice(PREFIX.length), day]))
}

export async function forgetUnheardActs(store: Store, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length > 0) await store.deleteMany(accountIds.map(keyOf))
}
