/** What the installation remembers. */

/** Key-value storage of the installation. Values are JSON. */
export interface Store {
  get<T>(key: string): Promise<T | null>
  getMany<T>(keys: readonly string[]): Promise<ReadonlyMap<string, T>>
  /** @param ttlSeconds forgotten after so long; without it, never. At most a year. */
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

/** A record with compare-and-set. */
export interface Versioned<T> {
  readonly version: number
  readonly value: T
}

export interface RecordStore {
  readMany<T>(kind: 'lease' | 'links', keys: readonly string[]): Promise<ReadonlyMap<string, Versioned<T>>>
  /** @param expected the version read before, null when there was no record. @returns false when somebody else was faster */
  swap<T>(kind: 'lease' | 'links', key: string, expected: number | null, value: T): Promise<boolean>
}
