/**
 * Everything an instance can reach: Forge's proxy behind `__forge_fetch__` (key-value store, Jira, the platform's own
 * interfaces) and the global `fetch` with the manifest's allow-list.
 */
import type { Clock } from '../clock'
import type { Caller, Service, ServiceRequest } from '../service'
import { createRateWindow } from '../rate-window'
import { createServiceRouter } from '../service-router'
import { createEgressCheck } from './egress-allow-list'
import type { Installation } from './installation'
import { realm, type Instance } from './instance'
import type { Invocation } from './invocation'
import type { KvsBackend, KvsReply } from './kvs/backend'
import { INVOCATION, KVS, QUEUE } from './limits'
import type { AppManifest } from './manifest'
import { networkError, type Outbound } from './outbound'
import type { PersonalDataRegister } from './personal-data'
import type { Queue } from './queue'
import { textReply } from './text-reply'
import { answerWebTriggerQuery } from './web-trigger-addresses'
import { readHeaders, readWebRequest, toResponse, type PlainRequest } from './web-request'

/**
 * A call to the platform itself, for faults: `kill` before it took effect, `kill-after` once it did; `refuse` answers a call
 * of the store as Forge does when the installation has used up its minute, and means nothing elsewhere; neither does a stand-in.
 */
export interface PlatformCall {
  readonly kind: 'kvs' | 'queue' | 'platform'
  readonly path: string
  readonly functionKey: string
  readonly invocationId: number
  /** As sent: JSON. */
  readonly body: string
}
/** What the app sends to the platform itself: what it stores, pushes and reports. `body` is JSON text. */
export interface PlatformMessage {
  readonly kind: PlatformCall['kind']
  /** e.g. `/api/v1/entity/set` */
  readonly path: string
  readonly body: string
  readonly functionKey: string
}
export type PlatformListener = (message: PlatformMessage) => void
export type PlatformFault = 'kill' | 'kill-after' | 'refuse' | StoreStandIn
/** Answers a call of the store in its stead, and may ask it with another body. */
export interface StoreStandIn {
  readonly answer: (store: (body: string) => KvsReply) => KvsReply
}
export type PlatformInterceptor = (call: PlatformCall) => PlatformFault | undefined

export interface Platform {
  readonly counts: { readonly throttled: number }
  forgeFetch(instance: Instance, auth: unknown, path: string, init: RequestInit | undefined): Promise<unknown>
  fetch(instance: Instance, input: unknown, init: RequestInit | undefined): Promise<Response>
  addInterceptor(interceptor: PlatformInterceptor): () => void
  onMessage(listener: PlatformListener): void
}

interface ProxyAuth {
  readonly type?: string
  readonly provider?: string
  readonly remote?: string
  readonly accountId?: string
}

const TOO_MANY = {
  status: 429,
  text: JSON.stringify({ code: 'RATE_LIMIT_EXCEEDED', message: 'Too many requests: the rate limit is exceeded.' }),
}

/** A function that has ended is frozen: nothing it still waits for ever comes. (One promise each, or they would pile up.) */
function never(): Promise<never> {
  return new Promise(() => undefined)
}

