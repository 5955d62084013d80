import { AppError } from '../../core/errors'
import type { LookedUp } from '../../core/look-ups'
import type { Store, Swap, Versioned } from '../../ports'
import { lookUpEach } from '../look-up-each'

/**
 * Every record has one owner: a file of this folder that names its key, its type and what it is before anybody writes it.
 * A record is changed by compare-and-set, so that of two who change it at once neither undoes the other.
 */

/** So often a change is made anew on what somebody else has written meanwhile. */
export const ATTEMPTS = 8

type Reader = Pick<Store, 'readMany'>
type Changer = Pick<Store, 'readMany' | 'swapMany'>

/** One record of the installation. */
export interface SingleRecord<T> {
  readonly key: string
  read(store: Reader): Promise<T>
  /**
   * @param next what the record becomes; called anew when somebody else was faster, so it must only look at what it is
   * given. Returning an equal value writes nothing; what it throws is thrown, and nothing is changed
   * @returns the record as it is now
   * @throws AppError `unavailable` when others kept changing it
   */
  change(store: Changer, next: (current: T) => T, ttlSeconds?: number): Promise<T>
}

/** Records of one kind, by id. */
export interface RecordFamily<T> {
  keyOf(id: string): string
  /** @returns null when there is none */
  read(store: Reader, id: string): Promise<T | null>
  /** @returns by id; who has none is missing */
  readMany(store: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, T>>
  /** As `readMany`, but a record that cannot be read is told of instead of thrown. @throws when none can be read */
  lookUp(store: Reader, ids: readonly string[]): Promise<LookedUp<T>>
  /** As of a single record; null = there is none, and returning null forgets it. */
  change(store: Changer, id: string, next: (current: T | null) => T | null, ttlSeconds?: number): Promise<T | null>
  /** The same for many at once: `next` is asked for each. Returning the very value that was given writes nothing. */
  changeMany(
    store: Changer,
    ids: Iterable<string>,
    next: (current: T | null, id: string) => T | null,
    ttlSeconds?: number,
  ): Promise<void>
}

export function defineRecord<T>(key: string, initial: T): SingleRecord<T> {
  return {
    key,
    read: async (store) => (await store.readMany<T>([key])).get(key)?.value ?? initial,
    change: async (store, next, ttlSeconds) => {
      let result = initial
      await changeKeys<T>(store, [key], (_, value) => (result = keepEqual(value, next(value ?? initial))), ttlSeconds)
      return result
    },
  }
}

export function defineRecords<T>(keyOf: (id: string) => string): RecordFamily<T> {
  const readMany = async (store: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, T>> => {
    const found = await store.readMany<T>([...new Set(ids)].map(keyOf))
    return new Map(
      ids.flatMap((id) => {
        const record = found.get(keyOf(id))
        return record === undefined ? [] : [[id, record.value] as const]
      }),
    )
  }
  return {
    keyOf,
    read: async (store, id) => (await store.readMany<T>([keyOf(id)])).get(keyOf(id))?.value ?? null,
    readMany,
    lookUp: (store, ids) => lookUpEach(ids, (some) => readMany(store, some)),
    change: async (store, id, next, ttlSeconds) => {
      let result: T | null = null
      const change = (_: string, value: T | null): T | null => (result = keepEqual(value, next(value)))
      await changeKeys<T>(store, [keyOf(id)], change, ttlSeconds)
      return result
    },
    changeMany: async (store, ids, next, ttlSeconds) => {
      const byKey = new Map([...ids].map((id) => [keyOf(id), id]))
      await changeKeys<T>(store, [...byKey.keys()], (key, value) => next(value, byKey.get(key)!), ttlSeconds)
    },
  }
}

/** Some records together: one batch of reads. @returns by the names that were given */
export async function readTogether<R extends Readonly<Record<string, SingleRecord<unknown>>>>(
  store: Reader,
  records: R,
): Promise<{ [Name in keyof R]: R[Name] extends SingleRecord<infer T> ? T : never }> {
  const found = await store.readMany<unknown>(Object.values(records).map(({ key }) => key))
  const cached: Reader = { readMany: async <T>() => found as ReadonlyMap<string, Versioned<T>> }
  const values = Object.entries(records).map(async ([name, one]) => [name, await one.read(cached)])
  return Object.fromEntries(await Promise.all(values))
}

/**
 * Reads records in one batch, for somebody who decides by them and then changes them: what is read of them is what was
 * read here, and so is what the first attempt to change one goes by. If somebody else has changed it meanwhile, that
 * attempt comes too late, and the next one reads the record anew.
 * @returns the store to go on with; only for keys that nobody writes but by `change`
 */
export async function readAhead<S extends Changer>(store: S, keys: readonly string[]): Promise<S> {
  return knowing(store, keys, await store.readMany<unknown>(keys))
}

/** The same for who has read them together with something else. @param found what is there of the keys, as just read */
export function knowing<S extends Changer>(
  store: S,
  keys: readonly string[],
  found: ReadonlyMap<string, Versioned<unknown>>,
): S {
  const ahead = new Set(keys)
  const readMany = async <T>(wanted: readonly string[]): Promise<ReadonlyMap<string, Versioned<T>>> => {
    const others = wanted.filter((key) => !ahead.has(key))
    const known = [...(found as ReadonlyMap<string, Versioned<T>>)].filter(
      ([key]) => ahead.has(key) && wanted.includes(key),
    )
    return new Map([...known, ...(others.length === 0 ? [] : await store.readMany<T>(others))])
  }
  const swapMany: Changer['swapMany'] = async (changes) => {
    // Made or not, the record is no longer known to be what was read.
    for (const key of changes.keys()) ahead.delete(key)
    return store.swapMany(changes)
  }
  return { ...store, readMany, swapMany }
}

function keepEqual<T>(before: T | null, after: T): T {
  return before !== null && JSON.stringify(before) === JSON.stringify(after) ? before : after
}

async function changeKeys<T>(
  store: Changer,
  keys: readonly string[],
  next: (key: string, current: T | null) => T | null,
  ttlSeconds: number | undefined,
): Promise<void> {
  let pending = keys
  let unread: unknown = null
  for (let attempt = 0; pending.length > 0; attempt += 1) {
    if (attempt === ATTEMPTS) {
      throw new AppError(
        'unavailable',
        `Expected to change ${pending.length} records within ${ATTEMPTS} attempts; others kept changing them. It can be tried again.`,
      )
    }
    const current = await lookUpEach(pending, (some) => store.readMany<T>(some))
    unread ??= current.failure
    const swaps = new Map<string, Swap>()
    for (const key of pending.filter((one) => !current.failed.has(one))) {
      const before = current.found.get(key)
      const value = next(key, before?.value ?? null)
      if (value === (before?.value ?? null)) continue
      swaps.set(key, { expected: before?.version ?? null, value, ...(ttlSeconds === undefined ? {} : { ttlSeconds }) })
    }
    const made = swaps.size === 0 ? swaps : await store.swapMany(swaps)
    pending = [...swaps.keys()].filter((key) => !made.has(key))
  }
  if (unread !== null) throw unread
}
