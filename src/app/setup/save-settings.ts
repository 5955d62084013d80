import { applySettingsPatch } from '../../core/settings/changes'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { resolveGroups } from '../read/named-groups'
import { keys } from '../state/keys'
import { readSettings } from '../state/settings'

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
  const next = await resolveGroups(ports, current, applySettingsPatch(current, patch))
  const isNamed = next.alerts.issueKey !== null && next.alerts.issueKey !== current.alerts.issueKey
  if (isNamed && by !== undefined) await store.set(keys.alertsNamedBy, by)
  await store.set(keys.settings, next)
  return next
}
