import { Filter, FilterConditions, ForgeKvsAPIError, WhereConditions, kvs } from '@forge/kvs'
import { inChunks } from '../../core/chunks'
import { AppError } from '../../core/errors'
import type { SecretStore, Store, Swap, Versioned } from '../../ports'
import { withRetry } from './with-retry'
import type { Retry } from './with-retry'

/** Items in one batch call or transaction (Forge: limits of KVS and custom entities). */
export const BATCH_MAX = 25
const BATCHES_IN_FLIGHT = 4
/** Largest page of a query (Forge: KVS limits). */
const LIST_MAX = 100
/** Characters of one transaction, which may hold 4 MB (Forge: limits of KVS and custom entities). */
const TRANSACTION_LENGTH = 1_000_000

/** Everything is an entity: only there Forge's transactions take conditions. `version` is of the last change. */
export const ENTITY = 'record'
/** Integers of entities have 32 bits, one of them for the sign. */
const VERSIONS = 2 ** 31

export interface Stored<T = unknown> {
  version: number
  data: T
}

/** Storage of the installation, with compare-and-set. */
export function createStore(retry: Retry = withRetry): Store {
  const entity = <T>() => kvs.entity<Stored<T>>(ENTITY)
  const readMany = async <T>(keys: readonly string[]): Promise<ReadonlyMap<string, Versioned<T>>> => {
    const found = await readItems<Stored<T>>(ENTITY, keys, retry)
    return new Map(found.map(({ key, value }) => [key, { version: value.version, value: value.data }]))
  }
  return {
    get: async <T>(key: string) => (await retry(() => entity<T>().get(key)))?.data ?? null,
    getMany: async <T>(keys: readonly string[]) =>
      new Map([...(await readMany<T>(keys))].map(([key, { value }]) => [key, value])),
    readMany,
    swapMany: async (changes) => {
      const made = new Map<string, number>()
      let failure: unknown = null
      await inTransactions(changes, async (some) => {
        // One that came too late stops its whole transaction: then each is tried alone.
        const isWhole = some.length > 1 && (await isSwapped(some, retry))
        for (const one of some) {
          try {
            if (isWhole || (await isSwapped([one], retry))) made.set(one.key, one.version)
          } catch (error) {
            // What the storage does not take of one record keeps none of the others from being written.
            failure ??= error
          }
        }
      })
      if (failure !== null) throw failure
      return made
    },
    set: (key, value, ttlSeconds) =>
      retry(() => entity().set(key, toStored(newVersion(), value), toOptions(ttlSeconds))),
    setMany: (entries) => {
      const items = [...entries].map(([key, value]) => ({ key, value: toStored(newVersion(), value) }))
      return writeItems(ENTITY, items, retry)
    },
    create: (key, value, ttlSeconds) => isSwapped([toChange(key, { expected: null, value, ttlSeconds })], retry),
    listKeys: async (prefix, cursor) => {
      const query = entity().query().index('by-key').where(WhereConditions.beginsWith(prefix)).limit(LIST_MAX)
      const page = cursor === null ? query : query.cursor(cursor)
      const { results, nextCursor } = await retry(() => page.getMany())
      return { keys: results.map(({ key }) => key), cursor: nextCursor ?? null }
    },
    delete: (key) => retry(() => entity().delete(key)),
    deleteMany: (keys) => deleteItems(ENTITY, keys, retry),
  }
}

export function createSecretStore(): SecretStore {
  return {
    read: async <T>(key: string) => (await withRetry(() => kvs.getSecret<T>(key))) ?? null,
    save: (key, value) => kvs.setSecret(key, value),
    forget: (key) => kvs.deleteSecret(key),
  }
}

/** A conditional write, with the version that the record has after it. */
interface Change extends Swap {
  readonly key: string
  readonly version: number
}

function toChange(key: string, swap: Swap): Change {
  return { key, ...swap, version: newVersion() }
}

/**
 * All of the changes in one transaction, or none.
 * @returns false when one of the records is not what was expected
 * @throws ForgeKvsAPIError when a single change was refused although its record is what was expected
 */
async function isSwapped(changes: readonly Change[], retry: Retry): Promise<boolean> {
  try {
    await retry(() => write(changes))
    return true
  } catch (error) {
    if (!isRefused(error)) throw error
    if (changes.length > 1) return false
    // Which status a lost race has is documented nowhere: what is stored now decides.
    const [{ key, expected, version }] = changes as [Change]
    const now = (await retry(() => kvs.entity<Stored>(ENTITY).get(key)))?.version ?? null
    if (now === expected) throw error
    // It may have been made all the same: something on the way refused the reply, not the call.
    return now === version
  }
}

/**
 * Values of another entity on a condition, and changes of records on a version, all of them in one transaction or none.
 * @returns false when one of them is not what was expected
 */
export async function writeBeside<T extends object>(
  entityName: string,
  items: readonly { readonly key: string; readonly value: T; readonly conditions: ReturnType<Filter<T>['and']> }[],
  changes: ReadonlyMap<string, Swap>,
  retry: Retry,
): Promise<boolean> {
  const transaction = kvs.transact()
  for (const { key, value, conditions } of items) transaction.set(key, value, { entityName, conditions })
  for (const [key, swap] of changes) addTo(transaction, toChange(key, swap))
  try {
    await retry(() => transaction.execute())
    return true
  } catch (error) {
    if (!isRefused(error)) throw error
    return false
  }
}

