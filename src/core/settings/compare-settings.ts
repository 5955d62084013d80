import { differences } from './changes'
import type { Difference } from './changes'
import type { SettingValues } from './table'

/** One setting that is no longer what it was. */
export interface SettingChange {
  /** e.g. "schedules.sweep", "products[jira-software].seatReserve" or "requiredGroupIds" */
  readonly setting: string
  /** Of a list: the entry that was added or taken out. */
  readonly entry?: string
  /** null = it was not there, or is no longer there. */
  readonly from: string | null
  readonly to: string | null
}

/** Longer values are cut: an entry of the audit trail is one line. */
const VALUE_MAX = 200

/** What differs between two versions of the settings, setting by setting, in the order of the table. */
export function compareSettings(before: SettingValues, after: SettingValues): readonly SettingChange[] {
  return differences(before, after).flatMap(toSettingChanges)
}

/** A record that comes or goes is told field by field. */
function toSettingChanges({ place, from, to }: Difference): readonly SettingChange[] {
  const record = to ?? from
  if (typeof record === 'object' && record !== null && !Array.isArray(record)) {
    const fieldOf = (value: unknown, name: string) => show((value as Record<string, unknown> | undefined)?.[name])
    return Object.keys(record).map((name) => ({
      setting: `${place}.${name}`,
      from: fieldOf(from, name),
      to: fieldOf(to, name),
    }))
  }
  const [, list, entry] = /^(.+)\[([^[\]]*)\]$/s.exec(place) ?? []
  if (list === undefined || entry === undefined) return [{ setting: place, from: show(from), to: show(to) }]
  const [was, is] = [from, to].map((value) => (value === undefined ? null : 'true')) as [string | null, string | null]
  return [{ setting: list, entry: entry.slice(0, VALUE_MAX), from: was, to: is }]
}

/** A value as one line; null = there is none. */
export function show(value: unknown): string | null {
  if (value === undefined) return null
  const parts = typeof value === 'object' && value !== null ? Object.values(value).flat() : [value]
  return parts.map(String).join(', ').slice(0, VALUE_MAX)
}
