import { Filter, FilterConditions, ForgeKvsAPIError, WhereConditions, kvs } from '@forge/kvs'
import { AppError } from '../../core/errors'
import type { SecretStore, Store, Swap, Versioned } from '../../ports'
import { withRetry } from './with-retry'

/** Items in one batch call or transaction (Forge: limits of KVS and custom entities). */
export const BATCH_MAX = 25
const BATCHES_IN_FLIGHT = 4
/** Largest page of a query (Forge: KVS limits). */
const LIST_MAX = 100
/** Characters of one transaction, which may hold 4 MB (Forge: limits of KVS and custom entities). */
const TRANSACTION_LENGTH = 1_000_000

/** Everything is an entity: only there Forge's transactions take conditions. `version` counts the changes. */
const ENTITY = 'record'
/** Integers of entities have 32 bits; half of them are left for counting on. */
const VERSIONS = 2 ** 30

interface Stored<T = unknown> {
  version: number
  data: T
}

/** Storage of the installation, with compare-and-set. */
export function createStore(): Store {
  const entity = <T>() => kvs.entity<Stored<T>>(ENTITY)
  const readMany = async <T>(keys: readonly string[]): Promise<ReadonlyMap<string, Versioned<T>>> => {
    const records = new Map<string, Versioned<T>>()
    await inBatches(keys, async (batch) => {
      const { successfulKeys } = await kvs.batchGet<Stored<T>>(batch.map((key) => ({ key, entityName: ENTITY })))
      for (const { key, value } of successfulKeys) records.set(key, { version: value.version, value: value.data })
    })
    return records
  }
  return {
    get: async <T>(key: string) => (await withRetry(() => entity<T>().get(key)))?.data ?? null,
    getMany: async <T>(keys: readonly string[]) =>
      new Map([...(await readMany<T>(keys))].map(([key, { value }]) => [key, value])),
    readMany,
    swapMany: async (changes) => {
      const lost = new Set<string>()
      await inTransactions(changes, async (some) => {
        if (some.length > 1 && (await isSwapped(some))) return
        // One that came too late stops its whole transaction: then each is tried alone.
        for (const one of some) if (!(await isSwapped([one]))) lost.add(one[0])
      })
      return lost
    },
    set: (key, value, ttlSeconds) =>
      withRetry(() => entity().set(key, toStored(newVersion(), value), toOptions(ttlSeconds))),
    setMany: (entries) =>
      inBatches([...entries], async (batch) => {
        const items = batch.map(([key, value]) => ({ key, entityName: ENTITY, value: toStored(newVersion(), value) }))
        checkFailed((await kvs.batchSet(items)).failedKeys, 'written')
      }),
    create: (key, value, ttlSeconds) => isSwapped([[key, { expected: null, value, ttlSeconds }]]),
    listKeys: async (prefix, cursor) => {
      const query = entity().query().index('by-key').where(WhereConditions.beginsWith(prefix)).limit(LIST_MAX)
      const page = cursor === null ? query : query.cursor(cursor)
      const { results, nextCursor } = await withRetry(() => page.getMany())
      return { keys: results.map(({ key }) => key), cursor: nextCursor ?? null }
    },
    delete: (key) => withRetry(() => entity().delete(key)),
    deleteMany: (keys) =>
      inBatches(keys, async (batch) => {
        const { failedKeys } = await kvs.batchDelete(batch.map((key) => ({ key, entityName: ENTITY })))
        checkFailed(failedKeys, 'deleted')
      }),
  }
}

export function createSecretStore(): SecretStore {
  return {
    read: async <T>(key: string) => (await withRetry(() => kvs.getSecret<T>(key))) ?? null,
    save: (key, value) => kvs.setSecret(key, value),
    forget: (key) => kvs.deleteSecret(key),
  }
}

type Change = readonly [key: string, swap: Swap]

