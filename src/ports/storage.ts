/** What the installation remembers. */

/** A value with the number of its last change: no two changes of a record have the same. */
export interface Versioned<T> {
  readonly version: number
  readonly value: T
}

/** A change that is made only while the record is still what was read. */
export interface Swap {
  /** The version that was read; null = there was no record. */
  readonly expected: number | null
  /** JSON; null = forget the record. */
  readonly value: unknown
  /** Forgotten after so long; without it, never. At most a year. */
  readonly ttlSeconds?: number
}

/**
 * Storage of the installation: JSON values by key. Only `src/app/state` writes. A read or write of many of which the storage
 * could not do one throws AppError `unavailable`: a record that could not be read is never taken for one that is not there.
 */
export interface Store {
  get<T>(key: string): Promise<T | null>
  getMany<T>(keys: readonly string[]): Promise<ReadonlyMap<string, T>>
  /** Values with their versions, for `swapMany`; a key that holds nothing is missing. */
  readMany<T>(keys: readonly string[]): Promise<ReadonlyMap<string, Versioned<T>>>
  /**
   * Compare-and-set, each key on its own.
   * @returns the new versions by key; a key is missing whose record somebody else has changed meanwhile
   */
  swapMany(changes: ReadonlyMap<string, Swap>): Promise<ReadonlyMap<string, number>>
  /** Writes over whatever is there: for values that nobody else changes. @param ttlSeconds as in `Swap` */
  set(key: string, value: unknown, ttlSeconds?: number): Promise<void>
  setMany(entries: ReadonlyMap<string, unknown>): Promise<void>
  /** Sets only if there is none: the lock and idempotency primitive. @returns false when the key exists */
  create(key: string, value: unknown, ttlSeconds: number): Promise<boolean>
  delete(key: string): Promise<void>
  /** Keys that begin so, up to 100 at a time, in order; what was written a moment ago may be missing. */
  listKeys(prefix: string, cursor: string | null): Promise<{ keys: readonly string[]; cursor: string | null }>
  deleteMany(keys: readonly string[]): Promise<void>
}

export interface SecretStore {
  read<T>(key: string): Promise<T | null>
  save(key: string, value: unknown): Promise<void>
  forget(key: string): Promise<void>
}
