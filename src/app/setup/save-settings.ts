import * as v from 'valibot'
import { parseInput } from '../../core/input'
import { completeSettings } from '../../core/settings'
import { FOUR_EYES, jobsChangedBy } from '../../core/four-eyes'
import { differences } from '../../core/settings/changes'
import type { Change } from '../../core/settings/changes'
import { compareSettings } from '../../core/settings/compare-settings'
import type { SettingChange } from '../../core/settings/compare-settings'
import { mergeSettings } from '../../core/settings/merge'
import type { StoredSettings } from '../../core/settings/merge'
import type { SettingValues } from '../../core/settings/table'
import type { Ports } from '../../ports'
import { resolveGroups } from '../read/named-groups'
import { alertsNamedBy } from '../state/alerts-told'
import { noteMaker } from '../state/makers'
import { settingsRecord } from '../state/settings'

type SavingPorts = Pick<Ports, 'store' | 'secrets' | 'accounts' | 'directory' | 'seats' | 'site' | 'clock'>

const NO_VERSION = 'Expected the version of the settings that the page was loaded with, got none. Load the page again.'
const NO_CHANGE = 'Expected each change as a path with a value, an added or a removed member. Load the page again.'

/** The version that the page was loaded with. */
export const versionInput = v.pipe(v.number(NO_VERSION), v.integer(NO_VERSION), v.minValue(0, NO_VERSION))

const path = v.pipe(v.string(NO_CHANGE), v.maxLength(500, NO_CHANGE))
export const changesInput = v.pipe(
  v.array(
    v.union(
      [
        v.strictObject({ path, value: v.unknown() }),
        v.strictObject({ path, add: v.unknown() }),
        v.strictObject({ path, remove: v.string() }),
      ],
      NO_CHANGE,
    ),
    NO_CHANGE,
  ),
  v.maxLength(5_000, 'Expected at most 5,000 changes at once. Save them in parts.'),
)

const question = v.strictObject({ version: versionInput, changes: changesInput }, NO_VERSION)
export type SettingsQuestion = v.InferInput<typeof question>

export interface SavedSettings {
  readonly settings: SettingValues
  readonly version: number
  /** What this one has changed, for the audit trail. */
  readonly changes: readonly SettingChange[]
}

/**
 * Saves what an administrator has typed. What others save meanwhile is kept.
 * @param by account id of the administrator: who names the issue for alerts is told, unless somebody else is named
 * @throws AppError `invalid-input`, or SettingsConflict; nothing is saved then
 */
export async function saveSettings(ports: SavingPorts, input: unknown, by: string): Promise<SavedSettings> {
  const { version, changes } = parseInput(question, input)
  return changeSettings(ports, version, changes, by)
}

/** The one way in which settings change. @param version of the settings that the administrator has seen */
export async function changeSettings(
  ports: SavingPorts,
  version: number,
  changes: readonly Change[],
  by: string,
): Promise<SavedSettings> {
  const { store, clock } = ports
  const wish = { version, changes, by, at: clock.now().toISOString() }
  const read = await settingsRecord.read(store)
  const wanted = mergeSettings(read, wish)
  // The world is asked before the change, which is made on what is stored then.
  const resolved = await resolveGroups(ports, completeSettings(read), completeSettings(wanted))
  const found = differences(completeSettings(wanted), resolved).map(({ change }) => change)
  const places = differences(completeSettings(read), resolved)
  const isSwitchedOff = places.some(({ place, to }) => place === FOUR_EYES && to === false)
  await noteMaker(ports, jobsChangedBy(places.map(({ place }) => place)), by, isSwitchedOff)
  let before: StoredSettings = read
  const after = await settingsRecord.change(store, (current) => {
    before = current
    return mergeSettings(current, { ...wish, changes: [...changes, ...found] }, read.version ?? 0)
  })
  const settings = completeSettings(after)
  const saved = { settings, version: after.version ?? 0, changes: compareSettings(completeSettings(before), settings) }
  const isNamed = settings.alerts.issueKey !== null && settings.alerts.issueKey !== before.alerts?.issueKey
  if (isNamed) await alertsNamedBy.change(store, () => by)
  return saved
}
