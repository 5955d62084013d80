/**
 * Carries one request of an invocation to a service and its reply back: interceptors, latency on the virtual clock,
 * and silence towards an invocation that has ended.
 *
 * The service handles the request half way, so what a reply says may already be old when it arrives.
 */
import type { Clock } from '../clock'
import type { Interception, Interceptor, Service, ServiceName, ServiceReply, ServiceRequest } from '../service'
import { realm } from './instance'
import type { Invocation } from './invocation'
import { INVOCATION } from './limits'
import { toResponse } from './web-request'

export type RequestListener = (service: ServiceName, request: ServiceRequest, reply: { status: number } | null) => void

export interface Outbound {
  readonly requests: Record<ServiceName, number>
  addInterceptor(interceptor: Interceptor): () => void
  onRequest(listener: RequestListener): void
  /** From now on every request takes at least so long. */
  slowDown(atLeastMs: number): void
  send(invocation: Invocation, service: Service, request: ServiceRequest, signal: AbortSignal | null): Promise<Response>
}

export function createOutbound({ clock, kill }: { clock: Clock; kill: (invocation: Invocation) => void }): Outbound {
  const requests: Record<ServiceName, number> = { jira: 0, organization: 0, scim: 0, entra: 0, okta: 0 }
  const interceptors = new Set<Interceptor>()
  const listeners: RequestListener[] = []
  let atLeastMs = 0

  function intercept(service: ServiceName, request: ServiceRequest): Interception | undefined {
    for (const interceptor of interceptors) {
      const interception = interceptor(service, request)
      if (interception !== undefined) return interception
    }
    return undefined
  }

  /** @returns what the caller gets: a reply, null for a broken connection, or nothing within the platform's patience */
  function handle(invocation: Invocation, service: Service, request: ServiceRequest): ServiceReply | null | 'time-out' {
    requests[service.name] += 1
    const interception = interceptors.size === 0 ? undefined : intercept(service.name, request)
    if (interception === 'kill') kill(invocation)
    const reply = answer(service, request, interception)
    if (interception === 'kill-after') kill(invocation)
    const seen = interception === 'cut-after' ? null : reply
    for (const listener of listeners) listener(service.name, request, seen)
    return interception === 'time-out' ? interception : seen
  }

  return {
    requests,
    addInterceptor: (interceptor) => {
      interceptors.add(interceptor)
      return () => void interceptors.delete(interceptor)
    },
    onRequest: (listener) => void listeners.push(listener),
    slowDown: (ms) => void (atLeastMs = ms),
    send: (invocation, service, request, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason as Error)
          return
        }
        const abort = (): void => reject(signal?.reason as Error)
        signal?.addEventListener('abort', abort, { once: true })
        const latencyMs = Math.max(atLeastMs, service.latencyMs(request))
        const isTooLong = latencyMs > INVOCATION.requestTimeoutMs
        const wayThereMs = Math.min(Math.round(latencyMs / 2), INVOCATION.requestTimeoutMs)
        clock.after(wayThereMs, () => {
          const reply = handle(invocation, service, request)
          const isLate = isTooLong || reply === 'time-out'
          clock.after(isLate ? INVOCATION.requestTimeoutMs - wayThereMs : latencyMs - wayThereMs, () => {
            signal?.removeEventListener('abort', abort)
            if (!invocation.isAlive) return
            if (reply === null || isLate) reject(networkError())
            else resolve(toResponse(reply))
          })
        })
      }),
  }
}

/** @returns null when the service never saw the request and nothing came in its stead */
function answer(
  service: Service,
  request: ServiceRequest,
  interception: Interception | undefined,
): ServiceReply | null {
  if (interception === 'cut' || interception === 'kill' || interception === 'time-out') return null
  if (typeof interception !== 'object') return service.handle(request)
  return 'alter' in interception ? interception.alter(service.handle(request)) : interception
}

/** What `fetch` rejects with when a connection breaks. */
export function networkError(): Error {
  const cause = Object.assign(new realm.Error('read ECONNRESET'), { code: 'ECONNRESET' })
  return new realm.TypeError('fetch failed', { cause })
}
