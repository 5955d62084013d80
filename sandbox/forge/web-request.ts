/** From the arguments of `fetch`, in all the forms that libraries use, to the sandbox's plain request; and back. */
import { STATUS_CODES } from 'node:http'
import type { ServiceReply } from '../service'

export interface PlainRequest {
  readonly method: string
  readonly url: string
  /** Names in lower case. */
  readonly headers: Record<string, string>
  readonly body: string | null
  readonly signal: AbortSignal | null
}

/** @returns the request at once where the body is text, which is nearly always; a promise where it must be read */
export function readWebRequest(input: unknown, init: RequestInit | undefined): PlainRequest | Promise<PlainRequest> {
  if (isRequest(input))
    return readRequestObject(init === undefined ? input : new Request(input, init), init?.signal ?? input.signal)
  const url = input instanceof URL ? input.href : String(input)
  const body = init?.body ?? null
  const isForm = body instanceof URLSearchParams
  if (body !== null && typeof body !== 'string' && !isForm) {
    return readRequestObject(new Request(url, { ...init, signal: null }), init?.signal ?? null)
  }
  const headers = readHeaders(init?.headers)
  if (body !== null && headers['content-type'] === undefined) {
    headers['content-type'] = isForm ? 'application/x-www-form-urlencoded;charset=UTF-8' : 'text/plain;charset=UTF-8'
  }
  const method = (init?.method ?? 'GET').toUpperCase()
  return { method, url, headers, body: body === null ? null : String(body), signal: init?.signal ?? null }
}

/** Libraries such as ky build a Request first; it may come from another copy of the class. */
function isRequest(input: unknown): input is Request {
  return typeof input === 'object' && input !== null && 'url' in input && 'headers' in input
}

async function readRequestObject(request: Request, signal: AbortSignal | null): Promise<PlainRequest> {
  const { method, url } = request
  const headers = readHeaders(request.headers)
  return { method, url, headers, body: request.body === null ? null : await request.text(), signal }
}

export function readHeaders(headers: RequestInit['headers'] | undefined): Record<string, string> {
  if (headers === undefined) return {}
  const entries =
    'entries' in headers && typeof headers.entries === 'function' && !Array.isArray(headers) ? headers.entries() : null
  const pairs = entries ?? (Array.isArray(headers) ? headers : Object.entries(headers))
  const plain: Record<string, string> = {}
  for (const [name, value] of pairs as Iterable<[string, unknown]>) plain[name.toLowerCase()] = String(value)
  return plain
}

const WITHOUT_BODY = new Set([101, 204, 205, 304])

export function toResponse({ status, headers, body }: ServiceReply): Response {
  return new Response(WITHOUT_BODY.has(status) ? null : body, {
    status,
    statusText: STATUS_CODES[status] ?? '',
    ...(headers === undefined ? {} : { headers }),
  })
}
