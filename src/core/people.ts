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
  readonly proofs?: Proofs
  readonly gaps?: Gaps
}

/** What tells that two objects of the directory are one person: no address and no name, since those are used again. Never ''. */
export interface Proofs {
  /** The number by which the company knows the employee. */
  readonly employee?: string
  /** The id of the same object in the company's own directory, where this one is a copy of it. */
  readonly immutable?: string
}

/** What a service did not tell of somebody, or not in words that are known. Nothing is taken from whom that concerns. */
export interface Gaps {
  /** Fields that were asked for and are not there, or null. */
  readonly missing?: readonly string[]
  /** Fields that say something nobody knows. */
  readonly unknown?: readonly string[]
  /** Roles of the account that nobody knows, each as its id. */
  readonly roles?: readonly string[]
  /** Products (see `familyOf`) that were used at a date that is none. */
  readonly dates?: readonly string[]
  /** Products whose newest activity does not say at which site it was. */
  readonly sites?: readonly string[]
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
  /** The organization lists it, and it is no member of this directory: there is no account here. */
  readonly isElsewhere?: true
  readonly groupIds: readonly string[]
  /** Organization, site or user-access administrators. */
  readonly isAdmin: boolean
  /** Newest activity in the Jira family of this site that the organization reports (up to 24 h late); null = none reported = unknown. */
  readonly lastSeen: string | null
  /** Newest activity by product key as the organization reports it, of products outside the Jira family. */
  readonly seenIn?: Readonly<Record<string, string>>
  /** Only where `lastSeen` was narrowed to another product: what it was for the Jira family. */
  readonly seenInJira?: string | null
  /** null = unknown */
  readonly addedAt: string | null
  readonly gaps?: Gaps
}

/**
 * How the account was left when its person had gone. without-groups: usable, out of all its groups; without-access: out of
 * its access groups, and the app was not permitted to suspend it.
 */
export type LeftAs = 'disabled' | 'without-groups' | 'without-access'

/** What we remember about one person in the directory. No name, no e-mail (design rule 11). */
export interface Link {
  readonly accountId: string
  /** When we know it. */
  readonly scimId?: string
  /** While we keep a seat record for the account, that is while it held access when last read. */
  readonly holds?: true
  /** The person left, and has not come back. */
  readonly left?: LeftAs
  /** Once the person has been in scope: only who was in scope can leave it. */
  readonly wasInScope?: true
  /** Keyed digest of the attributes that the account was last written with. */
  readonly digest?: string
  /** Keyed digests of what tells that a later object of the directory is the same person; see `proofDigest`. */
  readonly proof?: string
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

/** What is told or read late: a grant or a removal of ours since then is newer. @param at ISO */
export function isDecidedSince(record: SeatRecord | null, at: string): boolean {
  const own = [record?.grantedAt, record?.revokedAt].filter((instant) => instant !== undefined)
  return own.some((instant) => Date.parse(instant) >= Date.parse(at))
}
