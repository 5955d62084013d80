/** Rule 15: a service that asks to be left alone is not asked the same again by the same invocation before that time. */
import type { ServiceReply } from '../../service'
import type { Rule } from './rule'
import { onEvents } from './rule'

/** A point in time is told in whole seconds. */
const ROUNDED_MS = 1_500

export const waitsAreHonoured: Rule = {
  name: 'waits-are-honoured',
  watch: onEvents(({ sandbox: { clock, host }, truth }, broken) => {
    const waits = new Map<string, number>()
    host.onRequest((service, { method, url, body, origin }, reply) => {
      if (origin === null) return
      const call = `${origin.invocationId} ${method} ${url.href} ${body ?? ''}`
      const until = waits.get(call) ?? -Infinity
      if (clock.now() < until - ROUNDED_MS - truth.doubtMs('clock'))
        broken(`${origin.functionKey} asked ${service} again ${Math.round((until - clock.now()) / 1_000)} s too early.`)
      const waitMs = waitOf(reply as ServiceReply | null, clock.now())
      if (waitMs !== null) waits.set(call, clock.now() + waitMs)
    })
  }),
}

/** As the faults tell it, see faults/wrong-replies.ts. */
function waitOf(reply: ServiceReply | null, now: number): number | null {
  const after = reply?.headers?.['retry-after']
  if (after !== undefined) return Number(after) * 1_000
  const reset = reply?.status === 429 ? reply.headers?.['x-ratelimit-reset'] : undefined
  if (reset === undefined) return null
  const number = Number(reset)
  if (Number.isNaN(number)) return Date.parse(reset) - now
  return number * 1_000 > now / 2 ? number * 1_000 - now : number * 1_000
}
