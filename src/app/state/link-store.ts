import { allShards, groupByShard } from '../../core/links'
import type { LinkShard } from '../../core/links'
import type { Link, Links } from '../../core/people'
import type { Store } from '../../ports'
import { defineRecords } from './record'
import type { RecordFamily } from './record'

/** Links live twice: by object id (the truth) and by account id (to find the person behind a signal). */
const byPerson = defineRecords<LinkShard>((shard) => `links:p:${shard}`)
const byAccount = defineRecords<Readonly<Record<string /* accountId */, string /* objectId */>>>(
  (shard) => `links:a:${shard}`,
)

/** All links of the installation: 41 reads for any size up to the shard limit. */
export async function readAllLinks(store: Store): Promise<Map<string, Link>> {
  const links = new Map<string, Link>()
  for (const shard of (await byPerson.readMany(store, allShards())).values()) {
    for (const objectId in shard) links.set(objectId, shard[objectId]!)
  }
  return links
}

/** The links of some shards, in their order. */
export async function readLinkShards(store: Store, shards: readonly string[]): Promise<LinkShard[]> {
  const found = await byPerson.readMany(store, shards)
  return shards.map((shard) => found.get(shard) ?? {})
}

/** Links of a few people. */
export function readLinks(store: Store, objectIds: readonly string[]): Promise<Links> {
  return pickFrom(store, byPerson, objectIds)
}

/** The people behind some accounts: accountId → objectId. */
export function readPeopleOfAccounts(
  store: Store,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return pickFrom(store, byAccount, accountIds)
}

/** Account ids of the links in some shards ('000' … '3ff' of the account id). */
export async function readLinkedAccountIds(store: Store, shards: readonly string[]): Promise<string[]> {
  return [...(await byAccount.readMany(store, shards)).values()].flatMap((shard) => Object.keys(shard))
}

/** Forgets everything that links know of these people and their accounts. */
export async function forgetLinks(
  store: Store,
  people: ReadonlyMap<string /* accountId */, string /* objectId */>,
): Promise<void> {
  const links = await readLinks(store, [...people.values()])
  const gone = [...people].filter(([accountId, objectId]) => links.get(objectId)?.a === accountId)
  // By account last: a forgetting that dies in between is found again by the next report.
  await changeShards(store, byPerson, new Map(gone.map(([, objectId]) => [objectId, null])))
  await changeShards(store, byAccount, new Map([...people.keys()].map((accountId) => [accountId, null])))
}

/** Saves what was learnt about some people; null forgets the link. The leaver run and the full run may write at once. */
export async function saveLinks(store: Store, changes: ReadonlyMap<string, Link | null>): Promise<void> {
  const accountChanges = new Map<string, string>()
  for (const [objectId, link] of changes) {
    if (link !== null) accountChanges.set(link.a, objectId)
  }
  await changeShards(store, byAccount, accountChanges)
  await changeShards(store, byPerson, changes)
}

type Shard<T> = Readonly<Record<string, T>>

async function pickFrom<T>(
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

async function changeShards<T>(
  store: Store,
  family: RecordFamily<Shard<T>>,
  changes: ReadonlyMap<string, T | null>,
): Promise<void> {
  const groups = groupByShard(changes.keys())
  await family.changeMany(store, groups.keys(), (current, shard) => {
    const after: Record<string, T> = { ...current }
    let isChanged = false
    for (const id of groups.get(shard)!) {
      const change = changes.get(id) ?? null
      if (JSON.stringify(after[id] ?? null) === JSON.stringify(change)) continue
      isChanged = true
      if (change === null) delete after[id]
      else after[id] = change
    }
    return isChanged ? after : current
  })
}
