/**
 * What queries see of one space (the plain keys, or one entity): a replica that follows the writes with a lag.
 *
 * Queries are documented as eventually consistent, `get` is not; so a query may miss a row that a `get` already
 * returns, and may return one that is deleted.
 */
import type { Random } from '../../random'
import { KVS } from '../limits'
import type { EntityIndex } from './schema'
import { createSortedRows, type Row, type SortedRows } from './sorted-rows'
import type { StoredValue } from './stored-value'

export interface QueryView {
  /** @param attributes the parsed value of an entity; null for plain keys, which have no indexes */
  follow(
    now: number,
    key: string,
    value: StoredValue | null,
    attributes: Readonly<Record<string, unknown>> | null,
  ): void
  /** Rows of one partition as visible at `now`, in order. */
  rows(now: number, index: EntityIndex, partition: readonly unknown[]): readonly Row[]
  valueOf(key: string): StoredValue | undefined
}

/** The built-in index of every entity, and the only order of plain keys. */
export const BY_KEY: EntityIndex = { name: 'by-key', partition: [], range: null }

interface Placement {
  readonly rows: SortedRows
  readonly row: Row
}

interface Change {
  readonly visibleAt: number
  readonly key: string
  readonly value: StoredValue | null
  readonly attributes: Readonly<Record<string, unknown>> | null
}

export function createQueryView(indexes: readonly EntityIndex[], random: Random): QueryView {
  const values = new Map<string, StoredValue>()
  const placements = new Map<string, Placement[]>()
  const partitions = new Map<string, SortedRows>()
  const allIndexes = [BY_KEY, ...indexes]
  let pending: Change[] = []
  let applied = 0

  function follow(now: number, key: string, value: StoredValue | null, attributes: Change['attributes']): void {
    catchUp(now)
    // A replica applies writes in their order, so a write never overtakes an earlier one.
    const visibleAt = Math.max(pending.at(-1)?.visibleAt ?? 0, now + random.int(0, KVS.maxQueryLagMs))
    pending.push({ visibleAt, key, value, attributes })
  }

  function catchUp(now: number): void {
    while (applied < pending.length && pending[applied]!.visibleAt <= now) apply(pending[applied++]!)
    if (applied > 1_000 || (applied > 0 && applied === pending.length)) {
      pending = pending.slice(applied)
      applied = 0
    }
  }

  function apply({ key, value, attributes }: Change): void {
    const known = placements.get(key)
    // An overwritten plain value stays where it is: most writes end here.
    if (value !== null && known !== undefined && indexes.length === 0) {
      values.set(key, value)
      return
    }
    if (known !== undefined) for (const { rows, row } of known) rows.remove(row)
    if (value === null) {
      values.delete(key)
      placements.delete(key)
      return
    }
    values.set(key, value)
    placements.set(key, place(key, attributes))
  }

  function place(key: string, attributes: Change['attributes']): Placement[] {
    const places: Placement[] = []
    for (const index of allIndexes) {
      const range = index.range === null ? key : attributes?.[index.range]
      const partition = index.partition.map((name) => attributes?.[name])
      // A value without an indexed attribute does not appear in that index.
      if (range === undefined || partition.includes(undefined)) continue
      const rows = rowsOf(index, partition)
      const row = { key, range: range as Row['range'] }
      rows.insert(row)
      places.push({ rows, row })
    }
    return places
  }

  function rowsOf(index: EntityIndex, partition: readonly unknown[]): SortedRows {
    const name = index === BY_KEY ? '' : `${index.name}${JSON.stringify(partition)}`
    let rows = partitions.get(name)
    if (rows === undefined) partitions.set(name, (rows = createSortedRows()))
    return rows
  }

  return {
    follow,
    rows: (now, index, partition) => {
      catchUp(now)
      return rowsOf(index, partition).read()
    },
    valueOf: (key) => values.get(key),
  }
}
