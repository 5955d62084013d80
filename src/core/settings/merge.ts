/** Two administrators at once: changes of different settings are both made, changes of the same one are told. */
import { completeSettings } from '.'
import { AppError } from '../errors'
import { applyChanges, differences, valueAt } from './changes'
import type { Change, Difference } from './changes'
import { show } from './compare-settings'
import { RULES, labelOf } from './table'
import type { SettingValues } from './table'

/** The settings as they are stored, with their history. */
export interface StoredSettings extends Partial<SettingValues> {
  /** Counts the changes. */
  readonly version?: number
  /** The last change of each place, e.g. `waitingDays` or `requiredGroupIds[g-1]`. */
  readonly changes?: Readonly<Record<string, PlaceChange>>
  /** Changes up to this version may be missing from `changes`. */
  readonly forgotten?: number
}

export interface PlaceChange {
  readonly version: number
  readonly by: string
  readonly at: string
  /** As one line; null = it was not there. */
  readonly from: string | null
}

/** What an administrator wants, who is it, and what they have seen. */
export interface Wish {
  /** Of the settings that were on the page. */
  readonly version: number
  readonly changes: readonly Change[]
  readonly by: string
  /** Instant */
  readonly at: string
}

/** A change by somebody else that the one who saves has not seen. */
export interface Conflict {
  /** The place that was changed, and its label. */
  readonly path: string
  readonly label: string
  readonly by: string
  readonly at: string
  /** As one line each; null = it was not there, or is no longer there. */
  readonly from: string | null
  readonly to: string | null
  /** Of that change: who has seen it may save with this version. */
  readonly version: number
  /** The place that was to be saved: the same, or one that a rule judges together with it. */
  readonly mine: string
}

export class SettingsConflict extends AppError {
  readonly conflicts: readonly Conflict[]
  constructor(conflicts: readonly Conflict[], message: string) {
    super('conflict', message)
    this.name = 'SettingsConflict'
    this.conflicts = conflicts
  }
}

/** So many places are remembered: the record stays some KB. */
const PLACES_MAX = 200

/**
 * Makes changes on what is stored now, whoever has changed what since the version that the administrator has seen.
 * @param seen changes after this version count as somebody else's, whoever made them
 * @returns what is stored then; the same value when nothing differs
 * @throws AppError `invalid-input` for what the settings would be as a whole
 * @throws SettingsConflict where somebody else has changed the same, or what one rule judges together with it
 */
export function mergeSettings(
  stored: StoredSettings,
  { version, changes, by, at }: Wish,
  seen = Infinity,
): StoredSettings {
  const { version: now = 0, changes: history = {}, forgotten = 0 } = stored
  if (version < forgotten || version > now) {
    throw new AppError(
      'invalid-input',
      'Expected the settings as they are on the page, got others. Load the page again.',
    )
  }
  const before = completeSettings(stored)
  const values = applyChanges(before, changes)
  const found = differences(before, values)
  if (found.length === 0) return stored
  const unseen = Object.entries(history).filter(
    ([, change]) => change.version > version && (change.by !== by || change.version > seen),
  )
  const conflicts = found.flatMap(({ place }) =>
    unseen
      .filter(([other]) => judgedTogether(place, other))
      .map(([path, change]): Conflict => ({ ...describeChange(before, path, change), mine: place })),
  )
  if (conflicts.length > 0)
    throw new SettingsConflict(
      conflicts,
      `Expected the settings as they were when the page was loaded, got newer ones. ${describeConflicts(conflicts)} Nothing was saved. Load the page again.`,
    )
  return { ...values, ...remember(stored, found, { version: now + 1, by, at }) }
}

function remember(
  { changes = {}, forgotten = 0 }: StoredSettings,
  found: readonly Difference[],
  change: Omit<PlaceChange, 'from'>,
): Pick<StoredSettings, 'version' | 'changes' | 'forgotten'> {
  const fresh = found.map(({ place, from }) => [place, { ...change, from: show(from) }] as const)
  const all = Object.entries({ ...changes, ...Object.fromEntries(fresh) }).sort(([, a], [, b]) => b.version - a.version)
  const dropped = all[PLACES_MAX]?.[1].version ?? forgotten
  return { version: change.version, changes: Object.fromEntries(all.slice(0, PLACES_MAX)), forgotten: dropped }
}

/** What was changed after a version, newest first, of the places that matter. */
export function changesSince(
  stored: StoredSettings,
  version: number,
  matters: (place: string) => boolean = () => true,
): readonly Omit<Conflict, 'mine'>[] {
  const values = completeSettings(stored)
  return Object.entries(stored.changes ?? {})
    .filter(([place, change]) => change.version > version && matters(place))
    .map(([place, change]) => describeChange(values, place, change))
}

function describeChange(now: SettingValues, path: string, change: PlaceChange): Omit<Conflict, 'mine'> {
  return { path, label: labelOf(path), ...change, to: show(valueAt(now, path)) }
}

/** Who has changed what, in whole sentences. */
export function describeConflicts(conflicts: readonly Omit<Conflict, 'mine'>[]): string {
  const lines = [...new Map(conflicts.map((one) => [one.path, one])).values()].map(
    ({ label, by, at, from, to }) =>
      `${label}: ${by} changed it at ${at} from ${from ?? 'nothing'} to ${to ?? 'nothing'}.`,
  )
  return lines.join(' ')
}

/** The same place, a record and one of its fields, or two places of one rule. */
function judgedTogether(mine: string, theirs: string): boolean {
  return overlap(mine, theirs) || RULES.some(({ paths }) => paths.some((path) => isRuled(path, paths, mine, theirs)))
}

function overlap(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return long.startsWith(short) && /^$|^[.[]/.test(long.slice(short.length))
}

function isRuled(path: string, paths: readonly string[], mine: string, theirs: string): boolean {
  const id = match(path, mine)
  if (id === null) return false
  return paths.some((other) => {
    const otherId = match(other, theirs)
    return other !== path && otherId !== null && (id === '' || otherId === '' || otherId === id)
  })
}

/** @returns the record's id ('' where the path has none), or null when the place is none of this path */
function match(path: string, place: string): string | null {
  const [before = '', after] = path.split('[]')
  if (after === undefined) return overlap(path, place) && place.length >= path.length ? '' : null
  if (!place.startsWith(`${before}[`)) return null
  const rest = place.slice(before.length + 1)
  const end = rest.indexOf(`]${after}`)
  if (end !== -1) return rest.slice(0, end)
  // A whole record is every field of it.
  return rest.includes('].') ? null : rest.slice(0, -1)
}
