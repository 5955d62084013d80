import ky, { HTTPError, TimeoutError } from 'ky'
import { AppError } from '../core/errors'
import { SECOND_MS } from '../core/time'
import { waitAskedFor } from './wait-asked-for'
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
  /** Sent as it is, instead of `json`, with the media type in `headers`. Not part of what makes two calls the same: it may be signed anew. */
  readonly form?: string
  /**
   * How often a service that fails is asked again. 0: where nobody knows whether it was done; a 429 is waited out once all the
   * same. 1: about one person, whom the app comes back to by itself. Without it, as often as the guides advise.
   */
  readonly retries?: 0 | 1
  /** For what one can do without: sent once, and given up after so long. */
  readonly patienceMs?: number
}

export interface HttpReply {
  readonly status: number
  /** The body as text; '' for none. */
  readonly text: string
  /** How long the service asks to be left alone. */
  readonly waitMs?: number
  /** The header that leads to the next page, where a service has one. */
  readonly link?: string
  /** An earlier attempt was not answered: what was asked for may have been done by that one. */
  readonly isRepeated?: true
}

export interface Http {
  /**
   * Sends one request, with retries for 429, 5xx and broken connections, as long as the waiting leaves time for what follows.
   * What a service wants to be left alone with for longer is not asked again in this invocation before that time.
   * @returns any reply other than 429 and 5xx, also 4xx: what those mean is the adapter's business
   * @throws AppError `throttled` (with the wait that the service asked for), `unavailable`, after the last retry; `unavailable`,
   * too, where a call about one person was not answered and its repetition was throttled: it may have been done
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
/** A request that is not answered is given up while there is time left to say so. */
const LAST_WORDS_MS = 3_000

const PASSING_STATUS = new Set([408, 429, 500, 502, 503, 504])

/** For who waits for the answer: nothing is tried again by itself. */
export const NO_RETRIES: Pick<Budget, 'timeLeftMs'> = { timeLeftMs: () => RESERVE_MS }

export function createHttp(fetch: Fetch, budget: Pick<Budget, 'timeLeftMs'>): Http {
  const client = ky.create({
    fetch: (input, init) => sendAsForge(fetch, input, init),
    // Any other reply is the adapter's business.
    throwHttpErrors: (status) => PASSING_STATUS.has(status),
    retry: {
      limit: RETRY_LIMIT,
      methods: ['get', 'post', 'put', 'patch', 'delete'],
      statusCodes: [...PASSING_STATUS],
      afterStatusCodes: [429, 503],
      delay: (attempt) => Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** (attempt - 1)),
      // 0.7–1.3, so that many retries do not come at once.
      jitter: (delay) => delay * (0.7 + Math.random() * 0.6),
      retryOnTimeout: true,
    },
  })
  /** ky would wait as long as it is told to, and the platform would end the function meanwhile. */
  const isTooLong = (error: Error, retryCount: number): boolean => {
    const ownMs = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** (retryCount - 1)) * 1.3
    return !hasTimeFor(waitOf(error) ?? ownMs, budget)
  }
  /** Until how little time of the invocation is left a service asked not to be asked the same again. */
  const rests = new Map<string, { readonly untilLeftMs: number; readonly error: AppError }>()
  return {
    send: async (request) => {
      const { method, url, headers, json, contentType, form, retries = RETRY_LIMIT, patienceMs } = request
      const call = `${method} ${url} ${JSON.stringify(json)}`
      const rest = rests.get(call)
      if (rest !== undefined && budget.timeLeftMs() > rest.untilLeftMs) throw rest.error
      const timeLeftMs = Math.max(LAST_WORDS_MS, budget.timeLeftMs() - LAST_WORDS_MS)
      let isRepeated = false
      try {
        const response = await client(url, {
          method,
          headers:
            json === undefined ? { ...headers } : { ...headers, 'content-type': contentType ?? 'application/json' },
          ...(json === undefined ? {} : { body: JSON.stringify(json) }),
          ...(form === undefined ? {} : { body: form }),
          timeout: Math.min(patienceMs ?? TIMEOUT_MS, timeLeftMs),
          retry:
            patienceMs !== undefined
              ? { limit: 0 }
              : {
                  shouldRetry: ({ error, retryCount }) => {
                    const most = isTooMany(error) ? Math.max(1, retries) : retries
                    if (isTooLong(error, retryCount) || retryCount > most) return false
                    isRepeated ||= isUnanswered(error)
                    return undefined
                  },
                },
        })
        return { ...(await toReply(response)), ...(isRepeated ? { isRepeated } : {}) }
      } catch (error) {
        const said = toAppError(error, `${method} ${new URL(url).host}`, isRepeated && retries === 1)
        if (said.waitMs !== undefined) rests.set(call, { untilLeftMs: budget.timeLeftMs() - said.waitMs, error: said })
        throw said
      }
    },
  }
}

/** Whether a wait leaves enough of the invocation for what comes after. */
export function hasTimeFor(waitMs: number, budget: Pick<Budget, 'timeLeftMs'>): boolean {
  return waitMs <= budget.timeLeftMs() - RESERVE_MS
}

/** What adapters know of a response; also of Jira's, which Forge asks without any retry. */
export async function toReply(
  response: Pick<Response, 'status' | 'text'> & { readonly headers: { get(name: string): string | null } },
): Promise<HttpReply> {
  const { status, headers } = response
  const link = headers.get('link')
  const waitMs = PASSING_STATUS.has(status) ? waitAskedFor(headers) : null
  return {
    ...{ status, text: await response.text() },
    ...(link === null ? {} : { link }),
    ...(waitMs === null ? {} : { waitMs }),
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
  const response = await fetch(input.url, {
    method: input.method,
    headers,
    ...(body === undefined || body === '' ? {} : { body }),
    signal: input.signal,
  })
  const waitMs = PASSING_STATUS.has(response.status) ? waitAskedFor(response.headers) : null
  if (waitMs === null) return response
  // ky knows one of the forms in which services ask for a wait, and by our clock only.
  const seconds = String(Math.ceil(waitMs / SECOND_MS))
  return new Response(await response.text(), { status: response.status, headers: { 'retry-after': seconds } })
}

/** Refused before anything was done. */
function isTooMany(error: Error): boolean {
  return error instanceof HTTPError && error.response.status === 429
}

/** Nobody knows whether it was done. */
function isUnanswered(error: Error): boolean {
  return !(error instanceof HTTPError) || (PASSING_STATUS.has(error.response.status) && !isTooMany(error))
}

/** @returns null where the service did not say how long */
function waitOf(error: Error): number | null {
  const seconds = error instanceof HTTPError ? error.response.headers.get('retry-after') : null
  return seconds === null ? null : Number(seconds) * SECOND_MS
}

function toAppError(error: unknown, where: string, mayBeDone: boolean): AppError {
  if (error instanceof AppError) return error
  if (error instanceof HTTPError) {
    const { status } = error.response
    const code = status === 429 && !mayBeDone ? 'throttled' : 'unavailable'
    const waitMs = waitOf(error)
    return new AppError(
      code,
      `Expected an answer from ${where}, got ${status} again and again. It will be tried again later.`,
      { cause: error, ...(waitMs === null ? {} : { waitMs }) },
    )
  }
  const what = error instanceof TimeoutError ? 'no answer in time' : 'a broken connection'
  return new AppError('unavailable', `Expected an answer from ${where}, got ${what}. It will be tried again later.`, {
    cause: error,
  })
}
