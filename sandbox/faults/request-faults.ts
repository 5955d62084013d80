/** Faults on the way to a remote service and back. */
import type { Clock } from '../clock'
import { isRemoteWrite } from '../meters/remote-writes'
import type { Interception, Interceptor, ServiceReply, ServiceRequest } from '../service'
import type { Fault, RequestFault } from './fault'
import { createPartialView } from './partial-view'
import type { Timing } from './timing'
import { createCycle, HTML_REPLY, repeatCursor, statusReply, truncate } from './wrong-replies'

type Strike = (request: ServiceRequest) => Interception | undefined

/** @param onStrike told of each request that the fault changes */
export function createRequestInterceptor(
  clock: Clock,
  { service, path, fault }: Extract<Fault, { target: 'request' }>,
  timing: Timing,
  onStrike: () => void,
): Interceptor {
  const strike = createStrike(clock, fault)
  return (name, request) => {
    if (service !== 'any' && service !== name) return undefined
    if (path !== null && !request.url.pathname.includes(path)) return undefined
    if (fault.type === 'stale' && isRemoteWrite(name, request)) return undefined
    if (!timing.strikes()) return undefined
    onStrike()
    return strike(request)
  }
}

function createStrike(clock: Clock, fault: RequestFault): Strike {
  switch (fault.type) {
    case 'status': {
      const reply = statusReply(fault.status, fault.retryAfterSeconds)
      return () => reply
    }
    case 'html':
      return () => HTML_REPLY
    case 'time-out':
    case 'cut':
    case 'cut-after':
      return () => fault.type
    case 'truncated':
      return () => ({ alter: truncate })
    case 'repeated-cursor':
      return (request) => ({ alter: (reply) => repeatCursor(request, reply) })
    case 'cycling-cursor': {
      const cycle = createCycle()
      return (request) => ({ alter: (reply) => cycle(request, reply) })
    }
    case 'stale':
      return createMemory(clock, fault.maxAgeMs)
    case 'partial': {
      const show = createPartialView(fault.share)
      return (request) => ({ alter: (reply) => show(request, reply) })
    }
  }
}

/** Like a cache in between that nobody told of the change. */
function createMemory(clock: Clock, maxAgeMs: number): Strike {
  const known = new Map<string, { at: number; reply: ServiceReply }>()
  return ({ method, url, body }) => ({
    alter: (reply) => {
      const key = `${method} ${url.href} ${body ?? ''}`
      const old = known.get(key)
      if (old !== undefined && clock.now() - old.at <= maxAgeMs) return old.reply
      known.set(key, { at: clock.now(), reply })
      return reply
    },
  })
}
