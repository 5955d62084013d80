import { NOT_ARMED, completeSettings } from '../../core/settings'
import type { Armed, Settings } from '../../core/settings'
import type { StoredSettings } from '../../core/settings/merge'
import { SECOND_MS } from '../../core/time'
import type { Ports, Store } from '../../ports'
import { armedRecord } from './armed'
import { defineRecord, readTogether } from './record'

export const settingsRecord = defineRecord<StoredSettings>('settings', {})

/** The settings in force: what was saved over the defaults, so that a setting of a later version has its default. */
export async function readSettings(store: Pick<Store, 'readMany'>): Promise<Settings> {
  const { stored, armed } = await readTogether(store, { stored: settingsRecord, armed: armedRecord })
  return toSettings(stored, armed)
}

const REMEMBERED_MS = 30 * SECOND_MS
const REMEMBERED = 'settings'

/** For looks only: whatever leads to a write reads them anew. @returns as this instance read them within half a minute */
export function recallSettings({ memory, clock }: Pick<Ports, 'memory' | 'clock'>): Settings | null {
  const kept = memory.read<{ readonly at: number; readonly settings: Settings }>(REMEMBERED)
  return kept !== null && clock.now().getTime() - kept.at <= REMEMBERED_MS ? kept.settings : null
}

export function rememberSettings({ memory, clock }: Pick<Ports, 'memory' | 'clock'>, settings: Settings): void {
  memory.keep(REMEMBERED, { at: clock.now().getTime(), settings })
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
