import * as oauth from 'oauth4webapi'
import type { TokenSource } from '../client-credentials'
import { importPrivateKey } from '../private-key'
import { oktaForm } from './form'
import type { OktaCredentials } from './schema'

/** Reading only. */
const SCOPES = 'okta.users.read okta.groups.read okta.logs.read'

/** Tokens for a service app, of the org's own authorization server (developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp). */
export function oktaTokens({ orgUrl, clientId = '', keyId = '', privateKey = '' }: OktaCredentials): TokenSource {
  const tokenEndpoint = `${orgUrl}/oauth2/v1/token`
  return {
    vendor: 'Okta',
    issuer: orgUrl,
    tokenEndpoint,
    clientId,
    scope: SCOPES,
    cacheKey: `okta/${orgUrl}/${clientId}/${keyId}/${privateKey}`,
    authenticate: async () =>
      oauth.PrivateKeyJwt(
        { key: await importPrivateKey(privateKey, 'RSASSA-PKCS1-v1_5'), kid: keyId },
        {
          [oauth.modifyAssertion]: (_header, payload) => {
            // Okta wants the token endpoint; the library's default is the issuer.
            payload['aud'] = tokenEndpoint
          },
        },
      ),
    explain,
  }
}

/** Errors of Okta's token endpoint (developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp), by what is to be corrected. */
export const REFUSALS: Readonly<Record<string, keyof typeof oktaForm.outcomes>> = {
  invalid_client: 'app-refused',
  invalid_scope: 'scope-missing',
  invalid_dpop_proof: 'dpop-demanded',
}

function explain({ error: vendorCode }: oauth.ResponseBodyError) {
  const outcome = REFUSALS[vendorCode]
  if (outcome === undefined) return { vendorCode, advice: `Okta answered ${vendorCode}.` }
  const { found, toDo } = oktaForm.outcomes[outcome]
  return { vendorCode, advice: `${found}. ${toDo}` }
}
