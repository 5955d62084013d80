/** The Entra side of the world: the people of the company, their groups and their sign-ins. */
import type { BitSet } from '../bit-set'

export interface EntraUser {
  readonly id: string
  /** Place in the order of creation; it stays with the user through deletion and restoring. */
  readonly position: number
  readonly displayName: string
  readonly givenName: string
  readonly surname: string
  readonly userPrincipalName: string
  /** null without a mailbox. */
  readonly mail: string | null
  readonly employeeId: string | null
  /** Of the object on premises, where the directory is synchronised from one. */
  readonly onPremisesImmutableId: string | null
  readonly accountEnabled: boolean
  readonly userType: 'Member' | 'Guest'
  /** Epoch ms. */
  readonly createdAt: number
  /** Set while soft-deleted (restorable for 30 days). */
  readonly deletedAt: number | null
  /** Latest sign-in to any application, epoch ms, and the latest of an earlier publication period. */
  readonly lastSignInAt: number | null
  readonly earlierSignInAt: number | null
}

export interface EntraGroup {
  readonly id: string
  readonly displayName: string
  /** Direct members: users, and groups nested in this one. */
  readonly memberIds: ReadonlySet<string>
  /** Positions of the users among the direct members. */
  readonly userPositions: BitSet
}

export interface UserChange {
  readonly at: number
  readonly userId: string
  readonly kind: 'added' | 'updated' | 'enabled' | 'disabled' | 'deleted' | 'restored' | 'purged'
  /** Graph names of the properties that changed; null = all of them. */
  readonly properties: readonly string[] | null
}

export interface SignIn {
  readonly id: string
  readonly userId: string
  readonly appId: string
  /** Epoch ms. */
  readonly at: number
  /** When the log shows the row, epoch ms. */
  readonly visibleAt: number
}

export interface SignInQuery {
  /** undefined = every application. */
  readonly appId?: string | undefined
  readonly userId?: string | undefined
  /** Epoch ms, both included. */
  readonly from: number
  readonly to: number
  /** Rows that the log showed at this instant: later pages of a query do not shift. */
  readonly asOf: number
}

export interface Tenant {
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  /** PEM; registered for the app beside the secret. */
  readonly certificate: string
  /** Application id of the Atlassian enterprise application, as it appears in the sign-in log. */
  readonly atlassianAppId: string
  /** Living users only. */
  readonly users: ReadonlyMap<string, EntraUser>
  readonly deletedUsers: ReadonlyMap<string, EntraUser>
  readonly groups: ReadonlyMap<string, EntraGroup>
  /** Every user by position; soft-deleted ones too, null for those gone for good. */
  readonly usersByPosition: readonly (EntraUser | null)[]
  /** Application permissions that an administrator has consented to; tokens carry them. */
  readonly consentedRoles: readonly string[]
  /** Entra ID P1 or P2: without it the sign-in data is refused. */
  readonly isPremium: boolean
  /** The client secret is no longer accepted, though it is the right one. */
  readonly isSecretExpired: boolean

  addUser(user: {
    displayName: string
    givenName: string
    surname: string
    userPrincipalName: string
    mail?: string | null
    employeeId?: string | null
    onPremisesImmutableId?: string | null
    accountEnabled?: boolean
    userType?: 'Member' | 'Guest'
    createdAt?: number
  }): EntraUser
  updateUser(
    id: string,
    change: Partial<
      Pick<
        EntraUser,
        | 'displayName'
        | 'givenName'
        | 'surname'
        | 'mail'
        | 'employeeId'
        | 'onPremisesImmutableId'
        | 'userPrincipalName'
        | 'accountEnabled'
        | 'userType'
      >
    >,
  ): void
  deleteUser(id: string): void
  restoreUser(id: string): void
  addGroup(displayName: string): EntraGroup
  renameGroup(groupId: string, displayName: string): void
  deleteGroup(groupId: string): void
  /** @param memberId a user, or a group to nest */
  setMember(groupId: string, memberId: string, member: boolean): void
  /** A sign-in now; the log shows it only after the documented latency. `appId` defaults to the Atlassian application. */
  recordSignIn(userId: string, appId?: string): void
  setConsentedRoles(roles: readonly string[]): void
  setPremium(isPremium: boolean): void
  setSecretExpired(isExpired: boolean): void
  findByMail(mail: string): readonly EntraUser[]
  findByUserPrincipalName(userPrincipalName: string): EntraUser | undefined
  /** Forgets what has run out: users deleted more than 30 days ago, old sign-ins. */
  expire(): void
  /** Visible rows of the window, newest first, after skipping `skip` of them. */
  findSignIns(query: SignInQuery, skip: number, limit: number): readonly SignIn[]
  /** Tells the listeners of `onSignInDelivered` about rows that are in a reply for the first time. */
  deliverSignIns(rows: readonly SignIn[]): void
  onChange(listener: (change: UserChange) => void): void
  /** Called when a reply that contains a sign-in row of this user is sent for the first time ("first hand-over of the signal"). */
  onSignInDelivered(
    listener: (delivery: { at: number; userId: string; signedInAt: number; visibleAt: number }) => void,
  ): void
}
