/** The nouns of the house: people in the directory, accounts at Atlassian, and the link between them. */

/** One user as the directory was read. */
export interface Person {
  readonly objectId: string
  /** Matching e-mail address, lower case: mail, else user principal name, unless the settings say otherwise. '' = none. */
  readonly email: string
  /** Lower case; '' without a mailbox. */
  readonly mail?: string
  /** User principal name, lower case. */
  readonly upn?: string
  readonly displayName: string
  readonly givenName: string
  readonly familyName: string
  readonly enabled: boolean
  readonly kind: 'member' | 'guest' | 'resource'
  /** Only those that were asked for, for the patterns of the scope. */
  readonly attributes?: Readonly<Partial<Record<PersonAttribute, string>>>
}

/** Attributes that patterns may look at, by their names in the directory. */
export const PERSON_ATTRIBUTES = [
  'mail',
  'userPrincipalName',
  'displayName',
  'department',
  'jobTitle',
  'companyName',
  'employeeType',
  'officeLocation',
  'city',
  'country',
] as const
export type PersonAttribute = (typeof PERSON_ATTRIBUTES)[number]

/** One Atlassian account as the organization reported it. */
export interface Account {
  readonly accountId: string
  readonly email: string
  /** As the organization shows it; read when shown, never kept. */
  readonly name?: string
  readonly type: 'atlassian' | 'other'
  /** False for suspended, deactivated or closed accounts. */
  readonly isActive: boolean
  readonly groupIds: readonly string[]
  /** Organization, site or user-access administrators. */
  readonly isAdmin: boolean
  /** Newest activity in the Jira family that the organization reports (up to 24 h late); null = none reported = unknown. */
  readonly lastSeen: string | null
  /** Newest activity by product key as the organization reports it, of products outside the Jira family. */
  readonly seenIn?: Readonly<Record<string, string>>
  /** Only where `lastSeen` was narrowed to another product: what it was for the Jira family. */
  readonly seenInJira?: string | null
  readonly addedAt: string | null
}

/**
 * What we remember about one person in the directory. Short names: a shard of these is read and written whole.
 * No name, no e-mail (design rule 11).
 */
export interface Link {
  /** accountId */
  readonly a: string
  /** SCIM id, when we know it */
  readonly s?: string
  /** 1 while we keep a seat record for the account, that is while it held access when last read */
  readonly h?: 1
  /**
   * The person left: 1 after we disabled the account, 2 after we took its groups and left it usable, 3 after we took its
   * access and were not permitted to suspend it
   */
  readonly x?: 1 | 2 | 3
  /** 1 once the person has been in scope: only who was in scope can leave it */
  readonly i?: 1
  /** Keyed digest of the attributes that the account was last written with */
  readonly d?: string
}

export type Links = ReadonlyMap<string /* objectId */, Link>

/** Where somebody's entry stands in the journal: the plan, and the index of the first action of its batch. */
export interface JournalRef {
  readonly planId: string
  readonly start: number
}

/** What we remember about an account that holds, or held, access. Key: accountId. */
export interface SeatRecord {
  readonly holds: boolean
  readonly grantedAt?: string
  /** Day number (UTC) on which we last saw the person act in Jira. */
  readonly seenDay?: number
  readonly revokedAt?: string
  /** When an undo gave the access back. */
  readonly givenBackAt?: string
  /** Where the journal tells what we did to this person, newest last. */
  readonly decisions?: readonly JournalRef[]
}
