/** Settings that somebody types and nobody has saved. Pure: what is right is decided by the app's own rules. */
import { findSettingProblems } from '../../../src/core/settings'
import type { SettingProblem, Settings, SettingsPatch } from '../../../src/core/settings'

/** A number that is being typed may be any text. */
export type Loose<T> = T extends number
  ? number | string
  : T extends string | boolean | null
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Loose<Item>[]
      : { readonly [Name in keyof T]: Loose<T[Name]> }

/** Everything that the form holds: the settings without `armed`, which has its own switches. */
export type DraftValues = Loose<Omit<Settings, 'armed'>>
export type SettingName = keyof DraftValues

/** A place in the settings, e.g. `products.0.seatReserve`. */
export type SettingPath<T = DraftValues> = T extends readonly (infer Item)[]
  ? `${number}` | `${number}.${SettingPath<Item>}`
  : T extends object
    ? { [Name in keyof T & string]: Name | `${Name}.${SettingPath<T[Name]>}` }[keyof T & string]
    : never

export function toDraft({ armed: _armed, ...values }: Settings): DraftValues {
  return values
}

export function readAt(values: DraftValues, path: SettingPath): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], values)
}

/** @returns a copy that differs at this place only */
export function writeAt(values: DraftValues, path: SettingPath, value: unknown): DraftValues {
  return writeDeep(values, path.split('.'), value) as DraftValues
}

function writeDeep(target: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value
  if (Array.isArray(target)) {
    return target.map((item: unknown, index) => (index === Number(name) ? writeDeep(item, rest, value) : item))
  }
  const part = target as Record<string, unknown>
  return { ...part, [name]: writeDeep(part[name], rest, value) }
}

/** Settings that are not as they are in force. */
export function changedNames(inForce: DraftValues, values: DraftValues): readonly SettingName[] {
  const names = Object.keys(values) as SettingName[]
  return names.filter((name) => JSON.stringify(values[name]) !== JSON.stringify(inForce[name]))
}

/** Only what was changed: what another administrator saves meanwhile stays as it is. */
export function toPatch(values: DraftValues, changed: readonly SettingName[]): SettingsPatch {
  return Object.fromEntries(changed.map((name) => [name, values[name]])) as SettingsPatch
}

export function findProblems(
  inForce: Settings,
  values: DraftValues,
  changed: readonly SettingName[],
): readonly SettingProblem[] {
  return changed.length === 0 ? [] : findSettingProblems(inForce, toPatch(values, changed))
}

/** A whole number, or the text itself, which the rules then refuse. */
export function toWholeNumber(text: string): number | string {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : text
}

/** A number with or without decimals, or the text itself, which the rules then refuse. */
export function toNumber(text: string): number | string {
  return /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : text
}

/** Ids hold no blanks, so any blank separates them. */
export function toIds(text: string): readonly string[] {
  return text.split(/\s+/).filter((id) => id !== '')
}
