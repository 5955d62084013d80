import * as oauth from 'oauth4webapi'
import { AppError } from '../../core/errors'
import type { Fetch, HttpReply } from '../http'

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
 * example because consent was withdrawn and given again. @throws AppError `sign-in-refused` with what to correct, `unavailable`
 */
export async function sendWithToken(
  source: TokenSource,
  fetch: Fetch,
  nowMs: number,
  send: (token: string) => Promise<HttpReply>,
): Promise<HttpReply> {
  const reply = await send(await readToken(source, fetch, nowMs))
  if (reply.status !== 401) return reply
  cache.delete(source.cacheKey)
  return send(await readToken(source, fetch, nowMs))
}

async function readToken(source: TokenSource, fetch: Fetch, nowMs: number): Promise<string> {
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
      { [oauth.customFetch]: (url, init) => fetch(url, { ...init, body: String(init.body) } as Parameters<Fetch>[1]) },
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
