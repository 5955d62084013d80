import { applySettingsPatch, completeSettings } from '../core/settings'
import type { Settings } from '../core/settings'
import type { JobName } from '../core/plan'
import type { Ports, Store } from '../ports'
import { settleGroups } from './named-groups'
import { keys } from './keys'

/** The settings in force: what was saved over the defaults, so that a setting of a later version has its default. */
export async function readSettings(store: Store): Promise<Settings> {
  return completeSettings(await store.get<Partial<Settings>>(keys.settings))
}

/**
 * @param by account id of the administrator: who names the issue for alerts is told, unless somebody else is named
 * @throws AppError `invalid-input`; nothing is saved then
 */
export async function saveSettings(
  ports: Pick<Ports, 'store' | 'secrets' | 'accounts' | 'directory' | 'seats' | 'site' | 'clock'>,
  patch: unknown,
  by?: string,
): Promise<Settings> {
  const { store } = ports
  const current = await readSettings(store)
  const next = await settleGroups(ports, current, applySettingsPatch(current, patch))
  const isNamed = next.alerts.issueKey !== null && next.alerts.issueKey !== current.alerts.issueKey
  if (isNamed && by !== undefined) await store.set(keys.alertsNamedBy, by)
  await store.set(keys.settings, next)
  return next
}

export async function setArmed(store: Store, job: JobName, isArmed: boolean): Promise<Settings> {
  const current = await readSettings(store)
  const next = { ...current, armed: { ...current.armed, [job]: isArmed } }
  await store.set(keys.settings, next)
  return next
}
