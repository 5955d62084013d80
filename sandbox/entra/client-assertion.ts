/**
 * A client that signs in with a certificate (learn.microsoft.com/entra/identity-platform/certificate-credentials): the
 * assertion's header, claims and signature are really checked.
 */
import { constants, createHash, verify, X509Certificate } from 'node:crypto'
import type { Clock } from '../clock'
import { tokenError } from './errors'
import type { Tenant } from './tenant'

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
/** Clocks may differ by that much. */
const SKEW_S = 300

export function createAssertionCheck({
  clock,
  tenant,
}: {
  clock: Clock
  tenant: Tenant
}): (form: URLSearchParams) => void {
  const used = new Set<string>()

  return (form) => {
    if (form.get('client_assertion_type') !== TYPE) throw wrong(400, 'invalid_request', 900144, 'client_assertion_type')
    const [head = '', body = '', signature = ''] = (form.get('client_assertion') ?? '').split('.')
    const header = decode(head)
    const claims = decode(body)
    const certificate = new X509Certificate(tenant.certificate)
    const thumbprint = createHash('sha256').update(certificate.raw).digest('base64url')
    if (header['x5t#S256'] !== thumbprint)
      throw invalid(700027, 'The certificate with this identifier is not registered.')
    if (header['alg'] !== 'PS256' || header['typ'] !== 'JWT') throw invalid(50027, 'Expected the algorithm PS256.')
    const key = {
      key: certificate.publicKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    }
    if (!verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')))
      throw invalid(700027, 'Client assertion failed signature validation.')
    const audience = `https://login.microsoftonline.com/${tenant.tenantId}/oauth2/v2.0/token`
    if (claims['aud'] !== audience) throw invalid(700023, 'Client assertion audience claim does not match.')
    if (claims['iss'] !== tenant.clientId || claims['sub'] !== tenant.clientId)
      throw invalid(700021, 'Client assertion application identifier does not match.')
    const now = clock.now() / 1_000
    const { nbf, exp, jti } = claims as { nbf?: number; exp?: number; jti?: string }
    if (nbf === undefined || exp === undefined || nbf > now + SKEW_S || exp < now - SKEW_S)
      throw invalid(700024, 'Client assertion is not within its valid time range.')
    if (jti === undefined || used.has(jti)) throw invalid(50027, 'The assertion has been used before.')
    used.add(jti)
  }
}

function decode(part: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  } catch {
    throw invalid(50027, 'JWT token is invalid or malformed.')
  }
}

function invalid(aadsts: number, text: string): Error {
  return wrong(401, 'invalid_client', aadsts, text)
}

function wrong(status: number, error: string, aadsts: number, text: string): Error {
  return tokenError(status, error, aadsts, text)
}
