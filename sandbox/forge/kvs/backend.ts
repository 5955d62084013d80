/**
 * The key-value store of one installation: plain values, secrets and custom entities behind the requests that
 * @forge/kvs sends to `/api/v1/…`. Values are kept as JSON text, since bytes are what a customer pays for.
 */
import type { Clock } from '../../clock'
import type { Random } from '../../random'
import type { ForgeAnswers } from '../guesses'
import { KVS } from '../limits'
import { KvsFailure, statusOf } from './failure'
import { batchDelete, batchGet, batchSet, type BatchItem } from './batch'
import { queryEntity, queryKeys, type EntityQuery, type KvsQuery, type Page } from './query'
import type { EntitySchema } from './schema'
import { createSpace, type Space, type Spaces } from './space'
import { sizeOf, toJson } from './stored-value'
import { transact, type Transaction } from './transaction'
import { createUsageMeter, type Usage } from './usage'
import { checkKey, checkValue, readExpiry, type SetOptions } from './validation'

export interface KvsReply {
  readonly status: number
  /** JSON, or '' for nothing. */
  readonly text: string
}

export interface KvsBackend {
  readonly usage: Usage
  /** @param path e.g. `/api/v1/entity/set`; @param body JSON text */
  handle(path: string, body: string): KvsReply
  inspect(): { kvs: Record<string, unknown>; secretKeys: string[]; entities: Record<string, Record<string, unknown>> }
  /** Soft-deletes everything, as an uninstall does: what is installed again starts empty. */
  clear(): void
}

interface KeyRequest {
  readonly key: string
  readonly value?: unknown
  readonly entityName?: string
  readonly options?: SetOptions
}

export function createKvs({
  clock,
  random,
  entities,
  answers,
}: {
  clock: Clock
  random: Random
  entities: readonly EntitySchema[]
  answers: ForgeAnswers
}): KvsBackend {
  const meter = createUsageMeter(clock)
  const space = (name: string, more: { schema?: EntitySchema; maxBytes: number; isQueryable: boolean }): Space =>
    createSpace({ name, clock, random: random.fork(name), ...more })
  const plain = space('kvs', { maxBytes: KVS.valueBytes, isQueryable: true })
  const secrets = space('secret', { maxBytes: KVS.secretBytes, isQueryable: false })
  const rows = new Map(
    entities.map((schema) => [
      schema.name,
      space(`entity/${schema.name}`, { schema, maxBytes: KVS.valueBytes, isQueryable: true }),
    ]),
  )
  const spaces: Spaces = { plain, named: (name) => (name === undefined ? plain : entitySpace(name)) }
  const store = { spaces, meter, answers }

  function entitySpace(name: string | undefined): Space {
    const found = rows.get(name ?? '')
    if (found === undefined) throw new KvsFailure('BAD_REQUEST', `The manifest declares no entity "${String(name)}".`)
    return found
  }

  function get(from: Space, { key }: KeyRequest): string {
    checkKey(key)
    const found = from.get(key)
    meter.countRead(found === undefined ? 0 : sizeOf(found))
    if (found === undefined) throw new KvsFailure('KEY_NOT_FOUND', `No value for the key "${key}".`)
    return toJson(found)
  }

  function set(into: Space, body: string, { key, value, entityName, options }: KeyRequest): string {
    checkKey(key)
    const text = options === undefined ? valueText(body, key, entityName, value) : JSON.stringify(value)
    checkValue(value, text, into.maxBytes)
    const expireAt = readExpiry(options, clock.now())
    const bytes = Buffer.byteLength(key) + Buffer.byteLength(text)
    meter.countWrite(bytes)
    meter.countKey(`${into.name}/${key}`, bytes)
    const previous = into.get(key)
    if (options?.keyPolicy === 'FAIL_IF_EXISTS' && previous !== undefined) {
      throw new KvsFailure('KEY_ALREADY_EXISTS', `The key "${key}" exists already.`)
    }
    const stored = into.put(key, value, text, expireAt)
    if (options?.returnValue === 'LATEST') return toJson(stored)
    return options?.returnValue === 'PREVIOUS' && previous !== undefined ? toJson(previous) : ''
  }

  function remove(from: Space, { key }: KeyRequest): string {
    checkKey(key)
    meter.countWrite(Buffer.byteLength(key))
    if (!from.remove(key)) throw new KvsFailure('KEY_NOT_FOUND', `No value for the key "${key}".`)
    return ''
  }

  function page({ values, cursor }: Page): string {
    meter.countRead(values.reduce((sum, value) => sum + sizeOf(value), 0))
    return `{"data":[${values.map(toJson).join(',')}]${cursor === null ? '' : `,"cursor":${JSON.stringify(cursor)}`}}`
  }

  function answer(path: string, body: string): string {
    meter.countRequest()
    const request = JSON.parse(body) as KeyRequest
    switch (path) {
      case '/api/v1/get':
        return get(plain, request)
      case '/api/v1/set':
        return set(plain, body, request)
      case '/api/v1/delete':
        return remove(plain, request)
      case '/api/v1/query':
        return page(queryKeys(plain, request as KvsQuery, clock.now()))
      case '/api/v1/secret/get':
        return get(secrets, request)
      case '/api/v1/secret/set':
        return set(secrets, body, request)
      case '/api/v1/secret/delete':
        return remove(secrets, request)
      case '/api/v1/entity/get':
        return get(entitySpace(request.entityName), request)
      case '/api/v1/entity/set':
        return set(entitySpace(request.entityName), body, request)
      case '/api/v1/entity/delete':
        return remove(entitySpace(request.entityName), request)
      case '/api/v1/entity/query': {
        const target = entitySpace(request.entityName)
        return page(queryEntity(target, target.schema!, request as unknown as EntityQuery, clock.now()))
      }
      case '/api/v1/batch/get':
        return batchGet(store, request as unknown as BatchItem[])
      case '/api/v1/batch/set':
        return batchSet(store, request as unknown as BatchItem[], clock.now())
      case '/api/v1/batch/delete':
        return batchDelete(store, request as unknown as BatchItem[])
      case '/api/v1/transaction':
        transact(store, request as unknown as Transaction, clock.now())
        return ''
      default:
        throw new KvsFailure('NOT_SUPPORTED', `The sandbox has no KVS endpoint ${path}.`)
    }
  }

  return {
    usage: meter.usage,
    handle: (path, body) => {
      try {
        return { status: 200, text: answer(path, body) }
      } catch (error) {
        if (!(error instanceof KvsFailure)) throw error
        const { code, message } = error
        return { status: statusOf(code, answers), text: JSON.stringify({ code, message, context: {} }) }
      }
    },
    inspect: () => ({
      kvs: inspectSpace(plain),
      secretKeys: [...secrets.entries()].map(({ key }) => key),
      entities: Object.fromEntries([...rows].map(([name, row]) => [name, inspectSpace(row)])),
    }),
    clear: () => {
      for (const each of [plain, secrets, ...rows.values()]) each.clear()
    },
  }
}

function inspectSpace(space: Space): Record<string, unknown> {
  return Object.fromEntries([...space.entries()].map(({ key, text }) => [key, JSON.parse(text) as unknown]))
}

/** The value's JSON as it stands in the request: @forge/kvs writes key and value in this order, so it need not be made again. */
function valueText(body: string, key: string, entityName: string | undefined, value: unknown): string {
  const name = entityName === undefined ? '' : `"entityName":${JSON.stringify(entityName)},`
  const start = `{${name}"key":${JSON.stringify(key)},"value":`
  return body.startsWith(start) ? body.slice(start.length, -1) : (JSON.stringify(value) ?? '')
}
