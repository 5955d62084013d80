import * as v from 'valibot'
import { sendWithToken } from '../client-credentials'
import { AppError } from '../../../core/errors'
import { createHttp, hasTimeFor } from '../../http'
import type { HttpReply } from '../../http'
import type { DirectoryTools } from '../directory-kind'
import { checkOrigin, followPages } from '../pages'
import { parseReply } from '../../parse'
import { entraTokens } from './token'
import type { EntraCredentials } from './schema'

export const GRAPH = 'https://graph.microsoft.com/v1.0'

/** Microsoft Graph with our credentials: adds the token and follows pages, never to another host. */
export interface Graph {
  send(method: 'GET' | 'POST', pathOrUrl: string, options?: SendOptions): Promise<HttpReply>
  /** Waits, where that leaves time for what follows. @throws AppError `throttled` with the wait, where it does not or may not */
  rest(waitMs: number, mayWait: boolean): Promise<void>
  /** All pages of a collection. @throws AppError `incomplete-read` when a page comes twice */
  pages<T>(
    schema: v.GenericSchema<unknown, T>,
    firstPath: string,
    what: string,
    headers?: Record<string, string>,
  ): AsyncIterable<Page<T>>
}

interface SendOptions {
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** See `HttpRequest`. */
  readonly patienceMs?: number
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly deltaLink: string | null
}

export function createGraph({ fetch, budget, now }: DirectoryTools, credentials: EntraCredentials): Graph {
  const http = createHttp(fetch, budget)
  const tokens = entraTokens(credentials)
  async function send(method: 'GET' | 'POST', pathOrUrl: string, options: SendOptions = {}) {
    const url = pathOrUrl.startsWith('/') ? `${GRAPH}${pathOrUrl}` : checkOrigin(pathOrUrl, GRAPH, 'Microsoft Graph')
    return sendWithToken(tokens, http, now().getTime(), { method, url, ...options })
  }
  return {
    send,
    rest: async (waitMs, mayWait) => {
      if (mayWait && hasTimeFor(waitMs, budget)) return new Promise((resolve) => setTimeout(resolve, waitMs))
      throw new AppError('throttled', 'Microsoft Graph: too many requests (429). It will be tried again later.', {
        waitMs,
      })
    },
    pages: <T>(
      schema: v.GenericSchema<unknown, T>,
      firstPath: string,
      what: string,
      headers?: Record<string, string>,
    ) => {
      const pageSchema = v.object({
        value: v.array(schema),
        '@odata.nextLink': v.optional(v.string()),
        '@odata.deltaLink': v.optional(v.string()),
      })
      return followPages(
        firstPath,
        async (address) => {
          const reply = await send('GET', address, headers === undefined ? {} : { headers })
          const parsed: v.InferOutput<typeof pageSchema> = parseReply(pageSchema, reply, what)
          const deltaLink = checkLink(parsed['@odata.deltaLink']) ?? null
          return { page: { items: parsed.value as T[], deltaLink }, next: checkLink(parsed['@odata.nextLink']) }
        },
        what,
      )
    },
  }
}

/** Judged when it arrives, so that a wrong one is neither followed nor kept. */
function checkLink(link: string | undefined): string | undefined {
  return link === undefined ? undefined : checkOrigin(link, GRAPH, 'Microsoft Graph')
}
