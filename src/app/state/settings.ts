import { NOT_ARMED, completeSettings } from '../../core/settings'
import type { Armed, Settings } from '../../core/settings'
import type { StoredSettings } from '../../core/settings/merge'
import type { Store } from '../../ports'
import { armedRecord } from './armed'
import { defineRecord, readTogether } from './record'

export const settingsRecord = defineRecord<StoredSettings>('settings', {})

/** The settings in force: what was saved over the defaults, so that a setting of a later version has its default. */
export async function readSettings(store: Pick<Store, 'readMany'>): Promise<Settings> {
  const { stored, armed } = await readTogether(store, { stored: settingsRecord, armed: armedRecord })
  return toSettings(stored, armed)
}

/** For who reads the records together with others. */
export const SETTINGS_KEYS = [settingsRecord.key, armedRecord.key]

export function settingsAmong(saved: ReadonlyMap<string, unknown>): Settings {
  return toSettings(
    (saved.get(settingsRecord.key) ?? {}) as StoredSettings,
    saved.get(armedRecord.key) as Armed | undefined,
  )
}

function toSettings(stored: StoredSettings, armed: Armed | undefined): Settings {
  return { ...completeSettings(stored), armed: { ...NOT_ARMED, ...armed }, version: stored.version ?? 0 }
}
