/** The identity provider, as the use cases see it. */
import type { LookedUp } from '../core/look-ups'
import type { Person, PersonAttribute } from '../core/people'

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
  /** A few people as they are right now. */
  lookUp(objectIds: readonly string[], attributes?: readonly PersonAttribute[]): Promise<LookedUp<Person>>
  /** Everybody who has this e-mail address or user principal name, in any letter case. */
  find(address: string, attributes?: readonly PersonAttribute[]): Promise<readonly Person[]>
  /** Which of the groups each person is a (transitive) member of, by object id. */
  readMemberships(objectIds: readonly string[], groupIds: readonly string[]): Promise<LookedUp<readonly string[]>>
  /** Display names of groups by id; a group that is not there is missing from the map. */
  readGroupNames(groupIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Display names by id of groups whose name begins with the text, in any letter case; at most `limit` of them, in one request. */
  findGroups(text: string, limit: number): Promise<ReadonlyMap<string, string>>
  /**
   * Successful sign-ins to any of the applications, newest first, as far as the provider tells them now.
   * @throws AppError when it tells none of them
   */
  readSignIns(span: Span, appIds: readonly string[]): Promise<SignInsRead>
  /** Applications that the newest sign-ins since an instant led to, the most used first; one request. */
  readApplications(since: Date): Promise<readonly Application[]>
  /**
   * The last sign-in of one person, to any application whatever: a fact to show, no sign of using Jira. Up to a day late, in
   * one request that is not repeated. null = none is known, which is not "never".
   * @throws AppError `permission-missing`, `no-premium` where the provider does not tell it to us
   */
  readLastSignIn(objectId: string): Promise<LastSignIn | null>
  /** How many requests it takes to read so many people, and the members of so many groups of that size. */
  countPages(people: number, groups: number): Promise<number>
}

export interface DirectoryChanges {
  /** By object id, the last state wins. */
  readonly changed: ReadonlyMap<string, 'enabled' | 'disabled' | 'deleted'>
  readonly cursor: string
}

/** ISO; both ends belong to it. */
export interface Span {
  readonly since: string
  readonly until: string
}

export interface SignInsRead {
  readonly rows: readonly SignIn[]
  /** The older part that was not read, since there is too much or the provider wants a rest; null: all was read. */
  readonly unread: Span | null
}

export interface SignIn {
  /** The provider's id of the log row. */
  readonly id: string
  readonly objectId: string
  readonly at: string
}

export interface Application {
  readonly id: string
  readonly name: string
}

export interface LastSignIn {
  /** ISO, at most a day ahead of our clock. */
  readonly at: string
  /** Only known to have been tried: it may have failed. */
  readonly isAttempt: boolean
}
