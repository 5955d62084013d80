import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Fetch, Http, HttpReply } from '../http'
import { parseReply } from '../parse'
import { forgetGraphToken, readGraphToken } from './token'
import type { EntraCredentials } from './token'

export const GRAPH = 'https://graph.microsoft.com/v1.0'

/** Microsoft Graph with our credentials: adds the token and follows pages, never to another host. */
export interface Graph {
  send(
    method: 'GET' | 'POST',
    pathOrUrl: string,
    options?: { json?: unknown; headers?: Record<string, string> },
  ): Promise<HttpReply>
  /** All pages of a collection. @throws AppError `incomplete-read` when a page comes twice */
  pages<T>(
    schema: v.GenericSchema<unknown, T>,
    firstPath: string,
    what: string,
    headers?: Record<string, string>,
  ): AsyncIterable<Page<T>>
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly deltaLink: string | null
}

export function createGraph(
  http: Http,
  fetch: Fetch,
  readCredentials: () => Promise<EntraCredentials>,
  now: () => Date,
): Graph {
  async function send(
    method: 'GET' | 'POST',
    pathOrUrl: string,
    options: { json?: unknown; headers?: Record<string, string> } = {},
  ) {
    const url = pathOrUrl.startsWith('/') ? `${GRAPH}${pathOrUrl}` : checkHost(pathOrUrl)
    const credentials = await readCredentials()
    const json = options.json === undefined ? {} : { json: options.json }
    const sendOnce = async (): Promise<HttpReply> => {
      const token = await readGraphToken(credentials, fetch, now().getTime())
      return http.send({ method, url, headers: { ...options.headers, authorization: `Bearer ${token}` }, ...json })
    }
    const reply = await sendOnce()
    if (reply.status !== 401) return reply
    forgetGraphToken(credentials)
    return sendOnce()
  }
  return {
    send,
    pages: async function* <T>(
      schema: v.GenericSchema<unknown, T>,
      firstPath: string,
      what: string,
      headers?: Record<string, string>,
    ) {
      const page = v.object({
        value: v.array(schema),
        '@odata.nextLink': v.optional(v.string()),
        '@odata.deltaLink': v.optional(v.string()),
      })
      const seen = new Set<string>()
      let next: string | undefined = firstPath
      while (next !== undefined) {
        if (seen.has(next))
          throw new AppError(
            'incomplete-read',
            `${what}: expected a new page, got one that was read before. The read is not whole and nothing is removed by it.`,
          )
        seen.add(next)
        const reply: HttpReply = await send('GET', next, headers === undefined ? {} : { headers })
        const parsed: v.InferOutput<typeof page> = parseReply(page, reply, what)
        yield { items: parsed.value as T[], deltaLink: parsed['@odata.deltaLink'] ?? null }
        next = parsed['@odata.nextLink']
      }
    },
  }
}

/** A page link comes from outside: the token goes to Graph's own host and nowhere else. */
function checkHost(url: string): string {
  if (new URL(url).origin !== new URL(GRAPH).origin) {
    throw new AppError(
      'bad-response',
      `Microsoft Graph: expected a page link to ${new URL(GRAPH).host}, got one to ${new URL(url).host}. It was not followed.`,
    )
  }
  return url
}
