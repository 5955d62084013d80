/** Faults on the way to a remote service and back. */
import type { Clock } from '../clock'
import { writeItem } from '../entra/batch'
import { isRemoteWrite } from '../meters/remote-writes'
import type { Interception, Interceptor, ServiceName, ServiceReply, ServiceRequest } from '../service'
import { parseJson } from '../strict-routes'
import type { Calls, Fault, RequestFault } from './fault'
import { createPartialView } from './partial-view'
import type { NamesPerson } from './person'
import { spoilRows } from './odd-rows'
import type { Timing } from './timing'
import { createCycle, HTML_REPLY, repeatCursor, statusReply, truncate } from './wrong-replies'

type Strike = (request: ServiceRequest) => Interception

/**
 * @param names null = whoever the request is about; else one item of a `$batch` is struck, and not the others
 * @param onStrike told of each request, or item, that the fault changes
 */
export function createRequestInterceptor(
  clock: Clock,
  { service, calls, path, fault }: Extract<Fault, { target: 'request' }>,
  names: NamesPerson | null,
  timing: Timing,
  onStrike: () => void,
): Interceptor {
  const strike = createStrike(clock, fault, names, onStrike)

  function strikes(name: ServiceName, request: ServiceRequest): boolean {
    if (service !== 'any' && service !== name) return false
    if (path !== null && !request.url.pathname.includes(path)) return false
    if (calls !== null && !isAmong(calls, name, request)) return false
    if (fault.type === 'stale' && isRemoteWrite(name, request)) return false
    // Which rows are the person's is seen in the reply.
    const isOfRows = fault.type === 'row'
    if (names !== null && !isOfRows && !(isAbout(names, request) && (calls === 'look-ups' || !isLookUp(request))))
      return false
    if (!timing.strikes()) return false
    if (!isOfRows) onStrike()
    return true
  }

  return (name, request) => {
    if (names === null || !request.url.pathname.endsWith('/$batch'))
      return strikes(name, request) ? strike(request) : undefined
    const struck = new Map<string, Interception>()
    for (const [id, item] of itemsOf(request)) if (strikes(name, item)) struck.set(id, strike(item))
    return struck.size === 0 ? undefined : { alter: (reply) => alterItems(reply, struck) }
  }
}

function isAmong(calls: Calls, name: ServiceName, request: ServiceRequest): boolean {
  switch (calls) {
    case 'reads':
      return !isRemoteWrite(name, request)
    case 'writes':
      return isRemoteWrite(name, request)
    case 'look-ups':
      return isLookUp(request)
    default:
      return request.method === calls
  }
}

/** Asks for people by what is true of them: each of the services answers so for several at once. */
function isLookUp({ method, url }: ServiceRequest): boolean {
  if (url.pathname.endsWith('/search')) return true
  return method === 'GET' && ['filter', '$filter', 'search'].some((name) => url.searchParams.has(name))
}

function isAbout(names: NamesPerson, { url, body }: ServiceRequest): boolean {
  return names(decodeURIComponent(url.pathname)) || names([...url.searchParams.values()].join(' ')) || names(body ?? '')
}

/** The items of a `$batch` as requests of their own, by id. */
function itemsOf(batch: ServiceRequest): readonly [id: string, item: ServiceRequest][] {
  const { requests = [] } = (parseJson(batch.body) ?? {}) as {
    requests?: readonly { id: string; method: string; url: string; body?: unknown }[]
  }
  return requests.map(({ id, method, url, body }) => [
    id,
    {
      ...batch,
      method,
      url: new URL(`/v1.0/${url.replace(/^\//, '')}`, batch.url),
      body: body === undefined ? null : JSON.stringify(body),
    },
  ])
}

/** An item that gets no answer (cut, time-out) is missing in the reply. */
function alterItems(reply: ServiceReply, struck: ReadonlyMap<string, Interception>): ServiceReply {
  if (reply.status !== 200) return reply
  const { responses = [] } = (parseJson(reply.body) ?? {}) as {
    responses?: readonly { id: string; status: number; headers?: Record<string, string>; body?: unknown }[]
  }
  const texts = responses.flatMap(({ id, status, headers = {}, body }) => {
    const own = { status, headers, body: body === undefined ? '' : JSON.stringify(body) }
    const interception = struck.get(id)
    if (interception === undefined) return writeItem(id, own)
    if (typeof interception === 'string') return []
    const altered = 'alter' in interception ? interception.alter(own) : interception
    // What is no JSON stands in the reply as a text.
    const isJson = altered.body === '' || parseJson(altered.body) !== undefined
    return writeItem(id, isJson ? altered : { ...altered, body: JSON.stringify(altered.body) })
  })
  return { ...reply, body: `{"responses":[${texts.join(',')}]}` }
}

function createStrike(clock: Clock, fault: RequestFault, names: NamesPerson | null, onStrike: () => void): Strike {
  switch (fault.type) {
    case 'status':
      return () => statusReply(fault.status, fault.wait, clock.now())
    case 'html':
      return () => HTML_REPLY
    case 'html-after':
      return () => ({ alter: () => HTML_REPLY })
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
    case 'row':
      return () => ({ alter: (reply) => spoilRows(fault, names, reply, onStrike) })
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