export function createPlatform(options: {
  clock: Clock
  manifest: AppManifest
  installation: Installation
  services: readonly Service[]
  kvs: KvsBackend
  outbound: Outbound
  personalData: PersonalDataRegister
  queue: () => Queue
  kill: (invocation: Invocation) => void
  onViolation: (text: string) => void
}): Platform {
  const { clock, manifest, installation, kvs, outbound, onViolation } = options
  const isAllowed = createEgressCheck(manifest.egress)
  const route = createServiceRouter(options.services)
  const jira = options.services.find(({ name }) => name === 'jira')
  const egress = createRateWindow({ limit: INVOCATION.appEgressRequestsPerMinute, windowMs: 60_000 })
  const network = createRateWindow({ limit: INVOCATION.networkRequestsPerMinute, windowMs: 60_000 })
  const interceptors = new Set<PlatformInterceptor>()
  const listeners: PlatformListener[] = []
  const counts = { throttled: 0 }

  function runningIn(instance: Instance, what: string): Invocation | null {
    if (instance.current !== null) return instance.current
    onViolation(`A function called ${what} after its invocation had ended: something was not awaited.`)
    return null
  }

  /** Answers after `latencyMs`; the call takes effect even when the invocation has ended meanwhile. */
  function callPlatform<T extends { readonly status: number }>(
    invocation: Invocation,
    kind: PlatformCall['kind'],
    path: string,
    body: string,
    latencyMs: number,
    answer: (fault: PlatformFault | undefined) => T,
  ): Promise<T> {
    for (const listener of listeners) listener({ kind, path, body, functionKey: invocation.fn.key })
    return new Promise((resolve) => {
      clock.after(latencyMs, () => {
        const fault = interceptors.size === 0 ? undefined : interceptFor(invocation, kind, path, body)
        if (fault === 'kill') {
          options.kill(invocation)
          return
        }
        const reply = answer(fault)
        if (reply.status === 429) counts.throttled += 1
        if (fault === 'kill-after') options.kill(invocation)
        if (invocation.isAlive) resolve(reply)
      })
    })
  }

  function interceptFor(
    { id, fn }: Invocation,
    kind: PlatformCall['kind'],
    path: string,
    body: string,
  ): PlatformFault | undefined {
    for (const interceptor of interceptors) {
      const fault = interceptor({ kind, path, functionKey: fn.key, invocationId: id, body })
      if (fault !== undefined) return fault
    }
    return undefined
  }

  function isNetworkSpent(): boolean {
    if (network.take(clock.now(), 1) === 0) return false
    onViolation(`The app made more than ${INVOCATION.networkRequestsPerMinute} requests in a minute.`)
    return true
  }

  /** The store needs a scope of its own; without it nothing of it works. */
  function callStore(invocation: Invocation, path: string, body: string): Promise<unknown> {
    return callPlatform(invocation, 'kvs', path, body, KVS.latencyMs, (fault) => {
      if (fault === 'refuse') return textReply(TOO_MANY)
      const store = (text: string): KvsReply => kvs.handle(path, text)
      if (manifest.scopes.includes('storage:app'))
        return textReply(typeof fault === 'object' ? fault.answer(store) : store(body))
      onViolation(`${invocation.fn.key} used the key-value store; the manifest lacks the scope storage:app.`)
      return textReply({
        status: 403,
        text: JSON.stringify({ code: 'FORBIDDEN', message: 'Missing scope storage:app' }),
      })
    })
  }

  function reportAccounts(body: string): Response {
    if (!manifest.scopes.includes('report:personal-data')) {
      onViolation('The app reported personal data; the manifest lacks the scope report:personal-data.')
      return toResponse({ status: 403, body: '' })
    }
    return toResponse(options.personalData.answer(body, onViolation))
  }

  function callJira(
    invocation: Invocation,
    auth: ProxyAuth,
    path: string,
    init: RequestInit | undefined,
  ): Promise<Response> {
    const accountId = auth.accountId ?? invocation.request.accountId
    if (auth.provider === 'user' && accountId === undefined) {
      return Promise.resolve(
        toResponse({ status: 401, headers: { 'forge-proxy-error': 'NEEDS_AUTHENTICATION_ERR' }, body: '' }),
      )
    }
    if (jira === undefined) throw new Error('The sandbox was started without the jira service.')
    if (isNetworkSpent()) return Promise.reject(networkError())
    const caller: Caller = auth.provider === 'user' ? { kind: 'user', accountId: accountId! } : { kind: 'app' }
    const request: ServiceRequest = {
      method: init?.method ?? 'GET',
      url: new URL(path, installation.site.siteUrl),
      headers: readHeaders(init?.headers),
      body: init?.body === undefined || init.body === null ? null : String(init.body as string),
      caller,
      origin: { functionKey: invocation.fn.key, invocationId: invocation.id },
    }
    return outbound.send(invocation, jira, request, init?.signal ?? null)
  }

  function callOwnInterface(invocation: Invocation, path: string, body: string): Promise<Response> {
    const kind = path.startsWith('/webhook/queue/') ? 'queue' : 'platform'
    return callPlatform(invocation, kind, path, body, QUEUE.requestMs, (fault) => {
      if (fault === 'refuse') return toResponse({ status: TOO_MANY.status, body: TOO_MANY.text })
      if (path.startsWith('/webhook/queue/publish/')) return toResponse(options.queue().publish(body, invocation.tree))
      if (path.startsWith('/webhook/queue/stats/')) return toResponse(options.queue().stats(body))
      if (path.startsWith('/webhook/queue/cancel/')) return toResponse(options.queue().cancel(body))
      if (path === '/app/report-accounts') return reportAccounts(body)
      const answer = path === '/graphql' ? answerWebTriggerQuery(body, manifest, installation) : null
      if (answer !== null) return toResponse({ status: 200, body: answer })
      onViolation(`The sandbox has no platform interface ${path}.`)
      return toResponse({
        status: 501,
        body: JSON.stringify({ message: `The sandbox has no platform interface ${path}.` }),
      })
    })
  }

  function send(
    invocation: Invocation,
    { method, url: address, headers, body, signal }: PlainRequest,
  ): Promise<Response> {
    const url = new URL(address)
    if (!isAllowed(url)) {
      onViolation(`${invocation.fn.key} fetched ${url.origin}, which the manifest does not declare.`)
      return Promise.reject(egressError(address))
    }
    const limit = INVOCATION.egressRequestsPerMinute * Math.ceil(invocation.fn.timeoutSeconds / 60)
    if ((invocation.egressRequests += 1) > limit) {
      onViolation(`${invocation.fn.key} made more than ${limit} external requests in one invocation.`)
      return Promise.reject(networkError())
    }
    if (egress.take(clock.now(), 1) > 0) {
      onViolation(`The app made more than ${INVOCATION.appEgressRequestsPerMinute} external requests in a minute.`)
      return Promise.reject(networkError())
    }
    if (isNetworkSpent()) return Promise.reject(networkError())
    const service = route(url)
    if (service === undefined) {
      onViolation(`No service of the sandbox answers for ${url.origin}${url.pathname}.`)
      return Promise.reject(networkError())
    }
    const origin = { functionKey: invocation.fn.key, invocationId: invocation.id }
    return outbound.send(
      invocation,
      service,
      { method, url, headers, body, caller: { kind: 'external' }, origin },
      signal,
    )
  }

  return {
    counts,
    forgeFetch: (instance, auth, path, init) => {
      const invocation = runningIn(instance, path)
      if (invocation === null) return never()
      const { type, remote } = auth as ProxyAuth
      const body = typeof init?.body === 'string' ? init.body : ''
      if (type === 'kvs') return callStore(invocation, path, body)
      if (type === 'fpp' && remote === 'jira') return callJira(invocation, auth as ProxyAuth, path, init)
      if (type === 'fpp' && remote === 'stargate') return callOwnInterface(invocation, path, body)
      onViolation(`The sandbox has no ${String(type)} remote "${String(remote)}" (${path}).`)
      return Promise.reject(networkError())
    },
    fetch: async (instance, input, init) => {
      const read = readWebRequest(input, init)
      const request = read instanceof Promise ? await read : read
      const invocation = runningIn(instance, request.url)
      return invocation === null ? never() : send(invocation, request)
    },
    addInterceptor: (interceptor) => {
      interceptors.add(interceptor)
      return () => void interceptors.delete(interceptor)
    },
    onMessage: (listener) => void listeners.push(listener),
  }
}

/** As `ExternalEndpointNotAllowedError` of @forge/api 8.3.0. */
function egressError(url: string): Error {
  const text = `URL not included in the external fetch backend permissions: ${url}. Visit go.atlassian.com/forge-egress for more information.`
  return Object.assign(new realm.Error(text), { name: 'REQUEST_EGRESS_ALLOWLIST_ERR', status: 403 })
}
