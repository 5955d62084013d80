/** Faults that can be switched on from the page: one at a time, for one service, until switched off. */
import type { ForgeHost } from '../forge/host'
import type { Random } from '../random'
import type { ServiceReply } from '../service'
import type { Fault } from './api'

/** Three of four requests: enough to hurt, and retries still get through. */
const TOO_MANY_SHARE = 0.75
const RETRY_AFTER_SECONDS = 20
const TOO_MANY: ServiceReply = {
  status: 429,
  headers: { 'content-type': 'application/json', 'retry-after': String(RETRY_AFTER_SECONDS) },
  body: '{"message":"Rate limit exceeded."}',
}
const OUTAGE: ServiceReply = {
  status: 503,
  headers: { 'content-type': 'text/html' },
  body: '<html><body><h1>503 Service Unavailable</h1></body></html>',
}

export interface Faults {
  current(): Fault | null
  /** null switches the fault off. */
  set(fault: Fault | null): void
}

export function createFaults(host: Pick<ForgeHost, 'addInterceptor'>, random: Random): Faults {
  let fault: Fault | null = null
  host.addInterceptor((service) => {
    if (fault === null || fault.service !== service) return undefined
    if (fault.kind === 'outage') return OUTAGE
    return random.chance(TOO_MANY_SHARE) ? TOO_MANY : undefined
  })
  return {
    current: () => fault,
    set: (next) => {
      fault = next
    },
  }
}
