/** What the suite of the directory port needs to know of an implementation and of the world behind it. */
import type { Person } from '../../../src/core/people'
import type { DirectoryReader } from '../../../src/ports'

/** A person as the suite sets one up; `email` is null without a mailbox. */
export interface NewPerson {
  readonly name: string
  readonly login: string
  readonly email: string | null
  readonly kind?: Person['kind']
}

export const ADA: NewPerson = { name: 'Ada Byron', login: 'Ada@Example.com', email: 'Ada.Byron@Example.com' }
export const BEN: NewPerson = { name: 'Ben Bell', login: 'ben@example.com', email: 'ben@example.com' }
export const CID: NewPerson = { name: 'Cid Moss', login: 'cid@example.com', email: 'cid@example.com' }
export const NOBODY = 'nobody-has-this-id'

export interface DirectoryHarness {
  readonly directory: DirectoryReader
  /** Id of an application that people can sign in to. */
  readonly appId: string
  readonly otherAppId: string
  /** @returns the object id */
  addPerson(person: NewPerson): string
  setEnabled(objectId: string, isEnabled: boolean): void
  remove(objectId: string): void
  /** @returns the group id */
  addGroup(name: string): string
  renameGroup(groupId: string, name: string): void
  setMember(groupId: string, memberId: string, isMember: boolean): void
  signIn(objectId: string, appId: string): void
  now(): Date
  /** Until what was done shows in every read. */
  settle(): Promise<void>
  /** The next day: also what is published once a day shows. */
  nextDay(): Promise<void>
  /** From the second page of people on, this happens instead of the page. */
  breakSecondPage(how: 'fails' | 'is HTML' | 'comes again' | 'lies on another host'): void
  /** Requests that the real service would not understand, and requests to a host that is not the directory's. */
  violations(): readonly string[]
}

/** What an implementation does differently, each with its reason. */
export interface DirectoryTraits {
  readonly name: string
  /** One more than fits on a page; null: everybody is on one page. */
  readonly morePeopleThanOnAPage: number | null
  /** Titles of tests that do not apply. */
  readonly skip: readonly { readonly reason: string; readonly tests: readonly DirectoryTest[] }[]
}

export type DirectoryTest =
  | 'tells guests from members'
  | 'takes the login as the address of who has no mailbox'
  | 'tells who was deleted'
  | 'follows groups within groups'
