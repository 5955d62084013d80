import * as oauth from 'oauth4webapi'
import type { TokenSource } from '../client-credentials'
import { importPrivateKey, thumbprintOf } from '../private-key'
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
    advise,
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

/** Entra's own codes say precisely what to correct. */
function advise({ error, error_description: description = '' }: oauth.ResponseBodyError): string {
  return ADVICE.find(([code]) => description.includes(code))?.[1] ?? `Entra answered ${error}.`
}

const ADVICE: readonly (readonly [string, string])[] = [
  ['AADSTS7000215', 'the client secret is wrong. Copy the secret’s value, not its id.'],
  ['AADSTS700027', 'the certificate is not registered for the application, or the private key is not its key.'],
  ['AADSTS7000222', 'the client secret has expired. Create a new one in Entra and enter it here.'],
  ['AADSTS700016', 'the application is not in this tenant. Check the client id and the tenant id.'],
  ['AADSTS90002', 'the tenant was not found. Check the tenant id.'],
]
