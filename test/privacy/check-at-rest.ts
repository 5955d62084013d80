/** Holds what was written against its schema: key by key, field by field. */
import type { Space, Stored } from '../support/witness'

export type Shape = Leaf | readonly [Shape] | { readonly [field: string]: Shape } | OneOf | Pair

interface OneOf {
  readonly oneOf: readonly Shape[]
}
interface Pair {
  readonly pair: readonly [Shape, Shape]
}

export interface Entry {
  readonly space: Space
  /** Words in angle brackets stand for what they name. */
  readonly key: string
  readonly holds: Shape
  readonly why: string
  readonly kept: string
  /** The full run does not come by it: where else it is written. */
  readonly elsewhere?: string
}

export const oneOf = (...shapes: readonly Shape[]): Shape => ({ oneOf: shapes }) as OneOf
export const pair = (first: Shape, second: Shape): Shape => ({ pair: [first, second] }) as Pair

const TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z`
const UUID = String.raw`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`
const ACCOUNT = String.raw`(?:\d{6}:)?(?:${UUID}|[0-9a-f]{24})`
const CODE = '[A-Za-z][A-Za-z-]{0,39}'
const PLAN = String.raw`${CODE}(?::(?:${TIME}|\d+|${CODE}|${UUID}))*`

/** What one value may be; each is narrow enough that no name, address or phone number fits, but for what people type. */
const LEAVES = {
  account: [ACCOUNT, 'Atlassian account id'],
  person: [UUID, 'object id in the directory'],
  'scim id': [UUID, 'id in the SCIM directory'],
  group: [UUID, 'group id'],
  shard: ['[0-9a-f]{3}', 'part of the links, by a hash of the id'],
  'part of a list': ['[0-9a-f]', 'part of a list, by a hash of the id'],
  change: [
    `${CODE} (?:${ACCOUNT})(?: (?:${UUID}|${CODE}))?`,
    'what was to be done, to whom, and the group or the product',
  ],
  'person and account': [`${UUID} (?:${ACCOUNT})?`, 'object id in the directory, and Atlassian account id'],
  time: [TIME, 'instant'],
  day: [String.raw`\d{4}-\d\d-\d\d`, 'day'],
  number: [String.raw`\d+`, 'number'],
  flag: ['true|false', 'yes or no'],
  null: ['null', 'nothing'],
  code: [CODE, 'one of a few words of the app, or a product’s key'],
  plan: [PLAN, 'name of a run, plan, undo, preview or lease'],
  request: [String.raw`(?:undo:)?[a-z-]+:${ACCOUNT}`, 'product and account id'],
  partition: ['[a-z]+(?::[a-z-]+)?', 'state of a request, and its product'],
  id: [String.raw`[\w:./-]{1,300}`, 'an id, an instant, or one of a few words'],
  setting: [
    String.raw`[\w.-]{1,100}(?:\[[\s\S]{1,1200}\](?:\.\w+)?)?`,
    'name of a setting, with the id or pattern of a member of its list',
  ],
  line: [String.raw`[ao] (?:${ACCOUNT}|${UUID}) [a-z-]*`, 'account id or object id, and a reason code'],
  digest: ['[0-9a-f]{8,64}|[A-Za-z0-9_-]{8,64}', 'keyed digest'],
  /** Made by a machine: a token, a cursor, a random key. */
  opaque: [String.raw`\S{1,4000}`, 'token made by a machine'],
  scan: [String.raw`[\x20-\x7e]*`, 'ids, states, instants and keyed digests'],
  /** A sentence of the app or of a remote service. */
  text: [String.raw`[^\n]{1,2000}`, 'a sentence that names nobody'],
  typed: [String.raw`[\s\S]{0,20000}`, 'typed by an administrator'],
} as const satisfies Readonly<Record<string, readonly [pattern: string, meaning: string]>>

export type Leaf = keyof typeof LEAVES

export const MEANINGS: readonly (readonly [Leaf, string])[] = Object.entries(LEAVES).map(
  ([leaf, [, meaning]]) => [leaf as Leaf, meaning] as const,
)

const NUMBERS: ReadonlySet<Leaf> = new Set(['number'])
const wholePatterns = new Map(Object.entries(LEAVES).map(([leaf, [pattern]]) => [leaf, new RegExp(`^(?:${pattern})$`)]))

function isLeaf(value: unknown, leaf: Leaf): boolean {
  if (NUMBERS.has(leaf)) return typeof value === 'number'
  if (leaf === 'flag') return typeof value === 'boolean'
  if (leaf === 'null') return value === null
  return typeof value === 'string' && wholePatterns.get(leaf)!.test(value)
}

/** @returns where a value departs from its shape, or null */
export function findDeparture(value: unknown, shape: Shape, path = ''): string | null {
  if (typeof shape === 'string')
    return isLeaf(value, shape) ? null : `${path}: expected ${shape}, got ${JSON.stringify(value)}`
  if (isList(shape)) {
    if (!Array.isArray(value)) return `${path}: expected a list, got ${JSON.stringify(value)}`
    return firstOf(value.map((item: unknown, index) => findDeparture(item, shape[0], `${path}[${index}]`)))
  }
  if (isOneOf(shape)) {
    const departures = shape.oneOf.map((one) => findDeparture(value, one, path))
    return departures.includes(null) ? null : departures.join(' | ')
  }
  if (isPair(shape)) {
    if (!Array.isArray(value) || value.length !== 2) return `${path}: expected a pair`
    return firstOf(shape.pair.map((one, index) => findDeparture(value[index], one, `${path}[${index}]`)))
  }
  return findFieldDeparture(value, shape, path)
}

function findFieldDeparture(value: unknown, shape: { readonly [field: string]: Shape }, path: string): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `${path}: expected fields, got ${JSON.stringify(value)}`
  const fields = value as Record<string, unknown>
  const missing = Object.keys(shape).find((name) => !/[?>]$/.test(name) && !(name in fields))
  if (missing !== undefined) return `${path}: expected the field ${missing}`
  return firstOf(
    Object.entries(fields).map(([name, each]) => {
      const own = shape[name] ?? shape[`${name}?`] ?? shapeOfKeys(name, shape)
      return own === undefined ? `${path}: unknown field ${name}` : findDeparture(each, own, `${path}.${name}`)
    }),
  )
}

/** Fields that are named by an id: the shape has one field `<kind>`. */
function shapeOfKeys(name: string, shape: { readonly [field: string]: Shape }): Shape | undefined {
  const found = Object.entries(shape).find(([key]) => key.startsWith('<') && toPattern(key).test(name))
  return found?.[1]
}

/** 'seat:<account>' → what such a key looks like. */
function toPattern(key: string): RegExp {
  const parts = key.split(/(<[^>]+>)/).map((part) => {
    if (!part.startsWith('<')) return part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    return `(?:${LEAVES[part.slice(1, -1) as Leaf][0]})`
  })
  return new RegExp(`^${parts.join('')}$`)
}

export const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape)
export const isOneOf = (shape: Shape): shape is OneOf => typeof shape === 'object' && 'oneOf' in shape
export const isPair = (shape: Shape): shape is Pair => typeof shape === 'object' && 'pair' in shape
const firstOf = (departures: readonly (string | null)[]): string | null =>
  departures.find((one) => one !== null) ?? null

export interface Judgement {
  /** What the schema does not allow, each kind once. */
  readonly unknown: readonly string[]
  /** Entries of the schema that nothing was written for. */
  readonly unused: readonly string[]
}

/** Compares everything that was written with the schema. */
export function judge(stored: readonly Stored[], entries: readonly Entry[]): Judgement {
  const patterns = entries.map((entry) => ({ entry, pattern: toPattern(entry.key) }))
  const used = new Set<Entry>()
  const unknown = new Map<string, string>()
  for (const { space, key, value } of stored) {
    const candidates = patterns.filter(({ entry, pattern }) => entry.space === space && pattern.test(key))
    const departures = candidates.map(({ entry }) => ({ entry, departure: findDeparture(value, entry.holds) }))
    const fitting = departures.find(({ departure }) => departure === null)
    if (fitting !== undefined) used.add(fitting.entry)
    else {
      const why = departures.map(({ entry, departure }) => `${entry.key}${departure}`).join('; ') || 'unknown key'
      unknown.set(`${space} ${why.replace(/"[^"]*"|\[\d+\]|\d+/g, '…')}`, `${space} "${key}": ${why}`)
    }
  }
  return {
    unknown: [...unknown.values()],
    unused: entries
      .filter((entry) => !used.has(entry) && entry.elsewhere === undefined)
      .map(({ space, key }) => `${space} ${key}`),
  }
}
