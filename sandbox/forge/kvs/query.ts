/** The two query endpoints: plain keys by prefix, entities by index. Pages are text, made of the stored JSON. */
import { KVS, ENTITY } from '../limits'
import { allHold, holds, type Condition, type ConditionList } from './conditions'
import { KvsFailure } from './failure'
import { BY_KEY } from './query-view'
import type { EntityIndex, EntitySchema } from './schema'
import { compareRows, findStart, type Row } from './sorted-rows'
import type { Space } from './space'
import type { StoredValue } from './stored-value'

export interface KvsQuery {
  readonly limit?: number
  readonly after?: string
  readonly where?: readonly (Condition & { readonly property: string })[]
  readonly options?: { readonly metadataFields?: readonly string[] }
}

export interface EntityQuery {
  readonly entityName: string
  readonly indexName: string
  readonly partition?: readonly unknown[]
  readonly range?: Condition
  readonly filters?: ConditionList
  readonly sort?: 'ASC' | 'DESC'
  readonly cursor?: string
  readonly limit?: number
  readonly options?: { readonly metadataFields?: readonly string[] }
}

export interface Page {
  readonly values: readonly StoredValue[]
  readonly cursor: string | null
}

export function queryKeys(space: Space, query: KvsQuery, now: number): Page {
  const where = query.where?.[0]
  if (where !== undefined && (where.property !== 'key' || where.condition !== 'BEGINS_WITH')) {
    throw new KvsFailure('BAD_REQUEST', 'Plain keys can be queried by BEGINS_WITH on "key" only.')
  }
  return readPage(space, space.view!.rows(now, BY_KEY, []), {
    limit: query.limit,
    cursor: query.after,
    range: where,
    filters: undefined,
    isDescending: false,
  })
}

export function queryEntity(space: Space, schema: EntitySchema, query: EntityQuery, now: number): Page {
  const index = query.indexName === 'by-key' ? BY_KEY : schema.indexes.find(({ name }) => name === query.indexName)
  if (index === undefined)
    throw new KvsFailure('BAD_REQUEST', `Entity "${schema.name}" has no index "${query.indexName}".`)
  const partition = query.partition ?? []
  checkPartition(schema, index, partition)
  checkFilters(schema, query.filters)
  if (query.range !== undefined && index.range === null && index !== BY_KEY) {
    throw new KvsFailure('BAD_REQUEST', `The index "${index.name}" has no range attribute.`)
  }
  return readPage(space, space.view!.rows(now, index, partition), {
    limit: query.limit,
    cursor: query.cursor,
    range: query.range,
    filters: query.filters,
    isDescending: query.sort === 'DESC',
  })
}

function checkPartition(schema: EntitySchema, index: EntityIndex, partition: readonly unknown[]): void {
  if (partition.length !== index.partition.length) {
    throw new KvsFailure(
      'BAD_REQUEST',
      `The index "${index.name}" needs ${index.partition.length} partition values, got ${partition.length}.`,
    )
  }
  const bytes = Buffer.byteLength(JSON.stringify(partition))
  if (bytes > ENTITY.partitionBytes) throw new KvsFailure('MAX_SIZE', `A partition of ${bytes} bytes is too large.`)
}

function checkFilters(schema: EntitySchema, filters: ConditionList | undefined): void {
  for (const { property } of filters?.and ?? filters?.or ?? []) {
    const type = schema.attributes[property]
    if (type === undefined || type === 'any') {
      throw new KvsFailure('BAD_REQUEST', `Entity "${schema.name}" cannot be filtered by "${property}".`)
    }
  }
}

interface PageRequest {
  readonly limit: number | undefined
  readonly cursor: string | undefined
  readonly range: Condition | undefined
  readonly filters: ConditionList | undefined
  readonly isDescending: boolean
}

/**
 * Filters are applied after `limit` rows were read, as documented: a page may be empty and still have a cursor.
 */
function readPage(space: Space, rows: readonly Row[], request: PageRequest): Page {
  const limit = request.limit ?? KVS.queryPage
  if (!Number.isInteger(limit) || limit < 1 || limit > KVS.maxQueryPage) {
    throw new KvsFailure('BAD_REQUEST', `Expected a limit from 1 to ${KVS.maxQueryPage}, got ${String(limit)}.`)
  }
  const step = request.isDescending ? -1 : 1
  const values: StoredValue[] = []
  let read = 0
  let last: Row | null = null
  for (let at = firstRow(rows, request); at >= 0 && at < rows.length; at += step) {
    const row = rows[at]!
    if (request.range !== undefined && !holds(request.range, row.range)) {
      if (isPast(request.range, row, request.isDescending)) break
      continue
    }
    if (read === limit) return { values, cursor: encodeCursor(last!) }
    read += 1
    last = row
    const value = space.view!.valueOf(row.key)!
    if (request.filters === undefined || allHold(request.filters, JSON.parse(value.text) as Record<string, unknown>)) {
      values.push(value)
    }
  }
  return { values, cursor: null }
}

/** Where to start: behind the cursor, or at the first row that the range can contain. */
function firstRow(rows: readonly Row[], { cursor, range, isDescending }: PageRequest): number {
  if (cursor !== undefined) {
    const row = decodeCursor(cursor)
    return isDescending
      ? findStart(rows, (other) => compareRows(other, row) < 0) - 1
      : findStart(rows, (other) => compareRows(other, row) <= 0)
  }
  if (isDescending) return rows.length - 1
  const hasLowerBound = range !== undefined && !range.condition.startsWith('LESS_THAN')
  return hasLowerBound ? findStart(rows, (row) => row.range < (range.values[0] as Row['range'])) : 0
}

/** True when no later row can fit the range any more. */
function isPast(range: Condition, row: Row, isDescending: boolean): boolean {
  if (isDescending) return !range.condition.startsWith('LESS_THAN') && row.range < (range.values[0] as Row['range'])
  if (range.condition.startsWith('GREATER_THAN')) return false
  const upper = (range.condition === 'BETWEEN' ? range.values[1] : range.values[0]) as Row['range']
  return row.range > upper
}

function encodeCursor(row: Row): string {
  return Buffer.from(JSON.stringify([row.range, row.key])).toString('base64url')
}

function decodeCursor(cursor: string): Row {
  try {
    const [range, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [Row['range'], string]
    return { range, key }
  } catch {
    throw new KvsFailure('BAD_REQUEST', `Invalid cursor "${cursor}".`)
  }
}
