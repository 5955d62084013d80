/** One space of keys: the plain values, the secrets, or the rows of one entity. Strongly consistent; its view is not. */
import type { Clock, Timer } from '../../clock'
import type { Random } from '../../random'
import { KVS } from '../limits'
import { createQueryView, type QueryView } from './query-view'
import { checkEntityValue, type EntitySchema } from './schema'
import type { StoredValue } from './stored-value'

export interface Space {
  readonly name: string
  readonly schema: EntitySchema | null
  readonly maxBytes: number
  /** null when the space cannot be queried (secrets). */
  readonly view: QueryView | null
  /** Also returns values that have expired but are not deleted yet. */
  get(key: string): StoredValue | undefined
  put(key: string, value: unknown, text: string, expireAt: number | null): StoredValue
  remove(key: string): boolean
  entries(): Iterable<StoredValue>
  clear(): void
}

export interface Spaces {
  readonly plain: Space
  /** @throws KvsFailure for an entity that the manifest does not declare; undefined names the plain values */
  named(entityName: string | undefined): Space
}

export function createSpace(options: {
  name: string
  clock: Clock
  random: Random
  schema?: EntitySchema
  maxBytes: number
  isQueryable: boolean
}): Space {
  const { name, clock, random, maxBytes } = options
  const schema = options.schema ?? null
  const values = new Map<string, StoredValue>()
  const expiries = new Map<string, Timer>()
  const view = options.isQueryable ? createQueryView(schema?.indexes ?? [], random.fork('query-lag')) : null

  function forgetExpiry(key: string): void {
    const timer = expiries.get(key)
    if (timer === undefined) return
    clock.cancel(timer)
    expiries.delete(key)
  }

  function remove(key: string): boolean {
    forgetExpiry(key)
    if (!values.delete(key)) return false
    view?.follow(clock.now(), key, null, null)
    return true
  }

  return {
    name,
    schema,
    maxBytes,
    view,
    get: (key) => values.get(key),
    put: (key, value, text, expireAt) => {
      if (schema !== null) checkEntityValue(schema, value)
      const now = clock.now()
      const stored = { key, text, createdAt: values.get(key)?.createdAt ?? now, updatedAt: now, expireAt }
      values.set(key, stored)
      if (expiries.size > 0) forgetExpiry(key)
      if (expireAt !== null) {
        const deleteAt = expireAt + random.int(0, KVS.maxDeletionLagMs)
        expiries.set(
          key,
          clock.at(deleteAt, () => remove(key)),
        )
      }
      view?.follow(now, key, stored, schema === null ? null : (value as Record<string, unknown>))
      return stored
    },
    remove,
    entries: () => values.values(),
    clear: () => {
      for (const key of [...values.keys()]) remove(key)
    },
  }
}
