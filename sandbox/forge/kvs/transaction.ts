/** Transactions: all or nothing. Conditions compare what is stored at this instant, on entities only. */
import type { ForgeAnswers } from '../guesses'
import { KVS } from '../limits'
import { allHold, type ConditionList } from './conditions'
import { KvsFailure } from './failure'
import { checkEntityValue } from './schema'
import type { Spaces } from './space'
import type { UsageMeter } from './usage'
import { checkKey, checkValue, readExpiry, type SetOptions } from './validation'

interface Operation {
  readonly key: string
  readonly value?: unknown
  readonly entityName?: string
  readonly conditions?: ConditionList
  readonly options?: SetOptions
}

export interface Transaction {
  readonly set?: readonly Operation[]
  readonly delete?: readonly Operation[]
  readonly check?: readonly Operation[]
}

/** @throws KvsFailure, and then nothing was written */
export function transact(
  { spaces, meter, answers }: { spaces: Spaces; meter: UsageMeter; answers: ForgeAnswers },
  transaction: Transaction,
  now: number,
): void {
  const sets = (transaction.set ?? []).map((operation) => ({
    ...operation,
    text: JSON.stringify(operation.value) ?? '',
  }))
  const deletes = transaction.delete ?? []
  const operations: Operation[] = [...sets, ...deletes, ...(transaction.check ?? [])]
  checkOperations(operations)

  const bytes = [...sets, ...deletes].reduce((sum, { key }) => sum + Buffer.byteLength(key), 0)
  const total = sets.reduce((sum, { text }) => sum + Buffer.byteLength(text), bytes)
  if (total > KVS.transactionBytes)
    throw new KvsFailure('MAX_SIZE', `Expected at most ${KVS.transactionBytes} bytes, got ${total}.`)

  for (const { value, text, entityName, options } of sets) {
    const { maxBytes, schema } = spaces.named(entityName)
    checkValue(value, text, maxBytes)
    if (schema !== null) checkEntityValue(schema, value)
    readExpiry(options, now)
  }
  meter.countWrite(total)
  for (const { key, entityName, conditions } of operations) {
    if (conditions === undefined) continue
    const stored = spaces.named(entityName).get(key)
    const entity = stored === undefined ? null : (JSON.parse(stored.text) as Record<string, unknown>)
    const isJudged = entity !== null || answers['kvs-missing-record-condition'] === 'holds'
    if (!isJudged || !allHold(conditions, entity))
      throw new KvsFailure('CONDITION_FAILED', `The conditions on the key "${key}" do not hold.`)
  }

  for (const { key, value, text, entityName, options } of sets) {
    spaces.named(entityName).put(key, value, text, readExpiry(options, now))
  }
  for (const { key, entityName } of deletes) spaces.named(entityName).remove(key)
}

function checkOperations(operations: readonly Operation[]): void {
  if (operations.length === 0 || operations.length > KVS.transactionItems) {
    throw new KvsFailure('BAD_REQUEST', `Expected 1 to ${KVS.transactionItems} operations, got ${operations.length}.`)
  }
  const seen = new Set<string>()
  for (const { key, entityName, conditions } of operations) {
    checkKey(key)
    if (conditions !== undefined && entityName === undefined) {
      throw new KvsFailure('BAD_REQUEST', `Conditions work on entities only; "${key}" is a plain key.`)
    }
    const identity = `${entityName ?? ''}\0${key}`
    if (seen.has(identity)) throw new KvsFailure('BAD_REQUEST', `Expected each key once, got "${key}" twice.`)
    seen.add(identity)
  }
}
