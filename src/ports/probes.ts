/** Trying a connection: what a service says to credentials, before anything is saved. */

/** One thing that was tried. The page words it. */
export interface Finding {
  readonly what: 'sign-in' | 'users' | 'groups' | 'sign-ins' | 'key' | 'okta'
  readonly outcome: FindingOutcome
  /** What the service has instead, by id, or its own words; never a secret and never a person. */
  readonly detail?: string
}

export type FindingOutcome =
  | 'ok'
  | 'secret-wrong'
  | 'secret-is-its-id' //       a GUID was entered: the id of the secret, not its value
  | 'secret-expired'
  | 'certificate-unknown'
  | 'app-unknown'
  | 'tenant-unknown'
  | 'permission-missing'
  | 'no-premium' //             the sign-in log needs Entra ID P1
  | 'key-refused' //            wrong or expired: the services do not tell which
  | 'key-scoped' //             made with scopes, which the calls that are needed do not have
  | 'key-of-scim' //            the other key was entered
  | 'key-of-organization'
  | 'organization-unknown'
  | 'directory-unknown'
  | 'token-refused' //          Okta: wrong, revoked, or not used for 30 days
  | 'app-refused' //            Okta: client id, key id or private key of the service app
  | 'role-missing' //           Okta: the owner of the token, or the service app, is no administrator
  | 'scope-missing' //          Okta: of the service app
  | 'address-wrong' //          an answer that no Okta org gives
  | 'refused' //                in the service's own words
  | 'no-answer'

export interface EntraAccess {
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret?: string | undefined
  readonly certificate?: { readonly certificate: string; readonly privateKey: string } | undefined
}

export interface OktaAccess {
  readonly orgUrl: string
  readonly apiToken?: string | undefined
  readonly serviceApp?: { readonly clientId: string; readonly keyId: string; readonly privateKey: string } | undefined
}

export interface ConnectionProbes {
  /** Signs in and asks for one row of everything that the app reads. */
  entra(access: EntraAccess): Promise<readonly Finding[]>
  /** Looks for a person who is not there, and for a group: an answer shows that they may be read. */
  okta(access: OktaAccess): Promise<readonly Finding[]>
  /** @param scimDirectoryId where the key may belong instead; null = not known */
  organization(
    access: { readonly orgId: string; readonly directoryId: string; readonly apiKey: string },
    scimDirectoryId: string | null,
  ): Promise<readonly Finding[]>
  scim(access: { readonly directoryId: string; readonly apiKey: string }): Promise<readonly Finding[]>
  /** Last day of a certificate (PEM), YYYY-MM-DD; null when it cannot be read. */
  endOfCertificate(pem: string): string | null
}
