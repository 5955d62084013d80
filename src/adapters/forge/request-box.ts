import { Filter, FilterConditions, Sort, kvs } from '@forge/kvs'
import { MINUTE_MS, SECOND_MS } from '../../core/time'
import type { AccessRequest, RequestBox } from '../../ports'
import { withRetry } from './with-retry'
import type { Retry } from './with-retry'
import { ENTITY as RECORD, deleteItems, isRefused, readItems, readNamed, writeBeside, writeItems } from './store'
import type { Stored as StoredRecord } from './store'

const ENTITY = 'request'
const BY_STATE = 'by-state-asked'
/** Largest page of an entity query. */
const QUERY_MAX = 100
/**
 * Whoever is tried again later stands behind all others of the same state: from here on the order counts minutes, which 32
 * bits hold until 2060. Seconds of asking come this far in 2036.
 */
const LATER = 2_100_000_000

interface Stored {
  state: string
  askedAtSecond: number
  data: Omit<AccessRequest, 'state' | 'key'>
}

/** Requests are a custom entity, so that they can be listed by state and age. */
export function createRequestBox(retry: Retry = withRetry): RequestBox {
  const entity = () => kvs.entity<Stored>(ENTITY)
  const query = async (partition: string, limit: number): Promise<AccessRequest[]> => {
    const { results } = await retry(() =>
      entity()
        .query()
        .index(BY_STATE, { partition: [partition] })
        .sort(Sort.ASC)
        .limit(Math.min(limit, QUERY_MAX))
        .getMany(),
    )
    return results.map(({ key, value }) => fromStored(key, value))
  }
  return {
    add: async (request) => {
      try {
        await retry(() => entity().set(request.key, toStored(request), { keyPolicy: 'FAIL_IF_EXISTS' }))
        return true
      } catch (error) {
        if (!isRefused(error)) throw error
        // 409 says that it is there already; which status Forge really has for that, is documented nowhere.
        if (error.responseDetails.status === 409) return false
        if ((await retry(() => entity().get(request.key))) === undefined) throw error
        return false
      }
    },
    askAgain: (request) =>
      writeBeside(ENTITY, [toItem(request, FilterConditions.equalTo('refused'))], new Map(), retry),
    getMany: async (keys) =>
      (await readItems<Stored>(ENTITY, keys, retry)).map(({ key, value }) => fromStored(key, value)),
    list: (state, limit) => query(state, limit),
    listWaiting: (productKey, limit) => query(toPartition('waiting', productKey), limit),
    update: (requests) =>
      writeItems(
        ENTITY,
        requests.map((request) => ({ key: request.key, value: toStored(request) })),
        retry,
      ),
    remove: (keys) => deleteItems(ENTITY, keys, retry),
    readBeside: async (keys, recordKeys) => {
      const items = [
        ...[...new Set(keys)].map((key) => ({ key, entityName: ENTITY })),
        ...[...new Set(recordKeys)].map((key) => ({ key, entityName: RECORD })),
      ]
      const wanted = new Set(keys)
      const found = await readNamed<Stored | StoredRecord>(items, retry)
      return {
        requests: found.flatMap(({ key, value }) => (wanted.has(key) ? [fromStored(key, value as Stored)] : [])),
        records: new Map(
          found.flatMap(({ key, value }) => {
            const { version, data } = value as StoredRecord
            return wanted.has(key) ? [] : [[key, { version, value: data }] as const]
          }),
        ),
      }
    },
    addBeside: (requests, changes) =>
      writeBeside(
        ENTITY,
        requests.map((request) => toItem(request, FilterConditions.notExists())),
        changes,
        retry,
      ),
  }
}

/** A request that is written only while the one that is there has such a state. */
function toItem(
  request: AccessRequest,
  state: ReturnType<typeof FilterConditions.notExists | typeof FilterConditions.equalTo>,
) {
  return { key: request.key, value: toStored(request), conditions: new Filter<Stored>().and('state', state) }
}

/** Each product has a waiting list of its own, so that a full one does not hide those who wait for another. */
function toPartition(state: AccessRequest['state'], productKey: string): string {
  return state === 'waiting' ? `waiting:${productKey}` : state
}

function toStored({ state, key: _key, ...data }: AccessRequest): Stored {
  return {
    state: toPartition(state, data.productKey),
    askedAtSecond: toOrder(data),
    data,
  }
}

function toOrder({ nextAt, place, askedAt }: Stored['data']): number {
  if (nextAt !== undefined) return LATER + Math.floor(Date.parse(nextAt) / MINUTE_MS)
  return place ?? Math.floor(Date.parse(askedAt) / SECOND_MS)
}

function fromStored(key: string, { state, data }: Stored): AccessRequest {
  return { key, state: state.split(':')[0] as AccessRequest['state'], ...data }
}
