import { dayNumber } from '../../core/time'
import type { Ports } from '../../ports'
import { ask, productsOfSignals, withoutHolders } from './ask'
import { keys } from '../state/keys'
import { readSettings } from '../state/settings'

/** Somebody who asks for many others must not empty the seats: so many requests a day and actor, in whichever way. */
export const ON_BEHALF_PER_DAY = 5

interface Spent {
  readonly day: number
  readonly count: number
}

/** Somebody was mentioned in an issue, or assigned one: asks for them, where the administrator wants that. */
export async function askOnBehalf(ports: Ports, actorId: string, targetIds: readonly string[]): Promise<void> {
  const settings = await readSettings(ports.store)
  const others = [...new Set(targetIds)].filter((accountId) => accountId !== actorId)
  if (!settings.signals.onBehalf || others.length === 0) return
  const without = await withoutHolders(ports, others)
  const allowed = without.slice(0, await spendRequests(ports, actorId, without.length))
  if (allowed.length > 0) await ask(ports, allowed, productsOfSignals(settings), 'on-behalf')
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
  if (wanted === 0) return 0
  const key = keys.onBehalf(actorId)
  const today = dayNumber(clock.now())
  const spent = await store.get<Spent>(key)
  const count = spent?.day === today ? spent.count : 0
  const allowed = Math.min(wanted, ON_BEHALF_PER_DAY - count)
  if (allowed <= 0) return 0
  await store.set(key, { day: today, count: count + allowed } satisfies Spent)
  return allowed
}
