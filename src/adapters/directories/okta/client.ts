import * as v from 'valibot'
import { sendWithToken } from '../client-credentials'
import { createHttp } from '../../http'
import type { HttpReply } from '../../http'
import type { DirectoryTools } from '../directory-kind'
import { checkOrigin, followPages } from '../pages'
import { parseReply } from '../../parse'
import { oktaTokens } from './token'
import type { OktaCredentials } from './schema'

/** The Okta org with our credentials: adds the token and follows pages, never to another host. */
export interface Okta {
  /** @param patienceMs see `HttpRequest` */
  get(pathOrUrl: string, patienceMs?: number): Promise<HttpReply>
  /** All pages of a list. @throws AppError `incomplete-read` when a page comes twice */
  pages<T>(schema: v.GenericSchema<unknown, T>, firstPath: string, what: string): AsyncIterable<readonly T[]>
}

export function createOkta({ fetch, budget, now }: DirectoryTools, credentials: OktaCredentials): Okta {
  const http = createHttp(fetch, budget)
  const { orgUrl, apiToken } = credentials
  const tokens = oktaTokens(credentials)
  async function get(pathOrUrl: string, patienceMs?: number): Promise<HttpReply> {
    const url = pathOrUrl.startsWith('/') ? `${orgUrl}${pathOrUrl}` : checkOrigin(pathOrUrl, orgUrl, 'Okta')
    const headers = { accept: 'application/json' }
    const request = { method: 'GET' as const, url, headers, ...(patienceMs === undefined ? {} : { patienceMs }) }
    if (apiToken === undefined) return sendWithToken(tokens, http, now().getTime(), request)
    return http.send({ ...request, headers: { ...headers, authorization: `SSWS ${apiToken}` } })
  }
  return {
    get,
    pages: (schema, firstPath, what) =>
      followPages(
        firstPath,
        async (address) => {
          const reply = await get(address)
          return { page: parseReply(v.array(schema), reply, what), next: nextOf(reply.link) }
        },
        what,
      ),
  }
}

/** `Link: <…>; rel="self", <…>; rel="next"` (RFC 8288); the last page has no next. */
function nextOf(link: string | undefined): string | undefined {
  for (const [, address, relation] of (link ?? '').matchAll(/<([^>]*)>\s*;\s*rel="?([^",;]*)"?/g)) {
    if (relation === 'next') return address
  }
  return undefined
}
