/** Every setting of the app, a row for each field. One more is its row, in the file of its section, and its control. */
import { accounts } from './accounts'
import { approvals } from './approvals'
import { billing } from './billing'
import { exemptions } from './exemptions'
import { localGroups } from './local-groups'
import { alerts, notices } from './notices'
import { products } from './products'
import type { Products } from './products'
import { isRow } from './row'
import type { Field, Row, Rows, Rule, ValuesOf } from './row'
import { schedules } from './schedules'
import { scope } from './scope'
import { signals } from './signals'
import { sweep } from './sweep'
import { waiting } from './waiting'

const TABLE = {
  ...scope.rows,
  ...accounts.rows,
  ...localGroups.rows,
  ...products.rows,
  ...signals.rows,
  ...waiting.rows,
  ...sweep.rows,
  ...exemptions.rows,
  ...approvals.rows,
  ...notices.rows,
  ...alerts.rows,
  ...billing.rows,
  ...schedules.rows,
}

/** What an administrator sets. Secrets are not here: they live in Forge's secret store. */
export type SettingValues = ValuesOf<Omit<typeof TABLE, 'products'>> & { readonly products: Products }

export const ROWS: Rows = TABLE

/** In the order in which an administrator meets them. */
export const SECTIONS = {
  ...{ scope, accounts, localGroups, products, signals, waiting },
  ...{ sweep, exemptions, approvals, notices, alerts, billing, schedules },
} as const

export type SectionName = keyof typeof SECTIONS

export const RULES = Object.values(SECTIONS).flatMap(
  ({ rules }) => rules as readonly unknown[],
) as readonly Rule<SettingValues>[]

/** Every row by its path, e.g. `schedules.sweep`. */
export const LEAVES: ReadonlyMap<string, Row> = new Map(leavesOf(ROWS))

export function leavesOf(rows: Rows, prefix = ''): readonly (readonly [path: string, row: Row])[] {
  return Object.entries(rows).flatMap(([name, node]) =>
    isRow(node) ? [[prefix + name, node] as const] : leavesOf(node, `${prefix}${name}.`),
  )
}

/** A place in the settings: a leaf, or a field of a record in a list, e.g. `products[confluence].cap`. */
export interface Place {
  readonly field: Field
  /** The leaf: the list itself where the place is in a record. */
  readonly path: string
  readonly row: Row
  readonly record?: { readonly id: string; readonly name: string }
}

/** @returns the place, or null when there is no such setting */
export function findPlace(path: string): Place | null {
  const row = LEAVES.get(path)
  if (row !== undefined) return { field: row, path, row }
  const [, listPath = '', id = '', name = ''] = /^([^[]+)\[(.+)\]\.(\w+)$/s.exec(path) ?? []
  const records = LEAVES.get(listPath)
  const field = records?.members?.fields?.[name]
  return records === undefined || field === undefined
    ? null
    : { field, path: listPath, row: records, record: { id, name } }
}

/** @returns the row in which a place lies, or null */
export function leafOf(place: string): Row | null {
  return LEAVES.get(place.replace(/\[.*$/s, '')) ?? null
}

/** What the page calls a setting, a record of a list, or a field of one. */
export function labelOf(path: string): string {
  const [, listPath = path, id, rest = ''] = /^([^[]+)\[(.+?)\](?:\.(.+))?$/s.exec(path) ?? []
  const row = LEAVES.get(listPath)
  if (row === undefined) return path
  if (id === undefined) return row.label
  const member = row.members?.nameOf?.(id) ?? id
  const field = row.members?.fields?.[rest.replace(/\[.*$/s, '')]
  if (field === undefined) return `${row.label}, ${member}`
  const label = field.label.replace('{member}', member)
  return row.members?.nameOf === undefined ? `${row.label}, ${label}` : label
}

/** A place that is told by positions, as the form does: `products.2.seatReserve` is that of the third product. */
export function lookUp(
  path: readonly string[],
  values: unknown,
): { readonly field: Field | null; readonly label: string } {
  let node: Rows | Row | undefined = ROWS
  let value = values
  for (const [depth, name] of path.entries()) {
    if (isRow(node)) {
      const { members } = node
      const field = members?.fields?.[path[depth + 1] ?? ''] ?? node
      const called = members?.nameOf?.(members.idOf(readAt(value, name))) ?? String(Number(name) + 1)
      return { field, label: field.label.replace('{member}', called) }
    }
    node = (node as Rows | undefined)?.[name]
    value = readAt(value, name)
  }
  return isRow(node) ? { field: node, label: node.label } : { field: null, label: 'Settings' }
}

export function readAt(values: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], values)
}

/** @returns a copy that differs at this place only; a number in the path is a position in a list */
export function writeAt<T>(values: T, path: string, value: unknown): T {
  const [name = '', ...rest] = path.split('.')
  const part = (values ?? {}) as Record<string, unknown>
  const next = rest.length === 0 ? value : writeAt(part[name], rest.join('.'), value)
  return (Array.isArray(values) ? values.with(Number(name), next) : { ...part, [name]: next }) as T
}
