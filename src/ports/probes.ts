/** Trying a connection: what a service says to credentials, before anything is saved. The page words it. */

export type Finding = DirectoryFinding | KeyFinding

/** One thing that was tried at a directory; what its words mean, the directory's form says. */
export interface DirectoryFinding {
  readonly kind: string
  readonly what: string
  readonly outcome: string
  /** The service's own words; never a secret and never a person. */
  readonly detail?: string
  /** It is about sign-ins, which one can do without. */
  readonly isOptional?: true
}

/** What Atlassian says to a key. */
export interface KeyFinding {
  readonly what: 'key'
  readonly outcome: KeyOutcome
  /** What the service has instead, by id, or its own words; never a secret and never a person. */
  readonly detail?: string
}

export type KeyOutcome =
  | 'ok'
  | 'key-refused' //            wrong or expired: the services do not tell which
  | 'key-scoped' //             made with scopes, which the calls that are needed do not have
  | 'key-of-scim' //            the other key was entered
  | 'key-of-organization'
  | 'organization-unknown'
  | 'directory-unknown'
  | 'refused' //                in the service's own words
  | 'no-answer'
  | 'throttled' //            asked too often just now: nothing to correct

export interface KeyProbes {
  /** @param scimDirectoryId where the key may belong instead; null = not known */
  organization(
    access: { readonly orgId: string; readonly directoryId: string; readonly apiKey: string },
    scimDirectoryId: string | null,
  ): Promise<readonly KeyFinding[]>
  scim(access: { readonly directoryId: string; readonly apiKey: string }): Promise<readonly KeyFinding[]>
}
