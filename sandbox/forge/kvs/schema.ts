/** Custom entities as the manifest declares them, and the strict typing of their values. */
import { ENTITY } from '../limits'
import { KvsFailure } from './failure'

export type AttributeType = 'string' | 'boolean' | 'integer' | 'float' | 'any'

export interface EntityIndex {
  readonly name: string
  /** Attributes that a query must name exactly, in order. */
  readonly partition: readonly string[]
  /** Attribute by which the rows of a partition are sorted; null sorts by key. */
  readonly range: string | null
}

export interface EntitySchema {
  readonly name: string
  readonly attributes: Readonly<Record<string, AttributeType>>
  readonly indexes: readonly EntityIndex[]
}

/** `app.storage.entities` of manifest.yml; an index is an attribute name or has name, partition and range. */
export type EntityDeclaration = {
  name: string
  attributes: Record<string, { type: AttributeType }>
  indexes?: (string | { name: string; partition?: string[]; range?: string[] })[]
}

/** @throws Error when the declaration breaks a documented limit: such an app could not be deployed */
export function readEntitySchemas(declarations: readonly EntityDeclaration[]): EntitySchema[] {
  check(declarations.length <= ENTITY.entities, `at most ${ENTITY.entities} entities`, declarations.length)
  return declarations.map((declaration) => {
    const attributes = Object.fromEntries(
      Object.entries(declaration.attributes).map(([name, { type }]) => [name, type]),
    )
    const names = Object.keys(attributes)
    check(
      names.length <= ENTITY.attributes,
      `at most ${ENTITY.attributes} attributes in ${declaration.name}`,
      names.length,
    )
    const long = names.find((name) => name.length > ENTITY.attributeNameChars)
    check(long === undefined, `attribute names of at most ${ENTITY.attributeNameChars} characters`, long)

    const indexes = (declaration.indexes ?? []).map((index) => readIndex(index))
    check(indexes.length <= ENTITY.indexes, `at most ${ENTITY.indexes} indexes on ${declaration.name}`, indexes.length)
    for (const index of indexes) {
      for (const attribute of [...index.partition, ...(index.range === null ? [] : [index.range])]) {
        const type = attributes[attribute]
        check(type !== undefined && type !== 'any', `an indexable attribute in index ${index.name}`, attribute)
      }
    }
    return { name: declaration.name, attributes, indexes }
  })
}

function readIndex(index: string | { name: string; partition?: string[]; range?: string[] }): EntityIndex {
  if (typeof index === 'string') return { name: index, partition: [], range: index }
  const range = index.range ?? []
  check(range.length <= ENTITY.rangeAttributes, `one range attribute in index ${index.name}`, range.length)
  return { name: index.name, partition: index.partition ?? [], range: range[0] ?? null }
}

function check(holds: boolean, expected: string, got: unknown): void {
  if (!holds) throw new Error(`manifest.yml app.storage.entities: expected ${expected}, got ${String(got)}.`)
}

/** @throws KvsFailure when a value does not fit the entity's declared types */
export function checkEntityValue(schema: EntitySchema, value: unknown): asserts value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(schema, 'expected an object')
  }
  for (const [name, part] of Object.entries(value)) {
    const type = schema.attributes[name]
    if (type === undefined) throw invalid(schema, `the attribute "${name}" is not declared`)
    if (typeof part === 'string' && isRange(schema, name) && Buffer.byteLength(part) > ENTITY.rangeBytes) {
      throw invalid(schema, `the range attribute "${name}" may have ${ENTITY.rangeBytes} bytes`)
    }
    if (!fits(type, part)) {
      throw invalid(schema, `expected "${name}" to be ${EXPECTED[type]}, got ${JSON.stringify(part)}`)
    }
  }
  checkPartitions(schema, value as Record<string, unknown>)
}

function checkPartitions(schema: EntitySchema, value: Readonly<Record<string, unknown>>): void {
  for (const { name, partition } of schema.indexes) {
    const bytes = Buffer.byteLength(JSON.stringify(partition.map((attribute) => value[attribute] ?? null)))
    if (partition.length > 0 && bytes > ENTITY.partitionBytes)
      throw invalid(schema, `the partition of the index "${name}" may have ${ENTITY.partitionBytes} bytes`)
  }
}

function isRange(schema: EntitySchema, attribute: string): boolean {
  return schema.indexes.some(({ range }) => range === attribute)
}

const EXPECTED: Record<AttributeType, string> = {
  string: 'a string that is not empty',
  boolean: 'a boolean',
  integer: 'an integer of 32 bits',
  float: 'a number',
  any: 'anything',
}

function fits(type: AttributeType, value: unknown): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string' && value !== ''
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
      return Number.isInteger(value) && Number(value) >= ENTITY.minInteger && Number(value) <= ENTITY.maxInteger
    case 'float':
      return typeof value === 'number'
    case 'any':
      return true
  }
}

function invalid(schema: EntitySchema, what: string): KvsFailure {
  return new KvsFailure('INVALID_ENTITY_VALUE', `Entity "${schema.name}": ${what}.`)
}
