import { completeSettings } from '.'
import { AppError } from '../errors'
import { judgeSettings } from './judge'
import type { SettingProblem } from './judge'
import type { Field, Members } from './row'
import { LEAVES, findPlace, leavesOf, readAt, ROWS, writeAt } from './table'
import type { SettingValues } from './table'

/**
 * One change of the settings. Lists change by their members, which are told by their id: who adds somebody keeps whom
 * somebody else has added. An added record that is there already gets the fields that are given.
 */
export type Change =
  /** `waitingDays`, `products[confluence].cap`; of a list, the whole of it */
  | { readonly path: string; readonly value: unknown }
  | { readonly path: string; readonly add: unknown }
  /** By the member's id */
  | { readonly path: string; readonly remove: string }

/** What differs at one place. */
export interface Difference {
  /** e.g. `waitingDays`, `products[confluence].cap`, `requiredGroupIds[g-1]` */
  readonly place: string
  /** undefined = it was not there, or is no longer there */
  readonly from: unknown
  readonly to: unknown
  /** The change that makes it. */
  readonly change: Change
}

/** Everything that differs, place by place, in the order of the table. */
export function differences(before: unknown, after: unknown): readonly Difference[] {
  return [...LEAVES].flatMap(([path, row]) => compare(path, row, readAt(before, path), readAt(after, path)))
}

function compare(place: string, field: Field, from: unknown, to: unknown): readonly Difference[] {
  if (isSame(from, to)) return []
  const { members } = field
  if (members === undefined) return [{ place, from, to, change: { path: place, value: to } }]
  const [old, next] = [from, to].map(
    (list) => new Map((list as readonly unknown[]).map((member) => [members.idOf(member), member])),
  ) as [Map<string, unknown>, Map<string, unknown>]
  const found = [...new Set([...old.keys(), ...next.keys()])].flatMap((id): readonly Difference[] => {
    const [was, is] = [old.get(id), next.get(id)]
    const at = `${place}[${id}]`
    if (was === undefined) return [{ place: at, from: was, to: is, change: { path: place, add: is } }]
    if (is === undefined) return [{ place: at, from: was, to: is, change: { path: place, remove: id } }]
    const fields = Object.entries(members.fields ?? {})
    return fields.flatMap(([name, one]) => compare(`${at}.${name}`, one, readField(was, name), readField(is, name)))
  })
  // The same members in another order.
  return found.length > 0 ? found : [{ place, from, to, change: { path: place, value: to } }]
}

/** @returns what is at a place as `differences` names it; undefined = it is not there */
export function valueAt(values: unknown, place: string): unknown {
  const [path = ''] = place.split('[', 1)
  const rest = place.slice(path.length)
  const found = readAt(values, path)
  return rest === '' ? found : memberAt(LEAVES.get(path)?.members, found, rest)
}

function memberAt(members: Members | undefined, list: unknown, rest: string): unknown {
  for (const member of list as readonly unknown[]) {
    const own = `[${members?.idOf(member)}]`
    if (rest === own) return member
    if (!rest.startsWith(`${own}.`)) continue
    const [, name = '', further = ''] = /^\.(\w+)(.*)$/s.exec(rest.slice(own.length)) ?? []
    const value = readField(member, name)
    return further === '' ? value : memberAt(members?.fields?.[name]?.members, value, further)
  }
  return undefined
}

/** The changes that a part of the settings stands for, as an exported text holds it; what it leaves out stays. */
export function changesIn(part: unknown): readonly Change[] {
  const known = leavesOf(ROWS).flatMap(([path]) => {
    const value = readAt(part, path)
    return value === undefined ? [] : [{ path, value }]
  })
  return [...known, ...unknownIn(part, '').map((path) => ({ path, value: null }))]
}

/** Names in it that no setting has. */
function unknownIn(part: unknown, prefix: string): readonly string[] {
  if (typeof part !== 'object' || part === null) return [prefix.replace(/\.$/, '')]
  return Object.keys(part).flatMap((name) => {
    const path = prefix + name
    if (LEAVES.has(path)) return []
    const isBranch = [...LEAVES.keys()].some((leaf) => leaf.startsWith(`${path}.`))
    return isBranch ? unknownIn((part as Readonly<Record<string, unknown>>)[name], `${path}.`) : [path]
  })
}

/** Makes the changes without judging what they make. @throws AppError `invalid-input` for a place that is none */
export function makeChanges<T>(values: T, changes: readonly Change[]): T {
  return changes.reduce(makeChange, values)
}

function makeChange<T>(values: T, change: Change): T {
  const place = findPlace(change.path)
  if (place === null) throw unknownSetting(change.path)
  const { field, path, row, record } = place
  if (record === undefined) return writeAt(values, path, changed(field, readAt(values, path), change))
  const list = readAt(values, path) as readonly unknown[]
  const isThere = list.some((member) => row.members?.idOf(member) === record.id)
  if (!isThere) throw unknownSetting(change.path)
  return writeAt(
    values,
    path,
    list.map((member) =>
      row.members?.idOf(member) === record.id
        ? { ...(member as object), [record.name]: changed(field, readField(member, record.name), change) }
        : member,
    ),
  )
}

function changed({ members, label }: Field, before: unknown, change: Change): unknown {
  if ('value' in change) {
    if (members === undefined || !Array.isArray(change.value)) return change.value
    const old = new Map((before as readonly unknown[]).map((member) => [members.idOf(member), member]))
    return change.value.map((member) => fill(members.fields, old.get(members.idOf(member)), member))
  }
  if (members === undefined) {
    throw new AppError('invalid-input', `${label}: expected one value, got a member of a list. Load the page again.`)
  }
  const list = before as readonly unknown[]
  const id = 'add' in change ? members.idOf(change.add) : String(change.remove)
  if (!('add' in change)) return list.filter((member) => members.idOf(member) !== id)
  const index = list.findIndex((member) => members.idOf(member) === id)
  const member = fill(members.fields, list[index], change.add)
  return index === -1 ? [...list, member] : list.with(index, member)
}

/** What a record leaves out stays as it was, or is the default. */
function fill(fields: Readonly<Record<string, Field>> | undefined, before: unknown, given: unknown): unknown {
  if (fields === undefined || typeof given !== 'object' || given === null) return given
  const defaults = Object.entries(fields).map(([name, field]) => [name, field.default])
  return { ...Object.fromEntries(defaults), ...(before as object | undefined), ...given }
}

function unknownSetting(path: string): AppError {
  return new AppError(
    'invalid-input',
    `Settings: expected a setting that this app knows, got "${path}". Load the page again.`,
  )
}

/**
 * Applies changes to the settings in force, and judges the whole.
 * @throws AppError `invalid-input` naming the setting, what was expected and what came
 */
export function applyChanges(current: SettingValues, changes: readonly Change[]): SettingValues {
  const judged = judgeSettings(makeChanges(completeSettings(current), changes))
  if ('problems' in judged) throw new AppError('invalid-input', judged.problems[0]!.message)
  return judged.settings
}

/** Everything that is wrong with what a person typed, as the page says it while they type. */
export function findSettingProblems(values: unknown): readonly SettingProblem[] {
  const judged = judgeSettings(values)
  return 'problems' in judged ? judged.problems : []
}

function readField(record: unknown, name: string): unknown {
  return (record as Readonly<Record<string, unknown>>)[name]
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
