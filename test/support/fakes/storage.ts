import { AppError } from '../../../src/core/errors'
import type { AccessRequest, RequestBox, SecretStore, Store, Versioned } from '../../../src/ports'
import { placeOf } from '../../../src/app/grant/waiting-list'
import { CONNECTIONS_SECRET } from '../../../src/app/state/secrets'
import { copy } from './state'
import type { State } from './state'

/** As the adapters of Forge: a batch of which one item failed is an error. */
function checkItems({ failingKeys }: State, keys: Iterable<string>): void {
  if ([...keys].some((key) => failingKeys.has(key)))
    throw new AppError('unavailable', 'Storage: expected every item to be read or written, one failed.')
}

export function createFakeStore(state: State): Store {
  const { kvs, versions, stored } = state
  let counted = 0
  const put = (key: string, value: unknown, ttlSeconds?: number): void => {
    stored.push({ key, ttlSeconds })
    kvs.set(key, copy(value))
    versions.set(key, (counted += 1))
  }
  const versionOf = (key: string): number | null => (kvs.has(key) ? (versions.get(key) ?? 0) : null)
  const readMany = async <T>(wanted: readonly string[]): Promise<ReadonlyMap<string, Versioned<T>>> => {
    checkItems(state, wanted)
    return new Map(
      wanted.flatMap((key) =>
        kvs.has(key) ? [[key, { version: versionOf(key)!, value: copy(kvs.get(key) as T) }] as const] : [],
      ),
    )
  }
  return {
    get: async <T>(key: string) => (kvs.has(key) ? copy(kvs.get(key) as T) : null),
    getMany: async <T>(wanted: readonly string[]) =>
      new Map([...(await readMany<T>(wanted))].map(([key, { value }]) => [key, value])),
    readMany,
    swapMany: async (changes) => {
      const made = new Map<string, number>()
      for (const [key, { expected, value, ttlSeconds }] of changes) {
        if (versionOf(key) !== expected) continue
        if (value === null) kvs.delete(key)
        else put(key, value, ttlSeconds)
        made.set(key, counted)
      }
      return made
    },
    set: async (key, value, ttlSeconds) => put(key, value, ttlSeconds),
    setMany: async (entries) => {
      checkItems(state, entries.keys())
      for (const [key, value] of entries) put(key, value)
    },
    create: async (key, value, ttlSeconds) => {
      if (kvs.has(key)) return false
      put(key, value, ttlSeconds)
      return true
    },
    delete: async (key) => {
      kvs.delete(key)
    },
    listKeys: async (prefix, cursor) => {
      const found = [...kvs.keys()].filter((key) => key.startsWith(prefix) && key > (cursor ?? '')).sort()
      return { keys: found.slice(0, 100), cursor: found.length > 100 ? found[99]! : null }
    },
    deleteMany: async (gone) => {
      checkItems(state, gone)
      for (const key of gone) kvs.delete(key)
    },
  }
}

export function createFakeSecrets(world: State): SecretStore {
  const secrets = new Map<string, unknown>([[CONNECTIONS_SECRET, { organization: world.permitted }]])

  return {
    read: async <T>(key: string) => (secrets.get(key) as T | undefined) ?? null,
    save: async (key, value) => {
      secrets.set(key, value)
    },
    forget: async (key) => {
      secrets.delete(key)
    },
  }
}

export function createFakeRequests(world: State, store: Pick<Store, 'readMany' | 'swapMany'>): RequestBox {
  const listRequests = (isWanted: (request: AccessRequest) => boolean, limit: number): AccessRequest[] =>
    [...world.requests.values()]
      .filter(isWanted)
      .sort(
        (a, b) =>
          (a.nextAt ?? '').localeCompare(b.nextAt ?? '') ||
          placeOf(a) - placeOf(b) ||
          a.askedAt.localeCompare(b.askedAt),
      )
      .slice(0, limit)

  return {
    add: async (request) => {
      if (world.requests.has(request.key)) return false
      world.requests.set(request.key, copy(request))
      return true
    },
    getMany: async (wanted) => {
      checkItems(world, wanted)
      return [...new Set(wanted)].flatMap((key) => (world.requests.has(key) ? [copy(world.requests.get(key)!)] : []))
    },
    list: async (state, limit) => listRequests((request) => request.state === state, limit),
    listWaiting: async (productKey, limit) =>
      listRequests((request) => request.state === 'waiting' && request.productKey === productKey, limit),
    update: async (changed) => {
      checkItems(
        world,
        changed.map(({ key }) => key),
      )
      for (const request of changed) world.requests.set(request.key, copy(request))
    },
    remove: async (gone) => {
      checkItems(world, gone)
      for (const key of gone) world.requests.delete(key)
    },
    readBeside: async (wanted, recordKeys) => ({
      requests: [...new Set(wanted)].flatMap((key) =>
        world.requests.has(key) ? [copy(world.requests.get(key)!)] : [],
      ),
      records: await store.readMany(recordKeys),
    }),
    askAgain: async (request) => {
      if (world.requests.get(request.key)?.state !== 'refused') return false
      world.requests.set(request.key, copy(request))
      return true
    },
    addBeside: async (added, changes) => {
      if (added.some(({ key }) => world.requests.has(key))) return false
      if ((await store.swapMany(changes)).size < changes.size) return false
      for (const request of added) world.requests.set(request.key, copy(request))
      return true
    },
  }
}
