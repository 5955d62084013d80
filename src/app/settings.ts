import { DEFAULT_SETTINGS, applySettingsPatch } from '../core/settings'
import type { Settings } from '../core/settings'
import type { JobName } from '../core/plan'
import type { Store } from '../ports'
import { keys } from './keys'

/** The settings in force: what was saved over the defaults, so that a setting of a later version has its default. */
export async function readSettings(store: Store): Promise<Settings> {
  return completeSettings(await store.get<Partial<Settings>>(keys.settings))
}

export function completeSettings(saved: Partial<Settings> | null | undefined): Settings {
  if (saved == null) return DEFAULT_SETTINGS
  return {
    ...DEFAULT_SETTINGS,
    ...saved,
    signals: { ...DEFAULT_SETTINGS.signals, ...saved.signals },
    schedules: { ...DEFAULT_SETTINGS.schedules, ...saved.schedules },
    armed: { ...DEFAULT_SETTINGS.armed, ...saved.armed },
  }
}

/** @throws AppError `invalid-input`; nothing is saved then */
export async function saveSettings(store: Store, patch: unknown): Promise<Settings> {
  const next = applySettingsPatch(await readSettings(store), patch)
  await store.set(keys.settings, next)
  return next
}

export async function setArmed(store: Store, job: JobName, isArmed: boolean): Promise<Settings> {
  const current = await readSettings(store)
  const next = { ...current, armed: { ...current.armed, [job]: isArmed } }
  await store.set(keys.settings, next)
  return next
}
