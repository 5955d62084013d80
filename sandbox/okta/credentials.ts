/** Who may ask: an API token (SSWS), or an access token of the service app, got with a signed assertion (private_key_jwt). */
import { createHash, verify, X509Certificate } from 'node:crypto'
import type { Clock } from '../clock'
import { jsonReply } from '../reply'
import type { ServiceReply, ServiceRequest } from '../service'
import { parseJson } from '../strict-routes'
import type { Call, Strictness } from '../strict-routes'
import { invalidToken, notPermitted, tokenError } from './errors'
import { ASSERTION_LIFE_MAX_S, TOKEN_LIFE_S } from './limits'
import type { OktaOrg } from './org'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const PARAMETERS: ReadonlySet<string> = new Set([
  ...['grant_type', 'scope', 'client_id', 'client_assertion_type', 'client_assertion'],
])
/** Clocks may differ by that much. */
const SKEW_S = 300

export interface Credentials {
  issue(call: Call): ServiceReply
  /** Throws the 401 or 403. @returns who asks: an API token has rate limits of its own */
  check(request: ServiceRequest, scope: string): 'api-token' | 'service-app'
}

export function createCredentials(world: { clock: Clock; org: OktaOrg; strictness: Strictness }): Credentials {
  const { clock, org, strictness } = world
  const issued = new Map<string, { scopes: readonly string[]; expiresAt: number }>()
  const used = new Set<string>()

  function issue({ request }: Call): ServiceReply {
    const form = new URLSearchParams(request.body ?? '')
    for (const name of form.keys())
      if (!PARAMETERS.has(name)) throw strictness.unsupported(`token endpoint: unknown parameter "${name}"`)
    if (form.get('grant_type') !== 'client_credentials')
      throw tokenError(400, 'unsupported_grant_type', 'The authorization grant type is not supported.')
    checkAssertion(form)
    const scopes = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '')
    const missing = scopes.find((scope) => !org.grantedScopes.includes(scope))
    if (scopes.length === 0 || missing !== undefined)
      throw tokenError(
        400,
        'invalid_scope',
        'One or more scopes are not configured for the authorization server resource.',
      )
    const expiresAt = clock.now() + TOKEN_LIFE_S * 1_000
    const token = createHash('sha256').update(`${org.clientId}/${expiresAt}/${issued.size}`).digest('base64url')
    issued.set(token, { scopes, expiresAt })
    return jsonReply(200, {
      token_type: 'Bearer',
      expires_in: TOKEN_LIFE_S,
      access_token: token,
      scope: scopes.join(' '),
    })
  }

  function checkAssertion(form: URLSearchParams): void {
    if (form.get('client_assertion_type') !== ASSERTION_TYPE)
      throw tokenError(401, 'invalid_client', 'The client_assertion_type is missing or wrong.')
    const [head = '', body = '', signature = ''] = (form.get('client_assertion') ?? '').split('.')
    const header = decode(head)
    const { iss, sub, aud, exp, jti } = decode(body) as Record<string, string | undefined> & { exp?: number }
    if (header['alg'] !== 'RS256' || header['kid'] !== org.keyId)
      throw tokenError(401, 'invalid_client', 'The JWKSet for the client has no key with this kid.')
    const { publicKey } = new X509Certificate(org.certificate)
    if (!verify('sha256', Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url')))
      throw tokenError(401, 'invalid_client', 'The client_assertion signature is invalid.')
    if (iss !== org.clientId || sub !== org.clientId)
      throw tokenError(401, 'invalid_client', 'The client_assertion must have the client id as iss and sub.')
    if (aud !== `https://${org.host}/oauth2/v1/token`)
      throw tokenError(401, 'invalid_client', 'The client_assertion token has an invalid audience.')
    const now = clock.now() / 1_000
    if (exp === undefined || exp < now - SKEW_S || exp > now + ASSERTION_LIFE_MAX_S + SKEW_S)
      throw tokenError(401, 'invalid_client', 'The client_assertion token is expired or lives too long.')
    if (jti === undefined || used.has(jti))
      throw tokenError(401, 'invalid_client', 'The client_assertion token has already been used.')
    used.add(jti)
  }

  return {
    issue,
    check: (request, scope) => {
      const [scheme, token = ''] = (request.headers['authorization'] ?? '').split(' ')
      if (scheme === 'SSWS' && token === org.apiToken && !org.isTokenRevoked) return 'api-token'
      if (scheme !== 'Bearer') throw invalidToken()
      const known = issued.get(token)
      if (known === undefined || known.expiresAt <= clock.now()) throw invalidToken()
      if (!known.scopes.includes(scope)) throw notPermitted()
      return 'service-app'
    },
  }
}

function decode(part: string): Readonly<Record<string, unknown>> {
  const value = parseJson(Buffer.from(part, 'base64url').toString())
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  throw tokenError(401, 'invalid_client', 'The client_assertion is not a JWT.')
}
