import { AppError, codeOf, messageOf } from '../../core/errors'
import { slotsAmong } from '../../core/schedule'
import type { Settings } from '../../core/settings'
import { MINUTE_MS, SECOND_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { pollKeyOf } from '../state/poll-state'
import type { PollState } from '../state/poll-state'
import { SETTINGS_KEYS, settingsAmong } from '../state/settings'
import { poll } from './poll'
import { SIGN_IN_LOG } from './sign-in-log'
import { isOn } from './source'

/** A tick comes every five minutes, and looks itself. */
const BETWEEN_TICKS = [1, 2, 3, 4] as const

/**
 * Has the sign-in log looked at in each minute until the next tick, as far as the administrator's hours go. Every tick pushes
 * its own looks: one that is lost or doubled changes nothing about the next.
 */
export async function pushLooks({ looks, clock }: Pick<Ports, 'looks' | 'clock'>, settings: Settings): Promise<void> {
  if (!isOn(SIGN_IN_LOG, settings) || !settings.signals.eachMinute) return
  const { signIn: expression, timeZone } = settings.schedules
  const now = clock.now().getTime()
  const instants = BETWEEN_TICKS.map((minute) => new Date(now + minute * MINUTE_MS))
  const delays = slotsAmong(expression, timeZone, instants).map((at) => (at.getTime() - now) / SECOND_MS)
  if (delays.length > 0) await looks.push(delays)
}

/** One look. What goes wrong is remembered as of any look, and the next one is a minute away. */
export async function lookAtSignIns(ports: Ports): Promise<void> {
  const key = pollKeyOf(SIGN_IN_LOG.name)
  const saved = await ports.store.getMany<unknown>([...SETTINGS_KEYS, key])
  try {
    await poll(ports, settingsAmong(saved), SIGN_IN_LOG, (saved.get(key) as PollState | undefined) ?? null)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    ports.log.warn('look at the sign-in log failed', { because: codeOf(error), detail: messageOf(error) })
  }
}
