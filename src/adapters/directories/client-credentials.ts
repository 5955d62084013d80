import * as oauth from 'oauth4webapi'
import { AppError } from '../../core/errors'
import type { Http, HttpReply, HttpRequest } from '../http'

/** How one app signs in at one vendor. */
export interface TokenSource {
  /** As messages call the vendor. */
  readonly vendor: string
  readonly issuer: string
  readonly tokenEndpoint: string
  readonly clientId: string
  readonly scope: string
  /** Everything that makes the token what it is, so that another credential gets another token. */
  readonly cacheKey: string
  authenticate(): Promise<oauth.ClientAuth>
  /** The vendor's own code of a refusal, and what to correct. */
  explain(error: oauth.ResponseBodyError): { readonly vendorCode: string; readonly advice: string }
}

/** A token is fetched anew when it has less than this left. */
const MIN_LIFE_MS = 5 * 60_000

interface CachedToken {
  readonly token: string
  readonly expiresAtMs: number
}

/** Lives as long as the function's instance; tokens are good for about an hour. */
const cache = new Map<string, CachedToken>()

/**
 * Sends a request with a token of the client-credentials grant; once more when a token is refused before its time, for
 * example because consent was withdrawn and given again.
 * @param patienceMs see `HttpRequest`; for the token, too
 * @throws AppError `sign-in-refused` with what to correct, `unavailable`, `throttled`
 */
export async function sendWithToken(
  source: TokenSource,
  http: Http,
  nowMs: number,
  request: Omit<HttpRequest, 'headers'> & { readonly headers?: HttpRequest['headers'] },
): Promise<HttpReply> {
  const { patienceMs } = request
  const send = async (): Promise<HttpReply> => {
    const authorization = `Bearer ${await readToken(source, http, nowMs, patienceMs)}`
    return http.send({ ...request, headers: { ...request.headers, authorization } })
  }
  const reply = await send()
  if (reply.status !== 401) return reply
  cache.delete(source.cacheKey)
  return send()
}

async function readToken(source: TokenSource, http: Http, nowMs: number, patienceMs?: number): Promise<string> {
  const cached = cache.get(source.cacheKey)
  if (cached !== undefined && cached.expiresAtMs - nowMs > MIN_LIFE_MS) return cached.token
  const server: oauth.AuthorizationServer = { issuer: source.issuer, token_endpoint: source.tokenEndpoint }
  const client: oauth.Client = {
    client_id: source.clientId,
    // Assertions are dated by the clock that we were given.
    [oauth.clockSkew]: Math.round((nowMs - Date.now()) / 1_000),
  }
  try {
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      await source.authenticate(),
      new URLSearchParams({ scope: source.scope }),
      {
        [oauth.customFetch]: async (url, { headers, body }) => {
          const form = String(body)
          // What failed is not sent again: an assertion may be good for one use.
          const how = patienceMs === undefined ? { retries: 0 as const } : { patienceMs }
          const { status, text } = await http.send({ method: 'POST', url, headers, form, ...how })
          return new Response(text, { status, headers: { 'content-type': 'application/json' } })
        },
      },
    )
    const grant = await oauth.processClientCredentialsResponse(server, client, response)
    cache.set(source.cacheKey, { token: grant.access_token, expiresAtMs: nowMs + (grant.expires_in ?? 0) * 1_000 })
    return grant.access_token
  } catch (error) {
    throw toAppError(source, error)
  }
}

function toAppError({ vendor, explain }: TokenSource, error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof oauth.ResponseBodyError) {
    const { vendorCode, advice } = explain(error)
    return new AppError('sign-in-refused', `Signing in to ${vendor}: ${advice}`, { cause: error, vendorCode })
  }
  return new AppError(
    'unavailable',
    `Signing in to ${vendor}: expected a token, got no usable answer. It will be tried again later.`,
    { cause: error },
  )
}
