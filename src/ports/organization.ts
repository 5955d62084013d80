/** The Atlassian organization: accounts, groups and who is in them. */
import type { Account, Person } from '../core/people'
import type { SignalDelivery } from '../core/signal-call'
import type { RoleAssignment } from '../core/target-group'

export interface AccountPage {
  readonly accounts: readonly Account[]
  /** Rows that name no account. */
  readonly nameless?: number
  /** null on the last page */
  readonly cursor: string | null
}

/** A group of the organization, as it is called. */
export interface FoundGroup {
  readonly id: string
  readonly name: string
  /** Only the identity provider can change it. */
  readonly isSynchronised: boolean
}

/** A group of the organization with what membership gives. */
export interface AccountGroup extends FoundGroup {
  readonly members: number
  readonly roles: readonly RoleAssignment[]
}

export interface AccountReader {
  /** One page of the organization's accounts, of the members of some groups (at most 10), or of some e-mails (at most 100). */
  readPage(
    filter: { readonly groupIds?: readonly string[]; readonly emails?: readonly string[] },
    cursor: string | null,
  ): Promise<AccountPage>
  /** One page of accounts, at most `limit` (100), whose name or e-mail address contains a text. */
  search(text: string, limit: number, cursor: string | null): Promise<AccountPage>
  /** Accounts as they are now; an account that is not there is missing from the map. */
  lookUp(accountIds: readonly string[]): Promise<ReadonlyMap<string, Account>>
  /** What membership of a group gives. */
  readGroupRoles(groupId: string): Promise<readonly RoleAssignment[]>
  /** Who administers the organization, a site, users or an app, as far as a search tells; null: it cannot be searched for. */
  findAdministrators(): Promise<ReadonlySet<string> | null>
  /** Every role of a person, on whatever and in whatever way it was given. */
  readRoles(accountId: string): Promise<readonly string[]>
  /** Accounts by e-mail address, lower case. One whose address is not told has the one it was found by, and `email` among its gaps. */
  findByEmail(emails: readonly string[]): Promise<readonly Account[]>
  /** How many accounts the directory has by the organization's own count; whether suspended ones are among them is not documented. */
  countAccounts(): Promise<number>
  /** How many people who can sign in are in any of these groups. Of more than ten groups, somebody may count twice. */
  countActiveMembers(groupIds: readonly string[]): Promise<number>
  /** Groups with their roles; a group that is not there is missing from the map. */
  readGroups(groupIds: readonly string[]): Promise<ReadonlyMap<string, AccountGroup>>
  /** Which of these groups only the identity provider can change. */
  readSynchronisedGroups(groupIds: readonly string[]): Promise<ReadonlySet<string>>
  /** Names of groups, ten a request; a group that is not there is missing from the map. */
  describeGroups(groupIds: readonly string[]): Promise<ReadonlyMap<string, FoundGroup>>
  /** Ids of the groups with these names, in any letter case: at most 100. @returns by the name in lower case */
  findGroupIds(names: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Groups whose name contains the term, with their roles: at most `limit` of them (up to 100). */
  findGroups(term: string, limit: number): Promise<readonly AccountGroup[]>
}

/** How to reach the organization, where it is not (yet) saved. */
export interface OrganizationAccess {
  readonly orgId: string
  readonly directoryId: string
  readonly apiKey: string
}

/** Reads groups with a credential that somebody has just typed. */
export type TryOrganization = (access: OrganizationAccess) => Pick<AccountReader, 'readGroups' | 'findGroups'>

/** One line of the organization's audit log. */
export interface AuditEvent {
  readonly id: string
  readonly at: string
  /** Only the organization's own list tells which there are. */
  readonly action: string
  readonly actorId: string | null
}

export interface AuditAction {
  readonly id: string
  readonly name: string
  readonly isSignIn: boolean
}

export interface AuditLogPage {
  readonly events: readonly AuditEvent[]
  /** To go on with, also when there is nothing more for now; null = none was given. */
  readonly cursor: string | null
  readonly isLast: boolean
}

export interface AuditReader {
  /**
   * Events after the cursor, oldest first; without one, events since an instant.
   * @throws AppError `cursor-expired`; `permission-missing` where the plan has no audit log
   */
  readEvents(cursor: string | null, from: Date): Promise<AuditLogPage>
  /** Every action that the log knows, with its name; of those that are a sign-in, Atlassian documents the name and no key. */
  readActions(): Promise<readonly AuditAction[]>
  /** @returns what the webhook of the log tells; null for anything else */
  parseDelivery(json: unknown): SignalDelivery | null
}

/** 'already': there was nothing to do. 'no-seat': the product's licence limit. */
export type Joined = 'done' | 'already' | 'no-seat'
export type Parted = 'done' | 'already'

/** Whatever else the service answers is thrown: see the table of answers in docs/architecture.md. */
export interface AccessWriter {
  /** @throws AppError `not-found` while account or group are not (yet) in the organization */
  addToGroup(groupId: string, accountId: string): Promise<Joined>
  removeFromGroup(groupId: string, accountId: string): Promise<Parted>
}

/** 'may-not-suspend': the account is none of the SCIM directory's, and the permission to suspend was not given. */
export type Suspended = 'done' | 'may-not-suspend'

/** The account's record in the SCIM directory names somebody else by now, and nothing was written. */
export interface AnothersRecord {
  readonly outcome: 'another'
  readonly objectId: string
}

export type AccountOutcome =
  | {
      /** 'gone': the remembered record of the SCIM directory is not there, and there is none by the person's id or address. */
      readonly outcome: Suspended | 'gone'
      /** The record that was found; not always the one that was remembered. */
      readonly scimId?: string
    }
  | AnothersRecord

/** One account, and what is remembered of its record in the SCIM directory. */
export interface AccountRef {
  readonly accountId: string
  readonly scimId: string | null
  readonly objectId: string
  /** Of the account, where it is known. */
  readonly email?: string
  /** Whose the record may be as well: the same person's, before. */
  readonly earlierId?: string
}

/**
 * 'taken': the record with the person's address has another one's id, and nothing was written; whose account it is, where it
 * is linked to one.
 */
export type Created =
  | {
      readonly outcome: 'created' | 'existed'
      readonly accountId: string
      readonly scimId: string
      /** Of the record as it was found, lower case; left out: it has none. */
      readonly email?: string
    }
  | { readonly outcome: 'taken'; readonly accountId: string | null }

export type Updated = { readonly outcome: 'done' | 'not-found' | 'taken'; readonly scimId?: string } | AnothersRecord

/** Makes, disables and restores accounts without ever giving access. @throws AppError `not-linked` for a record without account */
export interface AccountWriter {
  /**
   * Creates the account, or finds the one that is already there.
   * @param looksFirst an account may be there under another address: it is looked for by the directory's own id first
   */
  create(person: Person, looksFirst?: boolean): Promise<Created>
  /**
   * Writes what the directory now says of the person, and leaves what others wrote.
   * @returns 'not-found' when the account is not one of ours to write, 'taken' when another account has the address
   * @throws AppError `not-linked`
   */
  update(account: AccountRef, person: Person): Promise<Updated>
  /** Whether the remembered record, where there is one, names nobody else: at most one request, and nothing is written. */
  check(account: AccountRef): Promise<AccountOutcome>
  /** Disables the account of a person who left. */
  deactivate(account: AccountRef): Promise<AccountOutcome>
  restore(account: AccountRef): Promise<AccountOutcome>
  /** Suspends an account whose record is gone. */
  suspend(accountId: string): Promise<Suspended>
  /**
   * Whom the accounts with these addresses belong to by their records in the SCIM directory, one request an address; of more
   * than 100 addresses the whole directory is read, a hundred records a request. Records without an account or an owner are
   * left out. null: no SCIM directory is connected.
   * @throws AppError `incomplete-read`, also where more than a few records cannot be read
   */
  readOwners(addresses: readonly string[]): Promise<RecordOwners | null>
}

export interface RecordOwners {
  readonly owners: ReadonlyMap<string /* accountId */, string /* objectId */>
  /** Addresses, lower case, of the records that could not be read: whose these accounts are nobody knows now. */
  readonly unread: ReadonlySet<string>
}

/** 'refused': Atlassian takes others of the same call, and not this address. */
export type InviteOutcome = 'invited' | 'refused'

/** Experimental: asks the organization for accounts without access, where no SCIM directory can make them. */
export interface AccountInviter {
  /** How many addresses one call takes. */
  readonly perCall: number
  /**
   * Invites people without access and without a mail to them. Sent once: after `unavailable` nobody knows whether it was done.
   * @param emails at most `perCall`
   * @returns for each address what became of it; whose account it is shows in the organization later. null: the list as a
   * whole was refused and nobody was invited, which one address that is none is enough for, and which one is not told
   */
  invite(emails: readonly string[]): Promise<ReadonlyMap<string, InviteOutcome> | null>
}
