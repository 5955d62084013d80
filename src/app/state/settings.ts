import { completeSettings } from '../../core/settings'
import type { Settings } from '../../core/settings'
import type { JobName } from '../../core/plan'
import type { Store } from '../../ports'
import { keys } from './keys'

/** The settings in force: what was saved over the defaults, so that a setting of a later version has its default. */
export async function readSettings(store: Store): Promise<Settings> {
  return completeSettings(await store.get<Partial<Settings>>(keys.settings))
}

export async function setArmed(store: Store, job: JobName, isArmed: boolean): Promise<Settings> {
  const current = await readSettings(store)
  const next = { ...current, armed: { ...current.armed, [job]: isArmed } }
  await store.set(keys.settings, next)
  return next
}
