import * as oauth from 'oauth4webapi'
import type { TokenSource } from '../client-credentials'
import { importPrivateKey, thumbprintOf } from '../private-key'
import { entraForm } from './form'
import type { EntraCredentials } from './schema'

const LOGIN = 'https://login.microsoftonline.com'
const SCOPE = 'https://graph.microsoft.com/.default'

/** Tokens for Microsoft Graph. */
export function entraTokens(credentials: EntraCredentials): TokenSource {
  const { tenantId, clientId, clientSecret, certificate, privateKey } = credentials
  const tenant = `${LOGIN}/${encodeURIComponent(tenantId)}`
  const tokenEndpoint = `${tenant}/oauth2/v2.0/token`
  return {
    vendor: 'Entra',
    issuer: `${tenant}/v2.0`,
    tokenEndpoint,
    clientId,
    scope: SCOPE,
    cacheKey: `entra/${tenantId}/${clientId}/${clientSecret ?? JSON.stringify([certificate, privateKey])}`,
    authenticate: () => authenticate(credentials, tokenEndpoint),
    explain,
  }
}

/** How the app proves who it is: learn.microsoft.com/entra/identity-platform/certificate-credentials for certificates. */
async function authenticate(
  { clientSecret, certificate, privateKey }: EntraCredentials,
  audience: string,
): Promise<oauth.ClientAuth> {
  if (certificate === undefined || privateKey === undefined) return oauth.ClientSecretPost(clientSecret ?? '')
  const key = await importPrivateKey(privateKey, 'RSA-PSS')
  const thumbprint = thumbprintOf(certificate)
  return oauth.PrivateKeyJwt(key, {
    [oauth.modifyAssertion]: (header, payload) => {
      header['typ'] = 'JWT'
      header['x5t#S256'] = thumbprint
      // Entra wants the token endpoint; the library's default is the issuer.
      payload['aud'] = audience
    },
  })
}

/** Codes of the Microsoft identity platform (learn.microsoft.com/entra/identity-platform/reference-error-codes). */
const OUTCOMES: Readonly<Record<string, keyof typeof entraForm.outcomes>> = {
  '7000215': 'secret-wrong',
  '7000222': 'secret-expired',
  '700027': 'certificate-unknown',
  '700016': 'app-unknown',
  '90002': 'tenant-unknown',
}

/** @param vendorCode as errors carry it. @returns what is to be corrected; undefined where it is not known */
export function outcomeOf(vendorCode: string): keyof typeof entraForm.outcomes | undefined {
  return OUTCOMES[vendorCode.replace(/^AADSTS/, '')]
}

function explain({ error, error_description: description = '' }: oauth.ResponseBodyError) {
  const vendorCode = /AADSTS\d+/.exec(description)?.[0] ?? error
  const outcome = outcomeOf(vendorCode)
  if (outcome === undefined) return { vendorCode, advice: `Entra answered ${error}.` }
  const { found, toDo } = entraForm.outcomes[outcome]
  return { vendorCode, advice: `${found}. ${toDo}` }
}
