/** The Entra side of the world: the people of the company, their groups and their sign-ins. */
export interface EntraUser {
  readonly id: string
  readonly displayName: string
  readonly givenName: string
  readonly surname: string
  readonly userPrincipalName: string
  /** null without a mailbox. */
  readonly mail: string | null
  readonly accountEnabled: boolean
  readonly userType: 'Member' | 'Guest'
  /** Epoch ms. */
  readonly createdAt: number
  /** Set while soft-deleted (restorable for 30 days). */
  readonly deletedAt: number | null
}

export interface EntraGroup {
  readonly id: string
  readonly displayName: string
  readonly memberIds: ReadonlySet<string>
}

export interface Tenant {
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  /** Application id of the Atlassian enterprise application, as it appears in the sign-in log. */
  readonly atlassianAppId: string
  /** Living users only. */
  readonly users: ReadonlyMap<string, EntraUser>
  readonly deletedUsers: ReadonlyMap<string, EntraUser>
  readonly groups: ReadonlyMap<string, EntraGroup>

  addUser(user: {
    displayName: string
    givenName: string
    surname: string
    userPrincipalName: string
    mail?: string | null
    accountEnabled?: boolean
    userType?: 'Member' | 'Guest'
    createdAt?: number
  }): EntraUser
  updateUser(id: string, change: Partial<Pick<EntraUser, 'displayName' | 'givenName' | 'surname' | 'mail' | 'userPrincipalName' | 'accountEnabled' | 'userType'>>): void
  deleteUser(id: string): void
  restoreUser(id: string): void
  addGroup(displayName: string): EntraGroup
  setMember(groupId: string, userId: string, member: boolean): void
  /** A sign-in now; the log shows it only after the documented latency. `appId` defaults to the Atlassian application. */
  recordSignIn(userId: string, appId?: string): void
  onChange(listener: (change: { at: number; userId: string; kind: 'added' | 'updated' | 'enabled' | 'disabled' | 'deleted' | 'restored' }) => void): void
  /** Called when a reply that contains a sign-in row of this user is sent for the first time ("first hand-over of the signal"). */
  onSignInDelivered(listener: (delivery: { at: number; userId: string; signedInAt: number }) => void): void
}
