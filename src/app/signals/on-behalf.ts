import type { Ports } from '../../ports'
import { ask, productsOfSignals, withoutHolders } from './ask'
import { spendAllowance } from '../state/marks'
import { readSettings } from '../state/settings'
import type { SignalSource } from './source'

/** A colleague brings the person into an issue. */
export const ON_BEHALF: SignalSource = { name: 'on-behalf', setting: 'onBehalf' }

/** Somebody who asks for many others must not empty the seats: so many requests a day and actor, in whichever way. */
export const ON_BEHALF_PER_DAY = 5

/** Somebody was mentioned in an issue, or assigned one: asks for them, where the administrator wants that. */
export async function askOnBehalf(ports: Ports, actorId: string, targetIds: readonly string[]): Promise<void> {
  const settings = await readSettings(ports.store)
  const others = [...new Set(targetIds)].filter((accountId) => accountId !== actorId)
  if (!settings.signals.onBehalf || others.length === 0) return
  const without = await withoutHolders(ports, others)
  const allowed = without.slice(0, await spendRequests(ports, actorId, without.length))
  if (allowed.length > 0) await ask(ports, allowed, productsOfSignals(settings), ON_BEHALF)
}

/**
 * Takes from what the actor may still ask today.
 * @returns how many of the wanted requests are allowed. They are counted before they are made: a crash in between asks for
 * fewer people rather than for more
 */
export async function spendRequests(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  actorId: string,
  wanted: number,
): Promise<number> {
  return spendAllowance(store, actorId, wanted, ON_BEHALF_PER_DAY, clock.now())
}
