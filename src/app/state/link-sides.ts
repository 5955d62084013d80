import { groupByShard } from '../../core/links'
import type { Store } from '../../ports'
import { ATTEMPTS, defineRecords } from './record'
import type { RecordFamily } from './record'
import type { StoredLink } from './stored-link'

type Shard<T> = Readonly<Record<string, T>>

/** Links live twice: by object id (the truth) and by account id (to find the person behind a signal). */
export const byPerson = defineRecords<Shard<StoredLink>>((shard) => `links:p:${shard}`)
export const byAccount = defineRecords<Shard<string /* objectId */>>((shard) => `links:a:${shard}`)

export async function pickFrom<T>(
  store: Store,
  family: RecordFamily<Shard<T>>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, T>> {
  const groups = groupByShard(ids)
  const shards = await family.readMany(store, [...groups.keys()])
  const found = new Map<string, T>()
  for (const [shard, some] of groups) {
    for (const id of some) {
      const value = shards.get(shard)?.[id]
      if (value !== undefined) found.set(id, value)
    }
  }
  return found
}

/** Who is to have an account, and who else may have it: named by it when it was claimed. */
interface Claim {
  readonly objectId: string
  readonly others: readonly string[]
}

/**
 * The side of the accounts first: a change that dies in between is found again by the side of the people. Whose account is
 * linked to somebody who keeps it is left out of the changes.
 */
export async function claimAccounts(
  store: Store,
  changes: Map<string, StoredLink | null>,
  isNew: (objectId: string, accountId: string) => boolean,
): Promise<ReadonlyMap<string, Claim>> {
  const claims = new Map<string, Claim>()
  for (const [objectId, link] of changes)
    if (link !== null && isNew(objectId, link.a)) claims.set(link.a, { objectId, others: [] })
  let open = [...claims.keys()]
  while (open.length > 0) {
    const taken = new Map<string /* accountId */, string /* objectId */>()
    await changeAccounts(store, open, (accountId, now) => {
      taken.delete(accountId)
      const { objectId, others } = claims.get(accountId)!
      if (now === null || now === objectId || others.includes(now)) return objectId
      if (changes.has(now) && changes.get(now)?.a !== accountId) {
        claims.set(accountId, { objectId, others: [...others, now] })
        return objectId
      }
      taken.set(accountId, now)
      return now
    })
    const links = await pickFrom(store, byPerson, [...taken.values()])
    for (const [accountId, owner] of taken) {
      const { objectId, others } = claims.get(accountId)!
      // An entry that a change has left that died: it is claimed anew.
      if (links.get(owner)?.a !== accountId) claims.set(accountId, { objectId, others: [...others, owner] })
      else {
        changes.delete(objectId)
        taken.delete(accountId)
      }
    }
    open = [...taken.keys()]
  }
  return claims
}

/** An account of which a side was changed. */
export interface Touched {
  /** Who may be linked to it, beside whom it names. */
  readonly speakers: readonly string[]
  /** Whom this change has linked to it. */
  readonly named?: string
}

/**
 * Makes both sides of accounts tell the same, whoever else changes them at once: each looks again after the last thing it
 * has written, so whoever writes last sees what all others have written. Whom the account names keeps it, else who is
 * linked to it.
 */
export async function settle(store: Store, touched: ReadonlyMap<string /* accountId */, Touched>): Promise<void> {
  const speakers = new Map([...touched].map(([accountId, { speakers: people }]) => [accountId, new Set(people)]))
  const settled = new Map(
    [...touched].flatMap(([accountId, { named }]) => (named === undefined ? [] : [[accountId, named]])),
  )
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const named = await pickFrom(store, byAccount, [...touched.keys()])
    const open = [...speakers].filter(
      ([accountId]) => !settled.has(accountId) || named.get(accountId) !== settled.get(accountId),
    )
    if (open.length === 0) return
    for (const [accountId, people] of open) if (named.has(accountId)) people.add(named.get(accountId)!)
    const links = await pickFrom(store, byPerson, [...new Set(open.flatMap(([, people]) => [...people]))])
    const owners = new Map<string, string | null>()
    const losers = new Map<string /* objectId */, string /* accountId */>()
    for (const [accountId, people] of open) {
      const linked = [...people].filter((objectId) => links.get(objectId)?.a === accountId)
      const owner = linked.find((objectId) => objectId === named.get(accountId)) ?? linked[0] ?? null
      if (owner !== (named.get(accountId) ?? null)) owners.set(accountId, owner)
      for (const objectId of linked) if (objectId !== owner) losers.set(objectId, accountId)
    }
    if (owners.size + losers.size === 0) return
    settled.clear()
    await changePeople(store, losers.keys(), (id, now) => (now?.a === losers.get(id) ? null : now))
    await changeAccounts(store, owners.keys(), (id, now) => (now === (named.get(id) ?? null) ? owners.get(id)! : now))
  }
}

type Next<T> = (id: string, now: T | null) => T | null

export const changePeople = (store: Store, objectIds: Iterable<string>, next: Next<StoredLink>): Promise<void> =>
  changeShards(store, byPerson, objectIds, next)
const changeAccounts = (store: Store, accountIds: Iterable<string>, next: Next<string>): Promise<void> =>
  changeShards(store, byAccount, accountIds, next)

/** @param next as of a record: it may be asked more than once. An equal value writes nothing */
async function changeShards<T>(
  store: Store,
  family: RecordFamily<Shard<T>>,
  ids: Iterable<string>,
  next: Next<T>,
): Promise<void> {
  const groups = groupByShard(ids)
  await family.changeMany(store, groups.keys(), (current, shard) => {
    const after: Record<string, T> = { ...current }
    let isChanged = false
    for (const id of groups.get(shard)!) {
      const now = after[id] ?? null
      const value = next(id, now)
      if (isEqual(now, value)) continue
      isChanged = true
      if (value === null) delete after[id]
      else after[id] = value
    }
    return isChanged ? after : current
  })
}

export function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
