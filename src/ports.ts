/** What the use cases need from the world, in our words. Adapters implement these; tests have fakes of them. */
import type { Account, Person, PersonAttribute } from './core/people'
import type { Seats } from './core/seats'
import type { RoleAssignment } from './core/target-group'

/** Reads the identity provider. Every method throws AppError; a read that is not whole is `incomplete-read`. */
export interface DirectoryReader {
  /** Everybody with these attributes, page by page; throws on a failed, malformed or repeated page rather than ending early. */
  readPeople(attributes?: readonly PersonAttribute[]): AsyncIterable<readonly Person[]>
  /** Object ids of the (transitive) members of a group. */
  readGroupMembers(groupId: string): AsyncIterable<readonly string[]>
  /**
   * What changed since `cursor`. With null: nothing, and a cursor that begins now.
   * @throws AppError `cursor-expired` when the provider no longer accepts the cursor
   */
  readChanges(cursor: string | null): Promise<DirectoryChanges>
  /** A few people as they are right now; a person who is not there is missing from the map. */
  lookUp(objectIds: readonly string[], attributes?: readonly PersonAttribute[]): Promise<ReadonlyMap<string, Person>>
  /** Everybody who has this e-mail address or user principal name, in any letter case. */
  find(address: string, attributes?: readonly PersonAttribute[]): Promise<readonly Person[]>
  /** Which of the groups each person is a (transitive) member of, by object id. */
  readMemberships(
    objectIds: readonly string[],
    groupIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>
  /** Display names of groups by id; a group that is not there is missing from the map. */
  readGroupNames(groupIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Successful sign-ins to any of the applications since an instant, newest first. */
  readSignIns(since: Date, appIds: readonly string[]): Promise<readonly SignIn[]>
}

export interface DirectoryChanges {
  /** By object id, the last state wins. */
  readonly changed: ReadonlyMap<string, 'enabled' | 'disabled' | 'deleted'>
  readonly cursor: string
}

export interface SignIn {
  /** The provider's id of the log row. */
  readonly id: string
  readonly objectId: string
  readonly at: string
}

export interface AccountPage {
  readonly accounts: readonly Account[]
  /** null on the last page */
  readonly cursor: string | null
}

/** A group of the organization. */
export interface AccountGroup {
  readonly id: string
  readonly name: string
  /** Only the identity provider can change it. */
  readonly isSynchronised: boolean
  readonly members: number
  readonly roles: readonly RoleAssignment[]
}

export interface AccountReader {
  /** One page of the organization's accounts, of the members of some groups (at most 10), or of some e-mails (at most 100). */
  readPage(
    filter: { readonly groupIds?: readonly string[]; readonly emails?: readonly string[] },
    cursor: string | null,
  ): Promise<AccountPage>
  /** Accounts as they are now; an account that is not there is missing from the map. */
  lookUp(accountIds: readonly string[]): Promise<ReadonlyMap<string, Account>>
  /** What membership of a group gives. */
  readGroupRoles(groupId: string): Promise<readonly RoleAssignment[]>
  /** Accounts by e-mail address, lower case. */
  findByEmail(emails: readonly string[]): Promise<readonly Account[]>
  /** How many members a group has. */
  countMembers(groupId: string): Promise<number>
  /** Groups with their roles; a group that is not there is missing from the map. */
  readGroups(groupIds: readonly string[]): Promise<ReadonlyMap<string, AccountGroup>>
  /** Which of these groups only the identity provider can change. */
  readSynchronisedGroups(groupIds: readonly string[]): Promise<ReadonlySet<string>>
}

export type MembershipOutcome =
  | 'done'
  | 'already' //        nothing to do: was a member (grant) or was none (revoke)
  | 'no-seat' //        the product's licence limit
  | 'not-found' //      account or group is not (yet) in the organization
  | 'not-allowed' //    synchronised group, or the credential may not
  | 'throttled' //      too many requests; nothing was changed

export interface AccessWriter {
  addToGroup(groupId: string, accountId: string): Promise<MembershipOutcome>
  removeFromGroup(groupId: string, accountId: string): Promise<MembershipOutcome>
}

/** Makes, disables and restores accounts without ever giving access. */
export interface AccountWriter {
  /**
   * Creates the account, or finds the one that is already there.
   * @param looksFirst an account may be there under another address: it is looked for by the directory's own id first
   */
  create(
    person: Person,
    looksFirst?: boolean,
  ): Promise<{ readonly accountId: string; readonly scimId: string; readonly existed: boolean }>
  /**
   * Writes what the directory now says of the person.
   * @returns 'not-found' when the account is not one of ours to write, 'taken' when another account has the address
   */
  update(
    account: { readonly scimId: string | null; readonly objectId: string },
    person: Person,
  ): Promise<'done' | 'not-found' | 'taken'>
  /** Disables the account of a person who left. */
  deactivate(account: {
    readonly accountId: string
    readonly scimId: string | null
    readonly objectId: string
  }): Promise<void>
  restore(account: {
    readonly accountId: string
    readonly scimId: string | null
    readonly objectId: string
  }): Promise<void>
}

export interface SeatReader {
  readSeats(productKey: string): Promise<Seats>
  /** Every product of the site, in one call. */
  readAllSeats(): Promise<readonly Seats[]>
}

export interface CallerReader {
  /** Does the person who calls administer Jira? Asked on the server for every call of the page. */
  isAdministrator(): Promise<boolean>
}

/** Key-value storage of the installation. Values are JSON. */
export interface Store {
  get<T>(key: string): Promise<T | null>
  getMany<T>(keys: readonly string[]): Promise<ReadonlyMap<string, T>>
  /** @param ttlSeconds forgotten after so long; without it, never. At most a year. */
  set(key: string, value: unknown, ttlSeconds?: number): Promise<void>
  setMany(entries: ReadonlyMap<string, unknown>): Promise<void>
  /** Sets only if there is none: the lock and idempotency primitive. @returns false when the key exists */
  create(key: string, value: unknown, ttlSeconds: number): Promise<boolean>
  delete(key: string): Promise<void>
  deleteMany(keys: readonly string[]): Promise<void>
}

export interface SecretStore {
  read<T>(key: string): Promise<T | null>
  save(key: string, value: unknown): Promise<void>
  forget(key: string): Promise<void>
}

/** A record with compare-and-set. */
export interface Versioned<T> {
  readonly version: number
  readonly value: T
}

export interface RecordStore {
  readMany<T>(kind: 'lease' | 'links', keys: readonly string[]): Promise<ReadonlyMap<string, Versioned<T>>>
  /** @param expected the version read before, null when there was no record. @returns false when somebody else was faster */
  swap<T>(kind: 'lease' | 'links', key: string, expected: number | null, value: T): Promise<boolean>
}

/**
 * A refused request stays for a day, so that the person finds the reason and a further signal costs nothing.
 * 'undo': an administrator gives access back; served after everybody who asks.
 */
export type RequestState = 'open' | 'waiting' | 'refused' | 'undo'

export type SignalSource =
  'activity' | 'sign-in' | 'web-trigger' | 'portal' | 'admin' | 'colleague' | 'on-behalf' | 'undo'

/** One wish for a seat: at most one per person and product. */
export interface AccessRequest {
  readonly key: string
  readonly accountId: string
  readonly productKey: string
  readonly state: RequestState
  readonly askedAt: string
  readonly source: SignalSource
  /** Place among those who wait, in seconds since 1970, where an administrator has moved it; else the time of asking. */
  readonly place?: number
  /** Undo only: the groups that were taken, all of which come back; the guard joins the first. */
  readonly groupIds?: readonly string[]
  /** Why it waits or was refused, and how many seats were free then. */
  readonly refusal?: { readonly because: string; readonly free: number; readonly at: string }
}

export interface RequestBox {
  /** @returns false when this person already asks or waits for the product */
  add(request: AccessRequest): Promise<boolean>
  /** As they are now (strongly consistent); those that are gone are missing. */
  getMany(keys: readonly string[]): Promise<readonly AccessRequest[]>
  /** Oldest first; a request made moments ago may be missing (queries are eventually consistent). */
  list(state: 'open' | 'refused' | 'undo', limit: number): Promise<readonly AccessRequest[]>
  /** Those who wait for one product. */
  listWaiting(productKey: string, limit: number): Promise<readonly AccessRequest[]>
  update(requests: readonly AccessRequest[]): Promise<void>
  remove(keys: readonly string[]): Promise<void>
}

export type JobMessage =
  | { readonly type: 'run'; readonly run: RunName; readonly runId: string; readonly resume?: number }
  | { readonly type: 'apply'; readonly planId: string }
  | { readonly type: 'verify'; readonly planId: string }
  | { readonly type: 'undo'; readonly undoId: string }
  | { readonly type: 'preview'; readonly previewId: string }

export type RunName = 'provision' | 'leavers' | 'sweep'

export interface JobQueue {
  push(message: JobMessage, delaySeconds?: number): Promise<void>
}

export interface InboxQueue {
  /** Wakes the drain. `hint` is the key of a request that a query may not show yet. */
  wake(hint: string | null, delaySeconds?: number): Promise<void>
}

/** Where the app is installed. */
export interface SiteInfo {
  cloudId(): string
  /** Address at which the outside calls the signal's web trigger. */
  signalAddress(): Promise<string>
}

/** Keyed digests; comparisons take the same time whatever differs. */
export interface Signatures {
  isSame(given: string, expected: string): boolean
  /** HMAC-SHA-256 in hexadecimal. */
  sign(secret: string, text: string): string
}

export interface Clock {
  now(): Date
  sleep(ms: number): Promise<void>
}

/** What is left of this invocation. */
export interface Budget {
  timeLeftMs(): number
  /** Outgoing requests left before the platform refuses them. */
  requestsLeft(): number
}

/** A static message and plain fields: ids and numbers, never a name or an e-mail. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
}

export interface Ports {
  readonly directory: DirectoryReader
  readonly accounts: AccountReader
  readonly access: AccessWriter
  readonly accountWriter: AccountWriter
  readonly seats: SeatReader
  readonly store: Store
  readonly secrets: SecretStore
  readonly records: RecordStore
  readonly requests: RequestBox
  readonly jobs: JobQueue
  readonly inbox: InboxQueue
  readonly site: SiteInfo
  readonly signatures: Signatures
  readonly clock: Clock
  readonly budget: Budget
  readonly log: Log
}
