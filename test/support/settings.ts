import { toChanges } from '../../sandbox/administrator/create-administrator'
import type { SettingsQuestion } from '../../src/app/setup/save-settings'
import { applyChanges } from '../../src/core/settings/changes'
import type { SettingValues } from '../../src/core/settings/table'

/** What the page sends to change a part of the settings. */
export function saving(patch: object, version = 0): SettingsQuestion {
  return { version, changes: [...toChanges(patch)] }
}

/** The settings with a part of them changed, and judged. Rules that name no product are those of the first one. */
export function applySettingsPatch<T extends SettingValues>(current: T, patch: object): T {
  return { ...current, ...applyChanges(current, toChanges(patch)) }
}