/** All of the changes in one transaction, or none. @returns false when one of the records is not what was expected */
async function isSwapped(changes: readonly Change[]): Promise<boolean> {
  try {
    await withRetry(() => write(changes))
    return true
  } catch (error) {
    if (!isRefused(error)) throw error
    // Which status a lost race has is documented nowhere: what is stored now decides for a single change.
    if (isConflict(error) || changes.length > 1) return false
    const [key, { expected }] = changes[0]!
    const now = await withRetry(() => kvs.entity<Stored>(ENTITY).get(key))
    if ((now?.version ?? null) === expected) throw error
    return false
  }
}

async function write(changes: readonly Change[]): Promise<void> {
  const [key, { expected, value, ttlSeconds }] = changes[0]!
  if (changes.length === 1 && expected === null) {
    const policy = { keyPolicy: 'FAIL_IF_EXISTS', ...toOptions(ttlSeconds) } as const
    return kvs.entity<Stored>(ENTITY).set(key, toStored(newVersion(), value), policy)
  }
  const transaction = kvs.transact()
  for (const [each, swap] of changes) {
    const conditions = { entityName: ENTITY, conditions: toCondition(swap.expected) }
    const next = toStored(swap.expected === null ? newVersion() : swap.expected + 1, swap.value)
    if (swap.value === null) transaction.delete(each, conditions)
    else transaction.set(each, next, conditions, toOptions(swap.ttlSeconds))
  }
  await transaction.execute()
}

/** That a condition may ask for a record that is not there is documented nowhere: where it fails, each is made alone. */
function toCondition(expected: number | null) {
  const isExpected = expected === null ? FilterConditions.notExists() : FilterConditions.equalTo(expected)
  return new Filter<Stored>().and('version', isExpected)
}

/** Somewhere else each time: a record that was forgotten and made anew must not look like the one before. */
function newVersion(): number {
  return Math.floor(Math.random() * VERSIONS)
}

function toStored(version: number, data: unknown): Stored {
  return { version, data }
}

function toOptions(ttlSeconds: number | undefined) {
  return ttlSeconds === undefined ? undefined : { ttl: { value: ttlSeconds, unit: 'SECONDS' as const } }
}

/** "There is one already" (FAIL_IF_EXISTS) or "it changed meanwhile" (a condition): an answer, not a failure. */
export function isConflict(error: unknown): boolean {
  return error instanceof ForgeKvsAPIError && error.responseDetails.status === 409
}

function isRefused(error: unknown): error is ForgeKvsAPIError {
  if (!(error instanceof ForgeKvsAPIError)) return false
  const { status } = error.responseDetails
  return status >= 400 && status < 500 && status !== 429
}

/** Runs of at most a transaction, one after the other. */
async function inTransactions(
  changes: ReadonlyMap<string, Swap>,
  call: (some: readonly Change[]) => Promise<void>,
): Promise<void> {
  let some: Change[] = []
  let length = 0
  const parts: Change[][] = []
  for (const change of changes) {
    const size = JSON.stringify(change[1].value).length
    if (some.length === 0 || some.length === BATCH_MAX || length + size > TRANSACTION_LENGTH) {
      parts.push((some = []))
      length = 0
    }
    some.push(change)
    length += size
  }
  await inFlight(parts, call)
}

/** Calls in batches of 25, a few at a time. */
export async function inBatches<T>(items: readonly T[], call: (batch: T[]) => Promise<void>): Promise<void> {
  const batches: T[][] = []
  for (let from = 0; from < items.length; from += BATCH_MAX) batches.push(items.slice(from, from + BATCH_MAX))
  await inFlight(batches, (batch) => withRetry(() => call(batch)))
}

async function inFlight<T>(batches: readonly T[][], call: (batch: T[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < batches.length; from += BATCHES_IN_FLIGHT) {
    await Promise.all(batches.slice(from, from + BATCHES_IN_FLIGHT).map(call))
  }
}

export function checkFailed(failed: readonly { key: string; error: { code: string } }[], what: string): void {
  const first = failed[0]
  if (first === undefined) return
  throw new AppError(
    'unavailable',
    `Storage: expected every item of a batch to be ${what}, ${failed.length} failed, the first with ${first.error.code}. It will be tried again.`,
  )
}
