import type { Ports } from '../../ports'
import { withoutHolders } from './ask'
import { askForAdmitted } from './strangers'
import { spend } from '../state/allowances'
import { readSettings } from '../state/settings'
import type { SignalSource } from './source'

/** A colleague brings the person into an issue. */
export const ON_BEHALF: SignalSource = { name: 'on-behalf', setting: 'onBehalf' }

/** Somebody was mentioned in an issue, or assigned one: asks for them, where the administrator wants that. */
export async function askOnBehalf(ports: Ports, actorId: string, targetIds: readonly string[]): Promise<void> {
  const settings = await readSettings(ports.store)
  const others = [...new Set(targetIds)].filter((accountId) => accountId !== actorId)
  if (!settings.signals.onBehalf || others.length === 0) return
  const without = await withoutHolders(ports, others)
  if (without.length === 0) return
  const allowed = without.slice(0, await spend(ports, actorId, 'others', without.length))
  await askForAdmitted(ports, settings, ON_BEHALF, allowed)
}
