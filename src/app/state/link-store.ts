import { allShards, groupByShard, shardOf } from '../../core/links'
import type { Link, Links } from '../../core/people'
import type { Store } from '../../ports'
import { inChunks } from '../../core/chunks'
import { readSeparated } from './identity-doubts'
import { defineRecords } from './record'
import type { RecordFamily } from './record'
import { toLink, toStoredLink } from './stored-link'
import type { StoredLink } from './stored-link'

type Shard<T> = Readonly<Record<string, T>>

/** Links live twice: by object id (the truth) and by account id (to find the person behind a signal). */
const byPerson = defineRecords<Shard<StoredLink>>((shard) => `links:p:${shard}`)
const byAccount = defineRecords<Shard<string /* objectId */>>((shard) => `links:a:${shard}`)

/** Twelve calls of the store. What was read of one part is let go before the next. */
const SHARDS_OF_PART = 300

/** All links of the installation: 41 reads for any size up to the shard limit. */
export async function readAllLinks(store: Store): Promise<Map<string, Link>> {
  const links = new Map<string, Link>()
  for (const part of inChunks(allShards(), SHARDS_OF_PART)) {
    for (const shard of (await byPerson.readMany(store, part)).values())
      for (const objectId in shard) links.set(objectId, toLink(shard[objectId]!))
  }
  return links
}

/** The accounts of the people in some shards (objectId → accountId), in their order. */
export async function readAccountsOfShards(store: Store, shards: readonly string[]): Promise<Map<string, string>[]> {
  const found = await byPerson.readMany(store, shards)
  return shards.map(
    (shard) => new Map(Object.entries(found.get(shard) ?? {}).map(([objectId, { a }]) => [objectId, a])),
  )
}

/** Links of a few people. */
export async function readLinks(store: Store, objectIds: readonly string[]): Promise<Links> {
  const found = await pickFrom(store, byPerson, objectIds)
  return new Map([...found].map(([objectId, link]) => [objectId, toLink(link)]))
}

/** For who reads the link of an account together with something else. */
export function linkKeyOf(accountId: string): string {
  return byAccount.keyOf(shardOf(accountId))
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
  const gone = [...people].filter(([accountId, objectId]) => links.get(objectId)?.accountId === accountId)
  // By account last: a forgetting that dies in between is found again by the next report.
  await changeShards(store, byPerson, new Map(gone.map(([, objectId]) => [objectId, null])))
  await changeShards(store, byAccount, new Map([...people.keys()].map((accountId) => [accountId, null])))
}

/** Forgets everybody: at any size the same 82 calls, which may be made again where they were cut short. By account last, as above. */
export async function forgetAllLinks(store: Store): Promise<void> {
  for (const family of [byPerson, byAccount]) await store.deleteMany(allShards().map(family.keyOf))
}

/**
 * Saves what was learnt about some people; null forgets the link. The leaver run and the full run may write at once, and
 * administrators decide meanwhile: what they have said of a person and an account is asked for right before.
 * @param read the links by which these changes were planned: whoever has another one by now keeps that
 */
export async function saveLinks(store: Store, changes: ReadonlyMap<string, Link | null>, read?: Links): Promise<void> {
  const isApart = [...changes.values()].some((link) => link !== null) ? await readSeparated(store) : () => false
  const open = [...changes].filter(([objectId, link]) => link === null || !isApart(objectId, link.accountId))
  const accountChanges = open.flatMap(([objectId, link]) =>
    link === null || read?.get(objectId)?.accountId === link.accountId ? [] : [[link.accountId, objectId] as const],
  )
  const toStored = (link: Link | null | undefined): StoredLink | null => (link ? toStoredLink(link) : null)
  const stored = new Map(open.map(([objectId, link]) => [objectId, toStored(link)]))
  await changeShards(store, byAccount, new Map(accountChanges))
  await changeShards(store, byPerson, stored, read && ((objectId) => toStored(read.get(objectId))))
}

/** The account is somebody else's from now on. @param from whose it was; null = nobody's */
export function moveLink(store: Store, from: string | null, to: string, link: Link): Promise<void> {
  return saveLinks(store, new Map([...(from === null ? [] : [[from, null] as const]), [to, link] as const]))
}

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
  expect?: (id: string) => T | null,
): Promise<void> {
  const groups = groupByShard(changes.keys())
  await family.changeMany(store, groups.keys(), (current, shard) => {
    const after: Record<string, T> = { ...current }
    let isChanged = false
    for (const id of groups.get(shard)!) {
      const change = changes.get(id) ?? null
      const now = JSON.stringify(after[id] ?? null)
      if (now === JSON.stringify(change) || (expect !== undefined && now !== JSON.stringify(expect(id)))) continue
      isChanged = true
      if (change === null) delete after[id]
      else after[id] = change
    }
    return isChanged ? after : current
  })
}
