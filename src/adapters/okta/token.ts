import * as oauth from 'oauth4webapi'
import type { TokenSource } from '../client-credentials'
import { importPrivateKey } from '../private-key'

export interface OktaCredentials {
  /** e.g. `https://company.okta.com`, without a path. */
  readonly orgUrl: string
  /** Either an API token … */
  readonly apiToken?: string | undefined
  /** … or a service app that signs in with a key of its own. */
  readonly serviceApp?: OktaServiceApp | undefined
}

export interface OktaServiceApp {
  readonly clientId: string
  /** Key id (kid) of the public key in Okta. */
  readonly keyId: string
  /** PEM */
  readonly privateKey: string
}

/** Reading only. */
const SCOPES = 'okta.users.read okta.groups.read okta.logs.read'

/** Tokens of the org's own authorization server (developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp). */
export function oktaTokens(orgUrl: string, { clientId, keyId, privateKey }: OktaServiceApp): TokenSource {
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
