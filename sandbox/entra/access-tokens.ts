/** The token endpoint of the Microsoft identity platform: client credentials with a secret or a certificate. */
import { createHash } from 'node:crypto'
import type { Clock } from '../clock'
import { jsonReply } from '../reply'
import type { ServiceReply, ServiceRequest } from '../service'
import type { Call, Strictness } from '../strict-routes'
import { createAssertionCheck } from './client-assertion'
import { invalidToken, tokenError } from './errors'
import type { EntraAnswers } from './guesses'
import { TOKEN_LIFE_S } from './limits'
import type { Tenant } from './tenant'

export interface AccessTokens {
  issue(call: Call): ServiceReply
  /** Application permissions of the bearer token of a Graph request; throws the 401. */
  rolesOf(request: ServiceRequest): readonly string[]
}

const PARAMETERS: ReadonlySet<string> = new Set([
  ...['client_id', 'client_secret', 'scope', 'grant_type'],
  ...['client_assertion', 'client_assertion_type'],
])

export function createAccessTokens({
  clock,
  tenant,
  strictness,
  answers,
}: {
  clock: Clock
  tenant: Tenant
  strictness: Strictness
  answers: EntraAnswers
}): AccessTokens {
  const checkAssertion = createAssertionCheck({ clock, tenant })
  const issued = new Map<string, { roles: readonly string[]; expiresAt: number }>()
  let count = 0

  function forgetExpired(): void {
    // Tokens expire in the order in which they were issued.
    for (const [token, { expiresAt }] of issued) {
      if (expiresAt > clock.now() - TOKEN_LIFE_S * 1000) return
      issued.delete(token)
    }
  }

  return {
    issue: ({ request, params }) => {
      forgetExpired()
      const form = readForm(strictness, request)
      checkCredentials(tenant, params['tenant']!, form)
      if (form.has('client_assertion')) checkAssertion(form)
      else checkSecret(tenant, form)
      const roles = [...tenant.consentedRoles]
      const issuedAt = Math.floor(clock.now() / 1000)
      const token = encodeToken({
        aud: 'https://graph.microsoft.com',
        iss: `https://sts.windows.net/${tenant.tenantId}/`,
        iat: issuedAt,
        nbf: issuedAt,
        exp: issuedAt + TOKEN_LIFE_S,
        appid: tenant.clientId,
        tid: tenant.tenantId,
        uti: String(count++),
        roles,
      })
      issued.set(token, { roles, expiresAt: (issuedAt + TOKEN_LIFE_S) * 1000 })
      return jsonReply(200, {
        token_type: 'Bearer',
        expires_in: TOKEN_LIFE_S,
        ext_expires_in: TOKEN_LIFE_S,
        access_token: token,
      })
    },
    rolesOf: (request) => {
      const [scheme, token] = (request.headers['authorization'] ?? '').split(' ')
      if (scheme !== 'Bearer' || token === undefined) throw invalidToken('Access token is empty.')
      const known = issued.get(token)
      if (known === undefined) throw invalidToken('Access token validation failure. Invalid signature.')
      if (known.expiresAt <= clock.now()) throw invalidToken('Lifetime validation failed, the token is expired.')
      if (answers['entra-token-roles'] === 'until-expiry') return known.roles
      return known.roles.filter((role) => tenant.consentedRoles.includes(role))
    },
  }
}

function readForm(strictness: Strictness, request: ServiceRequest): URLSearchParams {
  if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) {
    throw tokenError(
      400,
      'invalid_request',
      900144,
      "The request body must be of the type 'application/x-www-form-urlencoded'.",
    )
  }
  const form = new URLSearchParams(request.body ?? '')
  for (const name of form.keys()) {
    if (!PARAMETERS.has(name)) throw strictness.unsupported(`token endpoint: unknown parameter "${name}"`)
  }
  return form
}

function checkCredentials(tenant: Tenant, name: string, form: URLSearchParams): void {
  if (name !== tenant.tenantId) throw tokenError(400, 'invalid_request', 90002, `Tenant '${name}' not found.`)
  if (form.get('grant_type') !== 'client_credentials') {
    throw tokenError(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.')
  }
  if (form.get('scope') !== 'https://graph.microsoft.com/.default') {
    throw tokenError(400, 'invalid_scope', 1002012, 'The provided value for scope is not valid for client credentials.')
  }
  if (form.get('client_id') !== tenant.clientId) {
    throw tokenError(400, 'unauthorized_client', 700016, 'Application was not found in the directory.')
  }
}

function checkSecret(tenant: Tenant, form: URLSearchParams): void {
  if (form.get('client_secret') !== tenant.clientSecret) {
    throw tokenError(401, 'invalid_client', 7000215, 'Invalid client secret provided.')
  }
  if (tenant.isSecretExpired) {
    throw tokenError(401, 'invalid_client', 7000222, 'The provided client secret keys are expired.')
  }
}

/** Has the shape of a JWT. Its signature is a digest, since nobody but this service checks it. */
function encodeToken(payload: Record<string, unknown>): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const content = `${encode({ typ: 'JWT', alg: 'RS256' })}.${encode(payload)}`
  return `${content}.${createHash('sha256').update(content).digest('base64url')}`
}
