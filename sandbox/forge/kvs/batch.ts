/** The batch endpoints: at most 25 items, each of which succeeds or fails on its own. */
import type { ForgeAnswers } from '../guesses'
import { KVS } from '../limits'
import { KvsFailure } from './failure'
import type { Spaces } from './space'
import { sizeOf, toJson } from './stored-value'
import type { UsageMeter } from './usage'
import { checkKey, checkValue, readExpiry, type SetOptions } from './validation'

export interface BatchItem {
  readonly key: string
  readonly entityName?: string
  readonly value?: unknown
  readonly options?: SetOptions
}

interface Store {
  readonly spaces: Spaces
  readonly meter: UsageMeter
  readonly answers: ForgeAnswers
}

export function batchGet(store: Store, items: readonly BatchItem[]): string {
  const { spaces, meter } = store
  admit(store, items)
  let bytes = 0
  const reply = eachItem(items, (item) => {
    checkKey(item.key)
    const found = spaces.named(item.entityName).get(item.key)
    if (found === undefined) {
      bytes += KVS.emptyReadBytes
      return { code: 'KEY_NOT_FOUND', message: `No value for the key "${item.key}".` }
    }
    bytes += sizeOf(found)
    return item.entityName === undefined
      ? toJson(found)
      : `{"entityName":${JSON.stringify(item.entityName)},${toJson(found).slice(1)}`
  })
  meter.countRead(bytes)
  return reply
}

export function batchSet(store: Store, items: readonly BatchItem[], now: number): string {
  const { spaces, meter } = store
  admit(store, items)
  const texts = items.map(({ value }) => JSON.stringify(value) ?? '')
  const bytes = items.reduce(
    (sum, { key }, index) => sum + Buffer.byteLength(String(key)) + Buffer.byteLength(texts[index]!),
    0,
  )
  if (bytes > KVS.batchBytes)
    throw new KvsFailure('MAX_SIZE', `Expected a batch of at most ${KVS.batchBytes} bytes, got ${bytes}.`)
  meter.countWrite(bytes)
  return eachItem(items, ({ key, value, entityName, options }, index) => {
    checkKey(key)
    const space = spaces.named(entityName)
    checkValue(value, texts[index]!, space.maxBytes)
    meter.countKey(`${space.name}/${key}`, Buffer.byteLength(key) + Buffer.byteLength(texts[index]!))
    space.put(key, value, texts[index]!, readExpiry(options, now))
    return identity(key, entityName)
  })
}

export function batchDelete(store: Store, items: readonly BatchItem[]): string {
  const { spaces, meter } = store
  admit(store, items)
  meter.countWrite(items.reduce((sum, { key }) => sum + Buffer.byteLength(String(key)), 0))
  return eachItem(items, ({ key, entityName }) => {
    checkKey(key)
    spaces.named(entityName).remove(key)
    return identity(key, entityName)
  })
}

/** @throws KvsFailure when the batch is refused as a whole */
function admit({ meter, answers }: Store, items: readonly BatchItem[]): void {
  if (!Array.isArray(items) || items.length === 0 || items.length > KVS.batchItems) {
    throw new KvsFailure('BAD_REQUEST', `Expected a batch of 1 to ${KVS.batchItems} items, got ${items.length}.`)
  }
  if (answers['kvs-batch-key-twice'] === 'refused') {
    const names = items.map(({ key, entityName = '' }) => `${entityName}\0${key}`)
    const twice = items.find((_, index) => names.indexOf(names[index]!) !== index)
    if (twice !== undefined) throw new KvsFailure('BAD_REQUEST', `Expected each key once, got "${twice.key}" twice.`)
  }
  if (answers['kvs-batch-operations'] === '45-a-minute') meter.countBatch()
}

/** An item that failed: not thrown where it is common, since an error costs more than the read. */
type ItemFailure = Pick<KvsFailure, 'code' | 'message'>

function eachItem(
  items: readonly BatchItem[],
  apply: (item: BatchItem, index: number) => string | ItemFailure,
): string {
  const successful: string[] = []
  const failed: string[] = []
  items.forEach((item, index) => {
    const answer = attempt(() => apply(item, index))
    if (typeof answer === 'string') successful.push(answer)
    else {
      const { code, message } = answer
      failed.push(JSON.stringify({ key: item.key, entityName: item.entityName, error: { code, message } }))
    }
  })
  return `{"successfulKeys":[${successful.join(',')}],"failedKeys":[${failed.join(',')}]}`
}

function attempt(apply: () => string | ItemFailure): string | ItemFailure {
  try {
    return apply()
  } catch (error) {
    if (error instanceof KvsFailure) return error
    throw error
  }
}

function identity(key: string, entityName: string | undefined): string {
  return JSON.stringify({ key, entityName })
}
