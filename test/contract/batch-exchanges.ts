/** Takes a `$batch` of Graph apart: each request inside it is an exchange of its own. */
import type { Exchange, Sent } from './exchange'

interface BatchItem {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

interface BatchReplyItem {
  readonly id: string
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export function isBatch({ method, url }: Sent): boolean {
  return method === 'POST' && url.pathname === '/v1.0/$batch'
}

/** The requests inside a batch, by id; none when the body is not that of a batch. */
export function readBatchRequests(outer: Sent): ReadonlyMap<string, Sent> {
  const items = (readObject(outer.body)['requests'] ?? []) as readonly BatchItem[]
  const authorization = outer.headers['authorization']
  return new Map(
    items.map(({ id, method, url, headers = {}, body }) => [
      id,
      {
        method,
        url: new URL(`${outer.url.origin}/v1.0${url.startsWith('/') ? '' : '/'}${url}`),
        headers: { ...lowerNames(headers), ...(authorization === undefined ? {} : { authorization }) },
        body: body === undefined ? null : JSON.stringify(body),
      },
    ]),
  )
}

/** The exchanges inside a batch that was answered. */
export function readBatchExchanges({ service, request, reply }: Exchange): readonly Exchange[] {
  const requests = readBatchRequests(request)
  const replies = (readObject(reply.body)['responses'] ?? []) as readonly BatchReplyItem[]
  return replies.flatMap(({ id, status, headers = {}, body }) => {
    const inner = requests.get(id)
    const text = body === undefined ? '' : JSON.stringify(body)
    return inner === undefined
      ? []
      : [{ service, request: inner, reply: { status, headers: lowerNames(headers), body: text } }]
  })
}

function readObject(text: string | null): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(text ?? '') ?? {}) as Record<string, unknown>
  } catch {
    return {}
  }
}

function lowerNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