async function write(changes: readonly Change[]): Promise<void> {
  const [{ key, expected, value, version, ttlSeconds }] = changes as [Change]
  if (changes.length === 1 && expected === null) {
    const policy = { keyPolicy: 'FAIL_IF_EXISTS', ...toOptions(ttlSeconds) } as const
    return kvs.entity<Stored>(ENTITY).set(key, toStored(version, value), policy)
  }
  const transaction = kvs.transact()
  for (const each of changes) addTo(transaction, each)
  await transaction.execute()
}

function addTo(
  transaction: ReturnType<typeof kvs.transact>,
  { key, expected, value, version, ttlSeconds }: Change,
): void {
  const conditions = { entityName: ENTITY, conditions: toCondition(expected) }
  if (value === null) transaction.delete(key, conditions)
  else transaction.set(key, toStored(version, value), conditions, toOptions(ttlSeconds))
}

/** That a condition may ask for a record that is not there is documented nowhere: where it fails, each is made alone. */
function toCondition(expected: number | null) {
  const isExpected = expected === null ? FilterConditions.notExists() : FilterConditions.equalTo(expected)
  return new Filter<Stored>().and('version', isExpected)
}

/** Another one each time: it tells whose change a record shows, and one that was forgotten and made anew from the one before. */
function newVersion(): number {
  return Math.floor(Math.random() * VERSIONS)
}

function toStored(version: number, data: unknown): Stored {
  return { version, data }
}

function toOptions(ttlSeconds: number | undefined) {
  return ttlSeconds === undefined ? undefined : { ttl: { value: ttlSeconds, unit: 'SECONDS' as const } }
}

/** The call was answered and not carried out, so far as can be told: 429 is tried again instead. */
export function isRefused(error: unknown): error is ForgeKvsAPIError {
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
  for (const [key, swap] of changes) {
    const size = JSON.stringify(swap.value).length
    if (some.length === 0 || some.length === BATCH_MAX || length + size > TRANSACTION_LENGTH) {
      parts.push((some = []))
      length = 0
    }
    some.push(toChange(key, swap))
    length += size
  }
  await inFlight(parts, call)
}

/** What is stored under the keys; a key without a value is missing. @throws AppError `unavailable` when one could not be read */
export async function readItems<T>(
  entityName: string,
  keys: readonly string[],
  retry: Retry,
): Promise<{ key: string; value: T }[]> {
  return readNamed<T>(
    [...new Set(keys)].map((key) => ({ key, entityName })),
    retry,
  )
}

/** The same of several entities: a batch is one call, whatever is in it. Each key once, also across entities. */
export async function readNamed<T>(
  items: readonly { readonly key: string; readonly entityName: string }[],
  retry: Retry,
): Promise<{ key: string; value: T }[]> {
  const found: { key: string; value: T }[] = []
  await inBatches(items, retry, async (batch) => {
    const { successfulKeys, failedKeys } = await kvs.batchGet<T>(batch)
    checkItems(failedKeys, batch.length, 'read')
    const answered = new Set([...successfulKeys, ...failedKeys].map(({ key }) => key))
    const unanswered = batch.filter(({ key }) => !answered.has(key)).length
    if (unanswered > 0)
      throw new AppError(
        'unavailable',
        `Storage: expected an answer for ${batch.length} records, got none for ${unanswered} of them. It will be tried again.`,
      )
    found.push(...successfulKeys)
  })
  return found
}

/** Each key once. @throws AppError `unavailable` when one could not be written */
export function writeItems(
  entityName: string,
  items: readonly { key: string; value: object }[],
  retry: Retry,
): Promise<void> {
  return inBatches(items, retry, async (batch) => {
    const { failedKeys } = await kvs.batchSet(batch.map((item) => ({ ...item, entityName })))
    checkItems(failedKeys, batch.length, 'written')
  })
}

/** @throws AppError `unavailable` when one could not be deleted */
export function deleteItems(entityName: string, keys: readonly string[], retry: Retry): Promise<void> {
  return inBatches([...new Set(keys)], retry, async (batch) => {
    const { failedKeys } = await kvs.batchDelete(batch.map((key) => ({ key, entityName })))
    checkItems(failedKeys, batch.length, 'deleted')
  })
}

/** "No such key" is an answer; whatever else an item failed for says nothing of the record. Keys hold ids of people: none is named. */
function checkItems(failed: readonly { error: { code: string } }[], asked: number, done: string): void {
  const codes = failed.map(({ error }) => error.code).filter((code) => code !== 'KEY_NOT_FOUND')
  if (codes.length === 0) return
  throw new AppError(
    'unavailable',
    `Storage: expected ${asked} records to be ${done}, ${codes.length} of them failed, the first with ${codes[0]}. It will be tried again.`,
  )
}

/** Calls in batches of 25, a few at a time. A batch that names a key twice fails entirely (Forge: batch operations). */
async function inBatches<T>(items: readonly T[], retry: Retry, call: (batch: T[]) => Promise<void>): Promise<void> {
  await inFlight(inChunks(items, BATCH_MAX), (batch) => retry(() => call(batch)))
}

async function inFlight<T>(batches: readonly T[][], call: (batch: T[]) => Promise<void>): Promise<void> {
  for (const some of inChunks(batches, BATCHES_IN_FLIGHT)) await Promise.all(some.map(call))
}
