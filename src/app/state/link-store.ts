import { allShards, shardOf } from '../../core/links'
import type { Link, Links } from '../../core/people'
import type { Store } from '../../ports'
import { inChunks } from '../../core/chunks'
import { AppError } from '../../core/errors'
import { readExchanges } from './last-good'
import { readSeparated } from './identity-doubts'
import { byAccount, byPerson, changePeople, claimAccounts, isEqual, pickFrom, settle } from './link-sides'
import type { Touched } from './link-sides'
import { toLink, toStoredLink } from './stored-link'
import type { StoredLink } from './stored-link'

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
  const accounts = new Map([...people].map(([accountId, objectId]) => [objectId, accountId]))
  await changePeople(store, accounts.keys(), (id, now) => (now?.a === accounts.get(id) ? null : now))
  // By account last: a forgetting that dies in between is found again by the next report.
  await settle(store, new Map([...people].map(([accountId, objectId]) => [accountId, { speakers: [objectId] }])))
}

/** Forgets everybody: at any size the same 82 calls, which may be made again where they were cut short. By account last, as above. */
export async function forgetAllLinks(store: Store): Promise<void> {
  for (const family of [byPerson, byAccount]) await store.deleteMany(allShards().map(family.keyOf))
}

/**
 * Saves what was learnt about some people; null forgets the link. The leaver run and the full run may write at once, and
 * administrators decide meanwhile: what they have said of a person and an account is asked for right before. An account
 * that is linked to somebody else by now stays theirs.
 * @param read the links by which these changes were planned: whoever has another one by now keeps that
 * @param exchanges as of `LastGood`, when the directory was read
 * @returns false where another directory has taken its place since: nothing is saved then
 */
export async function saveLinks(
  store: Store,
  changes: ReadonlyMap<string, Link | null>,
  { read, exchanges }: { readonly read?: Links; readonly exchanges?: number } = {},
): Promise<boolean> {
  if (changes.size === 0) return true
  const isExchanged = async (): Promise<boolean> =>
    exchanges !== undefined && (await readExchanges(store)) !== exchanges
  if (await isExchanged()) return false
  const isApart = [...changes.values()].some((link) => link !== null) ? await readSeparated(store) : () => false
  const open = new Map<string, StoredLink | null>()
  for (const [objectId, link] of changes)
    if (link === null || !isApart(objectId, link.accountId)) open.set(objectId, link && toStoredLink(link))
  const isNew = (objectId: string, accountId: string): boolean => read?.get(objectId)?.accountId !== accountId
  const claims = await claimAccounts(store, open, isNew)
  const isAsRead = (objectId: string, now: StoredLink | null): boolean => {
    const before = read?.get(objectId)
    return read === undefined || isEqual(now, before === undefined ? null : toStoredLink(before))
  }
  const earlier = new Map<string /* objectId */, string /* accountId */>()
  const linked = new Set<string>()
  const link = (objectId: string, now: StoredLink | null): StoredLink | null => {
    earlier.delete(objectId)
    linked.delete(objectId)
    const next = open.get(objectId)!
    if (!isAsRead(objectId, now) && !isEqual(now, next)) return now
    linked.add(objectId)
    if (now !== null && now.a !== next.a) earlier.set(objectId, now.a)
    return next
  }
  await changePeople(
    store,
    keysOf(open, (next) => next !== null),
    link,
  )
  // Whose account passes on keeps it where the next one did not get it.
  const isKept = (accountId: string): boolean => claims.has(accountId) && !linked.has(claims.get(accountId)!.objectId)
  const forget = (objectId: string, now: StoredLink | null): StoredLink | null => {
    earlier.delete(objectId)
    if (now === null || isKept(now.a) || !isAsRead(objectId, now)) return now
    earlier.set(objectId, now.a)
    return null
  }
  await changePeople(
    store,
    keysOf(open, (next) => next === null),
    forget,
  )
  const touched = new Map<string, Touched>()
  for (const [objectId, accountId] of earlier) touched.set(accountId, { speakers: [objectId] })
  for (const [accountId, { objectId, others }] of claims) {
    const speakers = [objectId, ...others, ...(touched.get(accountId)?.speakers ?? [])]
    touched.set(accountId, { speakers, ...(linked.has(objectId) && others.length === 0 ? { named: objectId } : {}) })
  }
  await settle(store, touched)
  if (!(await isExchanged())) return true
  // All links are forgotten right now, and these may have been written behind that.
  await forgetLinks(store, new Map([...linked].map((objectId) => [open.get(objectId)!.a, objectId])))
  return false
}

/**
 * The account is somebody else's from now on.
 * @param from whose it was; null = nobody's
 * @param exchanges as of `LastGood`, when the people were read
 * @throws AppError `conflict` where another directory has taken its place since
 */
export async function moveLink(
  store: Store,
  from: string | null,
  to: string,
  link: Link,
  exchanges: number,
): Promise<void> {
  const changes = new Map([...(from === null ? [] : [[from, null] as const]), [to, link] as const])
  if (!(await saveLinks(store, changes, { exchanges })))
    throw new AppError(
      'conflict',
      'Expected the directory that was read, got another one that was connected meanwhile.',
    )
}

function keysOf<T>(map: ReadonlyMap<string, T>, isWanted: (value: T) => boolean): string[] {
  return [...map].flatMap(([key, value]) => (isWanted(value) ? [key] : []))
}
