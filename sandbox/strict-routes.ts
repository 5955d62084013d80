/**
 * Routes that know every endpoint, query parameter and body property they answer, and nothing else:
 * whatever is unknown is a loud 501 whose text names it, and stays on a list of violations.
 */
import type { Clock } from './clock'
import { ErrorReply, jsonReply } from './reply'
import type { ServiceName, ServiceReply, ServiceRequest } from './service'

export interface Violation {
  readonly at: number
  readonly service: ServiceName
  readonly text: string
}

export interface Strictness {
  /** Oldest first; the first `MAX_VIOLATIONS` are kept. */
  readonly violations: readonly Violation[]
  record(text: string): void
  /** Records `text` and makes the 501 to throw. */
  unsupported(text: string): ErrorReply
  /** The JSON object in the body, or null when there is none. A property outside `known` is a 501. */
  readObject(request: ServiceRequest, known: ReadonlySet<string>): Record<string, unknown> | null
}

/** One mistake tends to repeat at every call; the first ones tell the story. */
const MAX_VIOLATIONS = 1_000

export function createStrictness(service: ServiceName, clock: Clock): Strictness {
  const violations: Violation[] = []

  function record(text: string): void {
    if (violations.length < MAX_VIOLATIONS) violations.push({ at: clock.now(), service, text })
  }

  function unsupported(text: string): ErrorReply {
    record(text)
    return new ErrorReply(jsonReply(501, { error: 'not-implemented-by-the-sandbox', service, message: text }))
  }

  return {
    violations,
    record,
    unsupported,
    readObject: (request, known) => {
      const value = parseJson(request.body)
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
      for (const name of Object.keys(value)) {
        if (!known.has(name))
          throw unsupported(`${request.method} ${request.url.pathname}: unknown body property "${name}"`)
      }
      return value as Record<string, unknown>
    },
  }
}

export interface Call {
  readonly request: ServiceRequest
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With parameters in braces: `/rest/api/3/applicationrole/{key}`. */
  readonly path: string
  /** Names of the query parameters that the endpoint has. */
  readonly query?: readonly string[]
  answer(call: Call): ServiceReply
}

/** @returns answers a request by the first route that fits; throws the 501 when none does */
export function createRoutes(
  strictness: Strictness,
  routes: readonly Route[],
): (request: ServiceRequest) => ServiceReply {
  const compiled = routes.map((route) => ({
    route,
    pattern: compilePath(route.path),
    query: new Set(route.query ?? []),
  }))
  return (request) => {
    const { pathname, searchParams } = request.url
    for (const { route, pattern, query } of compiled) {
      if (route.method !== request.method) continue
      const match = pattern.exec(pathname)
      if (match === null) continue
      for (const name of searchParams.keys()) {
        if (!query.has(name))
          throw strictness.unsupported(`${request.method} ${pathname}: unknown query parameter "${name}"`)
      }
      const params: Record<string, string> = {}
      for (const [name, value] of Object.entries(match.groups ?? {})) params[name] = decodeURIComponent(value)
      return route.answer({ request, params, query: searchParams })
    }
    throw strictness.unsupported(`${request.method} ${pathname}: unknown endpoint`)
  }
}

function compilePath(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
}

/** @returns undefined when the text is missing or not JSON */
export function parseJson(text: string | null): unknown {
  if (text === null || text === '') return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
