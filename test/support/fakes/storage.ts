import type { AccessRequest, RecordStore, RequestBox, SecretStore, Store, Versioned } from '../../../src/ports'
import { placeOf } from '../../../src/app/grant/waiting-list'
import { CONNECTIONS_SECRET } from '../../../src/app/state/keys'
import { copy } from './state'
import type { State } from './state'

export function createFakeStore({ kvs }: State): Store {
  return {
    get: async <T>(key: string) => (kvs.has(key) ? copy(kvs.get(key) as T) : null),
    getMany: async <T>(wanted: readonly string[]) =>
      new Map(wanted.flatMap((key) => (kvs.has(key) ? [[key, copy(kvs.get(key) as T)] as const] : []))),
    set: async (key, value) => {
      kvs.set(key, copy(value))
    },
    setMany: async (entries) => {
      for (const [key, value] of entries) kvs.set(key, copy(value))
    },
    create: async (key, value) => {
      if (kvs.has(key)) return false
      kvs.set(key, copy(value))
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

export function createFakeRecords(world: State): RecordStore {
  return {
    readMany: async <T>(kind: string, wanted: readonly string[]) =>
      new Map(
        wanted.flatMap((key) => {
          const record = world.records.get(`${kind}/${key}`) as Versioned<T> | undefined
          return record === undefined ? [] : [[key, copy(record)] as const]
        }),
      ),
    swap: async (kind, key, expected, value) => {
      const current = world.records.get(`${kind}/${key}`)
      if ((current?.version ?? null) !== expected) return false
      world.records.set(`${kind}/${key}`, { version: (expected ?? 0) + 1, value: copy(value) })
      return true
    },
  }
}

export function createFakeRequests(world: State): RequestBox {
  const listRequests = (isWanted: (request: AccessRequest) => boolean, limit: number): AccessRequest[] =>
    [...world.requests.values()]
      .filter(isWanted)
      .sort((a, b) => placeOf(a) - placeOf(b) || a.askedAt.localeCompare(b.askedAt))
      .slice(0, limit)

  return {
    add: async (request) => {
      if (world.requests.has(request.key)) return false
      world.requests.set(request.key, copy(request))
      return true
    },
    getMany: async (wanted) =>
      wanted.flatMap((key) => (world.requests.has(key) ? [copy(world.requests.get(key)!)] : [])),
    list: async (state, limit) => listRequests((request) => request.state === state, limit),
    listWaiting: async (productKey, limit) =>
      listRequests((request) => request.state === 'waiting' && request.productKey === productKey, limit),
    update: async (changed) => {
      for (const request of changed) world.requests.set(request.key, copy(request))
    },
    remove: async (gone) => {
      for (const key of gone) world.requests.delete(key)
    },
  }
}
