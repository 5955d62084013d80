import { answerOf } from './errors'
import type { PersonalCode } from './errors'
import { MINUTE_MS } from './time'

/**
 * Watches the calls of one type of action. One person who is refused is that person's trouble; most people refused with the
 * same answer is the call's, and asking about everybody else would be in vain.
 */
export interface Breaker {
  /** How the last calls ended, newest last: 'done', or why not. */
  readonly last: readonly string[]
  /** Bulk work of this type waits. */
  readonly open?: { readonly because: PersonalCode; readonly since: string; readonly probeAt: string }
}

const WATCHED = 20
/** More than so many of them, and more than half, with the same answer. */
const TOO_MANY = 10
const PROBE_EVERY_MS = 15 * MINUTE_MS

/** How the call for one person ended; because null = it was done. */
export interface Call {
  readonly because: string | null
}

/**
 * @param calls of one batch, in order, without people who needed no call
 * @returns undefined where there is nothing to remember
 */
export function watchCalls(before: Breaker | undefined, calls: readonly Call[], now: Date): Breaker | undefined {
  const open = before?.open
  if (open !== undefined) {
    if (calls.some(({ because }) => because === null)) return undefined
    // Nobody had to be called: the next person is the probe.
    return calls.length > 0 ? before : { ...before!, open: { ...open, probeAt: now.toISOString() } }
  }
  const last = [...(before?.last ?? []), ...calls.map(({ because }) => because ?? 'done')].slice(-WATCHED)
  if (last.every((one) => one === 'done')) return undefined
  const because = [...new Set(last)].map(answerOf).find((answer) => answer !== null && isTooMany(last, answer))
  if (because == null) return { last }
  const probeAt = new Date(now.getTime() + PROBE_EVERY_MS).toISOString()
  return { last, open: { because, since: now.toISOString(), probeAt } }
}

function isTooMany(last: readonly string[], answer: string): boolean {
  const same = last.filter((one) => one === answer).length
  return same > TOO_MANY && same > last.length / 2
}

/** Whether one person may be called now to see how things are. @returns the breaker with that probe under way, or null */
export function takeProbe({ last, open }: Breaker, now: Date): Breaker | null {
  if (open === undefined || Date.parse(open.probeAt) > now.getTime()) return null
  return { last, open: { ...open, probeAt: new Date(now.getTime() + PROBE_EVERY_MS).toISOString() } }
}
