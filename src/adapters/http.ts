import ky, { HTTPError, TimeoutError } from 'ky'
import { AppError } from '../core/errors'
import type { Budget } from '../ports'

/** What an adapter needs of `fetch`: Forge's takes a text address and plain headers. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal?: AbortSignal },
) => Promise<Response>

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly json?: unknown
  /** Media type of `json`; SCIM has its own. */
  readonly contentType?: string
  /** Not sent again when nobody knows whether it was done: only a 429 is retried. */
  readonly isOnce?: true
  /** For what one can do without: sent once, and given up after so long. */
  readonly patienceMs?: number
}

export interface HttpReply {
  readonly status: number
  /** The body as text; '' for none. */
  readonly text: string
  /** The header that leads to the next page, where a service has one. */
  readonly link?: string
}

export interface Http {
  /**
   * Sends one request, with retries for 429, 5xx and broken connections.
   * @returns any reply other than 429 and 5xx, also 4xx: what those mean is the adapter's business
   * @throws AppError `throttled`, `unavailable` after the last retry
   */
  send(request: HttpRequest): Promise<HttpReply>
}

/** Four retries, 2 → 30 s, as Atlassian's rate-limit guide and Microsoft's throttling guide both advise. */
const RETRY_LIMIT = 4
const RETRY_FIRST_MS = 2_000
const RETRY_MAX_MS = 30_000
/** Forge ends a request after 180 s; 60 leaves room for a retry. */
const TIMEOUT_MS = 60_000
/** Waiting must leave this much of the invocation for what comes after. */
const RESERVE_MS = 15_000

const PASSING_STATUS = new Set([408, 429, 500, 502, 503, 504])

/** For who waits for the answer: nothing is tried again by itself. */
export const NO_RETRIES: Pick<Budget, 'timeLeftMs'> = { timeLeftMs: () => 0 }

export function createHttp(fetch: Fetch, budget: Pick<Budget, 'timeLeftMs'>): Http {
  const isTooLong = (error: Error): boolean => waitAskedFor(error) > budget.timeLeftMs() - RESERVE_MS
  const client = ky.create({
    fetch: (input, init) => sendAsForge(fetch, input, init),
    timeout: TIMEOUT_MS,
    retry: {
      limit: RETRY_LIMIT,
      methods: ['get', 'post', 'put', 'patch', 'delete'],
      statusCodes: [...PASSING_STATUS],
      afterStatusCodes: [429, 503],
      delay: (attempt) => Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** (attempt - 1)),
      // 0.7–1.3, so that many retries do not come at once.
      jitter: (delay) => delay * (0.7 + Math.random() * 0.6),
      retryOnTimeout: true,
      // ky would wait its maximum and try again when the vendor asks for more time than we have: stop instead.
      shouldRetry: ({ error }) => (isTooLong(error) ? false : undefined),
    },
  })
  return {
    send: async (request) => {
      const { method, url, headers, json, contentType, isOnce, patienceMs } = request
      try {
        const response = await client(url, {
          method,
          headers:
            json === undefined ? { ...headers } : { ...headers, 'content-type': contentType ?? 'application/json' },
          ...(json === undefined ? {} : { body: JSON.stringify(json) }),
          ...(isOnce === true
            ? { retry: { shouldRetry: ({ error }) => (isTooLong(error) || !isTooMany(error) ? false : undefined) } }
            : {}),
          ...(patienceMs === undefined ? {} : { timeout: patienceMs, retry: { limit: 0 } }),
        })
        const link = response.headers.get('link')
        return { status: response.status, text: await response.text(), ...(link === null ? {} : { link }) }
      } catch (error) {
        if (error instanceof HTTPError && !PASSING_STATUS.has(error.response.status)) {
          return { status: error.response.status, text: await error.response.text() }
        }
        throw toAppError(error, `${method} ${new URL(url).host}`)
      }
    },
  }
}

/** ky hands over a Request; Forge's fetch wants its parts. */
async function sendAsForge(fetch: Fetch, input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  if (!(input instanceof Request)) return fetch(String(input), { method: init?.method ?? 'GET', headers: {} })
  const headers: Record<string, string> = {}
  input.headers.forEach((value, name) => {
    headers[name] = value
  })
  const body = input.method === 'GET' || input.body === null ? undefined : await input.text()
  return fetch(input.url, {
    method: input.method,
    headers,
    ...(body === undefined || body === '' ? {} : { body }),
    signal: input.signal,
  })
}

/** Refused before anything was done. */
function isTooMany(error: Error): boolean {
  return error instanceof HTTPError && error.response.status === 429
}

function waitAskedFor(error: Error): number {
  if (!(error instanceof HTTPError)) return 0
  const seconds = Number(error.response.headers.get('retry-after') ?? '0')
  return Number.isFinite(seconds) ? seconds * 1_000 : 0
}

function toAppError(error: unknown, where: string): AppError {
  if (error instanceof AppError) return error
  if (error instanceof HTTPError) {
    const { status } = error.response
    const code = status === 429 ? 'throttled' : 'unavailable'
    return new AppError(
      code,
      `Expected an answer from ${where}, got ${status} again and again. It will be tried again later.`,
      { cause: error },
    )
  }
  const what = error instanceof TimeoutError ? 'no answer in time' : 'a broken connection'
  return new AppError('unavailable', `Expected an answer from ${where}, got ${what}. It will be tried again later.`, {
    cause: error,
  })
}
