/** Settings that somebody types and nobody has saved. Pure: what is right is decided by the app's own rules. */
import type { Settings } from '../../../src/core/settings'
import { isSame, makeChanges } from '../../../src/core/settings/changes'
import type { Difference } from '../../../src/core/settings/changes'
import { BOTH } from '../../../src/core/settings/row'
import type { PreviewedJob } from '../../../src/core/settings/row'
import { LEAVES, readAt } from '../../../src/core/settings/table'
import type { SettingValues } from '../../../src/core/settings/table'

/** A number that is being typed may be any text. */
export type Loose<T> = T extends number
  ? number | string
  : T extends string | boolean | null
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Loose<Item>[]
      : { readonly [Name in keyof T]: Loose<T[Name]> }

/** Everything that the form holds: the settings; what jobs may do has switches of its own. */
export type DraftValues = Loose<SettingValues>

/** A place in the settings, e.g. `products.0.seatReserve`. */
export type SettingPath<T = DraftValues> = T extends readonly (infer Item)[]
  ? `${number}` | `${number}.${SettingPath<Item>}`
  : T extends object
    ? { [Name in keyof T & string]: Name | `${Name}.${SettingPath<T[Name]>}` }[keyof T & string]
    : never

export function toDraft({ armed: _armed, version: _version, ...values }: Settings): DraftValues {
  return values
}

/** The leaves that are not as they are in force. */
export function changedPaths(inForce: DraftValues, values: DraftValues): readonly string[] {
  return [...LEAVES.keys()].filter((path) => !isSame(readAt(inForce, path), readAt(values, path)))
}

/** What was typed, on the settings as they are now. What belongs to a record that is gone goes with it. */
export function rebase(base: DraftValues, typed: readonly Difference[]): DraftValues {
  return typed.reduce((values, { change }) => {
    try {
      return makeChanges(values, [change])
    } catch {
      return values
    }
  }, base)
}

/** What runs would go another way. */
export function previewedJobs(changed: readonly string[]): readonly PreviewedJob[] {
  const jobs = new Set(changed.flatMap((path) => LEAVES.get(path)?.previews ?? []))
  return BOTH.filter((job) => jobs.has(job))
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
