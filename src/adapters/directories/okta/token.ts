import * as oauth from 'oauth4webapi'
import type { TokenSource } from '../client-credentials'
import { importPrivateKey } from '../private-key'
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
    advise: ({ error }) => ADVICE[error] ?? `Okta answered ${error}.`,
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  invalid_client: 'the client id, the key id or the private key is not that of an active service app.',
  invalid_scope: 'the service app lacks a scope. Grant okta.users.read, okta.groups.read and okta.logs.read.',
  invalid_dpop_proof: 'the service app demands DPoP. Switch “Require DPoP” off in its general settings.',
}
