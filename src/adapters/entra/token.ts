import * as oauth from 'oauth4webapi'
import { AppError } from '../../core/errors'
import type { Fetch } from '../http'
import { importPrivateKey, thumbprintOf } from '../private-key'

export interface EntraCredentials {
  readonly tenantId: string
  readonly clientId: string
  /** Either a secret … */
  readonly clientSecret?: string | undefined
  /** … or a certificate that is registered for the app, and its key; both PEM. */
  readonly certificate?: { readonly certificate: string; readonly privateKey: string } | undefined
}

const LOGIN = 'https://login.microsoftonline.com'
const SCOPE = 'https://graph.microsoft.com/.default'
/** A token is fetched anew when it has less than this left. */
const MIN_LIFE_MS = 5 * 60_000

interface CachedToken {
  readonly token: string
  readonly expiresAtMs: number
}

/** Lives as long as the function's instance; Entra's tokens are good for about an hour. */
const cache = new Map<string, CachedToken>()

/**
 * A client-credentials token for Microsoft Graph.
 * @throws AppError `sign-in-refused` with what to correct, `unavailable`
 */
export async function readGraphToken(credentials: EntraCredentials, fetch: Fetch, nowMs: number): Promise<string> {
  const cacheKey = cacheKeyOf(credentials)
  const cached = cache.get(cacheKey)
  if (cached !== undefined && cached.expiresAtMs - nowMs > MIN_LIFE_MS) return cached.token

  const issuer = `${LOGIN}/${encodeURIComponent(credentials.tenantId)}/v2.0`
  const server: oauth.AuthorizationServer = {
    issuer,
    token_endpoint: `${LOGIN}/${encodeURIComponent(credentials.tenantId)}/oauth2/v2.0/token`,
  }
  const client: oauth.Client = {
    client_id: credentials.clientId,
    // Assertions are dated by the clock that we were given.
    [oauth.clockSkew]: Math.round((nowMs - Date.now()) / 1_000),
  }
  try {
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      await authenticate(credentials, server.token_endpoint!),
      new URLSearchParams({ scope: SCOPE }),
      { [oauth.customFetch]: (url, init) => fetch(url, { ...init, body: String(init.body) } as Parameters<Fetch>[1]) },
    )
    const grant = await oauth.processClientCredentialsResponse(server, client, response)
    cache.set(cacheKey, { token: grant.access_token, expiresAtMs: nowMs + (grant.expires_in ?? 0) * 1_000 })
    return grant.access_token
  } catch (error) {
    throw explain(error)
  }
}

/** Drops a token that Graph refused before its time, for example because consent was withdrawn and given again. */
export function forgetGraphToken(credentials: EntraCredentials): void {
  cache.delete(cacheKeyOf(credentials))
}

function cacheKeyOf({ tenantId, clientId, clientSecret, certificate }: EntraCredentials): string {
  return `${tenantId}/${clientId}/${clientSecret ?? JSON.stringify(certificate)}`
}

/** How the app proves who it is: learn.microsoft.com/entra/identity-platform/certificate-credentials for certificates. */
async function authenticate(
  { clientSecret, certificate }: EntraCredentials,
  audience: string,
): Promise<oauth.ClientAuth> {
  if (certificate === undefined) return oauth.ClientSecretPost(clientSecret ?? '')
  const key = await importPrivateKey(certificate.privateKey, 'RSA-PSS')
  const thumbprint = thumbprintOf(certificate.certificate)
  return oauth.PrivateKeyJwt(key, {
    [oauth.modifyAssertion]: (header, payload) => {
      header['typ'] = 'JWT'
      header['x5t#S256'] = thumbprint
      // Entra wants the token endpoint; the library's default is the issuer.
      payload['aud'] = audience
    },
  })
}

/** Entra's own codes say precisely what to correct. */
function explain(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof oauth.ResponseBodyError) {
    const description = error.error_description ?? ''
    const advice = ADVICE.find(([code]) => description.includes(code))?.[1] ?? `Entra answered ${error.error}.`
    return new AppError('sign-in-refused', `Signing in to Entra: ${advice}`, { cause: error })
  }
  return new AppError(
    'unavailable',
    'Signing in to Entra: expected a token, got no usable answer. It will be tried again later.',
    { cause: error },
  )
}

const ADVICE: readonly (readonly [string, string])[] = [
  ['AADSTS7000215', 'the client secret is wrong. Copy the secret’s value, not its id.'],
  ['AADSTS700027', 'the certificate is not registered for the application, or the private key is not its key.'],
  ['AADSTS7000222', 'the client secret has expired. Create a new one in Entra and enter it here.'],
  ['AADSTS700016', 'the application is not in this tenant. Check the client id and the tenant id.'],
  ['AADSTS90002', 'the tenant was not found. Check the tenant id.'],
]
