import type { JournalRef } from './journal'

/** The nouns of the house: people in the directory, accounts at Atlassian, and the link between them. */

/** One user as the directory was read. */
export interface Person {
  readonly objectId: string
  /** Matching e-mail address, lower case: mail, else user principal name. */
  readonly email: string
  readonly displayName: string
  readonly givenName: string
  readonly familyName: string
  readonly enabled: boolean
  readonly kind: 'member' | 'guest'
}

/** One Atlassian account as the organization reported it. */
export interface Account {
  readonly accountId: string
  readonly email: string
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
  /** 1 after we deactivated the account because the person left */
  readonly x?: 1
}

export type Links = ReadonlyMap<string /* objectId */, Link>

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

/** In scope: the directory says that this person should be able to use Jira. */
export function isInScope(person: Person, memberOfRequired: ReadonlySet<string> | null): boolean {
  return (
    person.enabled && person.kind === 'member' && (memberOfRequired === null || memberOfRequired.has(person.objectId))
  )
}
