import * as v from 'valibot'
import { id } from './parts'

/** The nightly runs that can be tried on settings which nobody has saved. */
export type PreviewedJob = 'sweep' | 'provision'

export interface Choice<T = unknown> {
  readonly label: string
  readonly value: T
}

/** One field of a setting: everything that the form, the messages, the audit trail and the guide say of it. */
export interface Field<T = unknown> {
  readonly schema: v.GenericSchema<unknown, T>
  readonly default: T
  /** In a list of records `{member}` stands for the record. */
  readonly label: string
  readonly unit?: 'days' | 'minutes' | 'seats' | 'people'
  readonly help?: string
  /** Of a field with few values: what the page calls each. */
  readonly choices?: readonly Choice[]
  /** Of a list: how its members are told apart, wherever they stand in it. */
  readonly members?: Members
}

/** A leaf of the settings. */
export interface Row<T = unknown> extends Field<T> {
  /** The runs that would go another way; none = it counts from the next request, signal or tick on. */
  readonly previews: readonly PreviewedJob[]
}

export interface Members {
  idOf(member: unknown): string
  /** Of records: their fields. */
  readonly fields?: Fields
  /** What messages call a record by its id; without it, they say which in the list it is. */
  nameOf?(id: string): string
}

export interface Fields {
  readonly [name: string]: Field
}
export interface Rows {
  readonly [name: string]: Row | Rows
}

/** What leaves judge together. A change of one and somebody else's change of another are not merged. */
export interface Rule<S> {
  /** `products[].kind` is the kind of the same product as in the other paths. */
  readonly paths: readonly string[]
  /** @returns what is wrong, as a whole sentence, or null. Absent: it is judged where the world can be asked */
  check?(settings: S): string | null
}

/** The values that rows describe. */
export type ValuesOf<T> = T extends Field<infer Value> ? Value : { readonly [Name in keyof T]: ValuesOf<T[Name]> }

export const PROVISION: readonly PreviewedJob[] = ['provision']
export const SWEEP: readonly PreviewedJob[] = ['sweep']
export const BOTH: readonly PreviewedJob[] = ['provision', 'sweep']
export const NONE: readonly PreviewedJob[] = []

type Described<S extends v.GenericSchema> = Omit<Field<v.InferOutput<S>>, 'schema' | 'members'>

export function row<const S extends v.GenericSchema>(
  schema: S,
  about: NoInfer<Described<S>> & Partial<Pick<Row, 'previews'>>,
): Row<v.InferOutput<S>> {
  return { schema, ...about } as Row<v.InferOutput<S>>
}

interface Limits {
  readonly max: number
  readonly min?: number
  /** What the list holds, for messages: "expected at most 20 ids". */
  readonly of: string
}

type AboutList<T> = Omit<Field<readonly T[]>, 'schema' | 'members' | 'default'> & { readonly default?: readonly T[] }

/** A list of ids, patterns or words; each is its own id. */
export function list<const S extends v.GenericSchema<unknown, string | number>, A extends AboutList<v.InferOutput<S>>>(
  member: S,
  limits: Limits,
  about: A,
): A & Row<readonly v.InferOutput<S>[]> {
  return { default: [], ...about, schema: listOf(member, limits), members: { idOf: String } } as never
}

/** A list of ids of people, groups or applications. */
export function ids<A extends AboutList<string>>(max: number, about: A): A & Row<readonly string[]> {
  return list(id, { max, of: 'ids' }, about)
}

/** A list of records, which `idOf` tells apart. */
export function records<const F extends Fields, A extends AboutList<ValuesOf<F>>>(
  fields: F,
  { idOf, nameOf, ...limits }: Limits & { idOf(record: ValuesOf<F>): string; nameOf?(id: string): string },
  about: A,
): A & Row<readonly ValuesOf<F>[]> {
  const names = Object.keys(fields)
  const schemas = Object.fromEntries(names.map((name) => [name, fields[name]!.schema]))
  const record = v.strictObject(schemas, `expected the fields ${names.join(', ')}`)
  const members: Members = {
    // What somebody sends may be anything; the schema judges it afterwards.
    idOf: (member) => idOf((typeof member === 'object' && member !== null ? member : {}) as ValuesOf<F>),
    fields,
    ...(nameOf === undefined ? {} : { nameOf }),
  }
  return { default: [], ...about, schema: listOf(record, limits), members } as never
}

function listOf(member: v.GenericSchema, { max, min = 0, of }: Limits) {
  return v.pipe(
    v.array(member, `expected a list of ${of}`),
    v.minLength(min, 'expected at least one'),
    v.maxLength(max, `expected at most ${max} ${of}`),
  )
}

export function isRow(node: unknown): node is Row {
  return typeof node === 'object' && node !== null && 'schema' in node
}

export interface Section<R extends Rows = Rows> {
  readonly title: string
  /** One sentence above its fields. */
  readonly about: string
  /** The runs that any of its rows changes, but those that say otherwise. */
  readonly previews: readonly PreviewedJob[]
  readonly rows: R
  readonly rules: readonly Rule<ValuesOf<R>>[]
}

/** A part of the settings as an administrator meets it on the page. */
export function section<R extends Rows>(
  about: Omit<Section<R>, 'rules'>,
  ...rules: readonly Rule<ValuesOf<R>>[]
): Section<R> {
  return { ...about, rows: withPreviews(about.rows, about.previews) as R, rules }
}

function withPreviews(rows: Rows, previews: readonly PreviewedJob[]): Rows {
  return Object.fromEntries(
    Object.entries(rows).map(([name, node]) => [
      name,
      isRow(node) ? { previews, ...(node as Field) } : withPreviews(node, previews),
    ]),
  )
}
