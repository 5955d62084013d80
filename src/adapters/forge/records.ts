import { FilterConditions, Filter, kvs } from '@forge/kvs'
import type { RecordStore, Versioned } from '../../ports'
import { patiently } from './patiently'
import { inBatches, isConflict } from './store'

/** Leases spell their fields out, links keep theirs in `data`; both have a version for compare-and-set. */
interface Stored {
  version: number
  data?: unknown
  [field: string]: unknown
}

/** Records with compare-and-set, on custom entities: only there Forge's transactions take conditions. */
export function createRecordStore(): RecordStore {
  return {
    readMany: async <T>(kind: 'lease' | 'links', keys: readonly string[]) => {
      const records = new Map<string, Versioned<T>>()
      await inBatches(keys, async (batch) => {
        const { successfulKeys } = await kvs.batchGet<Stored>(batch.map((key) => ({ key, entityName: kind })))
        for (const { key, value } of successfulKeys) records.set(key, toVersioned<T>(kind, value))
      })
      return records
    },
    swap: async (kind, key, expected, value) => {
      const stored = toStored(kind, (expected ?? 0) + 1, value)
      try {
        if (expected === null) {
          await patiently(() => kvs.entity<Stored>(kind).set(key, stored, { keyPolicy: 'FAIL_IF_EXISTS' }))
        } else {
          const isUnchanged = new Filter<Stored>().and('version', FilterConditions.equalTo(expected))
          const conditions = { entityName: kind, conditions: isUnchanged }
          await patiently(() => kvs.transact().set(key, stored, conditions).execute())
        }
        return true
      } catch (error) {
        if (isConflict(error)) return false
        throw error
      }
    },
  }
}

function toVersioned<T>(kind: 'lease' | 'links', stored: Stored): Versioned<T> {
  const { version, ...fields } = stored
  return { version, value: (kind === 'links' ? fields.data : fields) as T }
}

function toStored(kind: 'lease' | 'links', version: number, value: unknown): Stored {
  return kind === 'links' ? { version, data: value } : { version, ...(value as object) }
}
