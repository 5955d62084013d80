import { allShards, groupByShard } from '../../core/links'
import type { LinkShard } from '../../core/links'
import type { Link, Links } from '../../core/people'
import { AppError } from '../../core/errors'
import type { RecordStore } from '../../ports'
import { inParallel } from '../map-concurrent'

/** Links live twice: by object id (the truth) and by account id (to find the person behind a signal). */
const BY_PERSON = 'p'
const BY_ACCOUNT = 'a'
type AccountShard = Readonly<Record<string /* accountId */, string /* objectId */>>

const SWAP_ATTEMPTS = 8

/** All links of the installation: 41 reads for any size up to the shard limit. */
export async function readAllLinks(records: RecordStore): Promise<Map<string, Link>> {
  const shards = await records.readMany<LinkShard>(
    'links',
    allShards().map((shard) => `${BY_PERSON}:${shard}`),
  )
  const links = new Map<string, Link>()
  for (const { value } of shards.values()) {
    for (const objectId in value) links.set(objectId, value[objectId]!)
  }
  return links
}

/** The links of some shards, in their order. */
export async function readLinkShards(records: RecordStore, shards: readonly string[]): Promise<LinkShard[]> {
  const keys = shards.map((shard) => `${BY_PERSON}:${shard}`)
  const found = await records.readMany<LinkShard>('links', keys)
  return keys.map((key) => found.get(key)?.value ?? {})
}

/** Links of a few people. */
export async function readLinks(records: RecordStore, objectIds: readonly string[]): Promise<Links> {
  const groups = groupByShard(objectIds)
  const shards = await records.readMany<LinkShard>(
    'links',
    [...groups.keys()].map((shard) => `${BY_PERSON}:${shard}`),
  )
  const links = new Map<string, Link>()
  for (const [shard, ids] of groups) {
    const value = shards.get(`${BY_PERSON}:${shard}`)?.value
    for (const id of ids) {
      const link = value?.[id]
      if (link !== undefined) links.set(id, link)
    }
  }
  return links
}

/** The people behind some accounts: accountId → objectId. */
export async function readPeopleOfAccounts(
  records: RecordStore,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const groups = groupByShard(accountIds)
  const shards = await records.readMany<AccountShard>(
    'links',
    [...groups.keys()].map((shard) => `${BY_ACCOUNT}:${shard}`),
  )
  const people = new Map<string, string>()
  for (const [shard, ids] of groups) {
    const value = shards.get(`${BY_ACCOUNT}:${shard}`)?.value
    for (const id of ids) {
      const objectId = value?.[id]
      if (objectId !== undefined) people.set(id, objectId)
    }
  }
  return people
}

/** Account ids of the links in some shards ('000' … '3ff' of the account id). */
export async function readLinkedAccountIds(records: RecordStore, shards: readonly string[]): Promise<string[]> {
  const found = await records.readMany<AccountShard>(
    'links',
    shards.map((shard) => `${BY_ACCOUNT}:${shard}`),
  )
  return [...found.values()].flatMap(({ value }) => Object.keys(value))
}

/** Forgets everything that links know of these people and their accounts. */
export async function forgetLinks(
  records: RecordStore,
  people: ReadonlyMap<string /* accountId */, string /* objectId */>,
): Promise<void> {
  const links = await readLinks(records, [...people.values()])
  const gone = [...people].filter(([accountId, objectId]) => links.get(objectId)?.a === accountId)
  // By account last: a forgetting that dies in between is found again by the next report.
  await changeShards<Link>(records, BY_PERSON, new Map(gone.map(([, objectId]) => [objectId, null])))
  await changeShards<string>(records, BY_ACCOUNT, new Map([...people.keys()].map((accountId) => [accountId, null])))
}

/**
 * Saves what was learnt about some people; null forgets the link. The leaver run and the full run may write at the same
 * time: each shard is changed by compare-and-set.
 */
export async function saveLinks(records: RecordStore, changes: ReadonlyMap<string, Link | null>): Promise<void> {
  const accountChanges = new Map<string, string>()
  for (const [objectId, link] of changes) {
    if (link !== null) accountChanges.set(link.a, objectId)
  }
  await changeShards<string>(records, BY_ACCOUNT, accountChanges)
  await changeShards<Link>(records, BY_PERSON, changes)
}

async function changeShards<T>(
  records: RecordStore,
  family: string,
  changes: ReadonlyMap<string, T | null>,
): Promise<void> {
  let pending = groupByShard(changes.keys())
  for (let attempt = 0; pending.size > 0; attempt += 1) {
    if (attempt === SWAP_ATTEMPTS) {
      throw new AppError(
        'unavailable',
        `Expected to save ${pending.size} link shards within ${SWAP_ATTEMPTS} attempts; others kept changing them. The run can be started again.`,
      )
    }
    pending = await changeShardsOnce(records, family, changes, pending)
  }
}

/** @returns the shards that somebody else changed meanwhile */
async function changeShardsOnce<T>(
  records: RecordStore,
  family: string,
  changes: ReadonlyMap<string, T | null>,
  shards: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, string[]>> {
  const current = await records.readMany<Record<string, T>>(
    'links',
    [...shards.keys()].map((shard) => `${family}:${shard}`),
  )
  const lost = new Map<string, string[]>()
  await inParallel([...shards], async ([shard, ids]) => {
    const key = `${family}:${shard}`
    const before = current.get(key)
    const after = { ...before?.value }
    let isChanged = false
    for (const id of ids) {
      const change = changes.get(id) ?? null
      if (JSON.stringify(after[id] ?? null) === JSON.stringify(change)) continue
      isChanged = true
      if (change === null) delete after[id]
      else after[id] = change
    }
    if (isChanged && !(await records.swap(`links`, key, before?.version ?? null, after))) lost.set(shard, [...ids])
  })
  return lost
}
