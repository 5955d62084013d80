import { ForgeKvsAPIError, WhereConditions, kvs } from '@forge/kvs'
import type { SecretStore, Store } from '../../ports'
import { AppError } from '../../core/errors'
import { patiently } from './patiently'

/** Items in one batch call (Forge: limits of KVS and custom entities). */
export const BATCH_MAX = 25
const BATCHES_IN_FLIGHT = 4
/** Largest page of a query (Forge: KVS limits). */
const LIST_MAX = 100

/** Plain key-value storage and secrets of the installation. */
export function createStore(): Store {
  return {
    get: async <T>(key: string) => (await patiently(() => kvs.get<T>(key))) ?? null,
    getMany: async <T>(keys: readonly string[]) => {
      const values = new Map<string, T>()
      await inBatches(keys, async (batch) => {
        const { successfulKeys } = await kvs.batchGet<T>(batch.map((key) => ({ key })))
        for (const { key, value } of successfulKeys) values.set(key, value)
      })
      return values
    },
    set: (key, value, ttlSeconds) =>
      patiently(() =>
        kvs.set(key, value, ttlSeconds === undefined ? undefined : { ttl: { value: ttlSeconds, unit: 'SECONDS' } }),
      ),
    setMany: (entries) =>
      inBatches([...entries], async (batch) => {
        const { failedKeys } = await kvs.batchSet(batch.map(([key, value]) => ({ key, value })))
        checkFailed(failedKeys, 'written')
      }),
    create: async (key, value, ttlSeconds) => {
      try {
        const ttl = { value: ttlSeconds, unit: 'SECONDS' } as const
        await patiently(() => kvs.set(key, value, { keyPolicy: 'FAIL_IF_EXISTS', ttl }))
        return true
      } catch (error) {
        if (isConflict(error)) return false
        throw error
      }
    },
    listKeys: async (prefix, cursor) => {
      const query = kvs.query().where('key', WhereConditions.beginsWith(prefix)).limit(LIST_MAX)
      const page = cursor === null ? query : query.cursor(cursor)
      const { results, nextCursor } = await patiently(() => page.getMany())
      return { keys: results.map(({ key }) => key), cursor: nextCursor ?? null }
    },
    delete: (key) => patiently(() => kvs.delete(key)),
    deleteMany: (keys) =>
      inBatches(keys, async (batch) => {
        const { failedKeys } = await kvs.batchDelete(batch.map((key) => ({ key })))
        checkFailed(failedKeys, 'deleted')
      }),
  }
}

export function createSecretStore(): SecretStore {
  return {
    read: async <T>(key: string) => (await patiently(() => kvs.getSecret<T>(key))) ?? null,
    save: (key, value) => kvs.setSecret(key, value),
    forget: (key) => kvs.deleteSecret(key),
  }
}

/** "There is one already" (FAIL_IF_EXISTS) or "it changed meanwhile" (a condition): an answer, not a failure. */
export function isConflict(error: unknown): boolean {
  return error instanceof ForgeKvsAPIError && error.responseDetails.status === 409
}

/** Calls in batches of 25, a few at a time. */
export async function inBatches<T>(items: readonly T[], call: (batch: T[]) => Promise<void>): Promise<void> {
  const batches: T[][] = []
  for (let from = 0; from < items.length; from += BATCH_MAX) batches.push(items.slice(from, from + BATCH_MAX))
  for (let from = 0; from < batches.length; from += BATCHES_IN_FLIGHT) {
    await Promise.all(batches.slice(from, from + BATCHES_IN_FLIGHT).map((batch) => patiently(() => call(batch))))
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
