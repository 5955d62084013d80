import { dayNumber } from '../../core/time'
import type { Ports } from '../../ports'
import { ask, productsOfSignals, withoutHolders } from './ask'
import { keys } from '../keys'
import { readSettings } from '../settings'

/** Somebody who mentions or assigns many people must not empty the seats: so many requests a day and actor. */
export const ON_BEHALF_PER_DAY = 5

interface Spent {
  readonly day: number
  readonly count: number
}

/** Somebody was mentioned in an issue, or assigned one: asks for them, where the administrator wants that. */
export async function askOnBehalf(ports: Ports, actorId: string, targetIds: readonly string[]): Promise<void> {
  const { store, clock } = ports
  const settings = await readSettings(store)
  const others = [...new Set(targetIds)].filter((accountId) => accountId !== actorId)
  if (!settings.signals.onBehalf || others.length === 0) return
  const without = await withoutHolders(ports, others)
  if (without.length === 0) return
  const key = keys.onBehalf(actorId)
  const today = dayNumber(clock.now())
  const spent = await store.get<Spent>(key)
  const count = spent?.day === today ? spent.count : 0
  const allowed = without.slice(0, ON_BEHALF_PER_DAY - count)
  if (allowed.length === 0) return
  // Counted first: a crash in between asks for fewer people rather than for more.
  await store.set(key, { day: today, count: count + allowed.length } satisfies Spent)
  await ask(ports, allowed, productsOfSignals(settings), 'on-behalf')
}
