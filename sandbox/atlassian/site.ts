/** The Atlassian side of the world: accounts, groups, products and seats, shared by the jira, organization and scim services. */

import type { ActivityPublication } from './activity-publication'

/** Who caused a change: the app through an API, an administrator by hand, the directory's own synchronisation. */
export type Actor = 'app' | 'admin' | 'directory'

export type AccountType = 'atlassian' | 'app' | 'customer'
export type AccountStatus = 'active' | 'deactivated' | 'suspended'

export interface Account {
  readonly accountId: string
  readonly accountType: AccountType
  readonly email: string
  readonly displayName: string
  readonly status: AccountStatus
  /** Epoch ms. */
  readonly addedAt: number
  readonly scimId: string | null
  /** SCIM externalId: the object id in the identity provider, if whoever created the account sent it. */
  readonly externalId: string | null
  /** Directories of the organization that the account is a member of; none: it is managed, and that is all. */
  readonly directoryIds: readonly string[]
  readonly groupIds: ReadonlySet<string>
  /** e.g. 'atlassian/org-admin'; empty for ordinary people. */
  readonly platformRoles: readonly string[]
  /** Ground truth: when this account last used the Jira family, epoch ms. */
  readonly lastActiveAt: number | null
  /** Its latest activity before the publication period of `lastActiveAt`: with it one can tell what is public meanwhile. */
  readonly earlierActiveAt: number | null
  /** When this account last used the Jira family of the organization's other site, epoch ms. */
  readonly activeElsewhereAt: number | null
}

/** Roles that members of a group hold on one resource. */
export interface RoleAssignment {
  /** e.g. 'ari:cloud:jira-software::site/<cloudId>' or 'ari:cloud:platform::org/<orgId>'. */
  readonly resourceId: string
  readonly resourceOwner: string
  /** e.g. ['atlassian/user'], ['atlassian/site-admin']. */
  readonly roles: readonly string[]
}

/** The three fields by which the organization may say that a group is read-only. */
export interface ToldOfGroup {
  readonly externalSynced?: boolean | undefined
  readonly managedBy?: string | undefined
  readonly managementAccess?: Readonly<Record<string, boolean>> | undefined
}

export interface Group {
  readonly groupId: string
  readonly name: string
  /** Synchronised from an identity provider: read-only through the API. */
  readonly externalSynced: boolean
  /** What the organization tells of who manages it, where that is not as usual; undefined: the field is not there. */
  readonly told: ToldOfGroup
  /** Keys of the products to which membership gives access, e.g. ['jira-software']. */
  readonly productKeys: readonly string[]
  readonly memberIds: ReadonlySet<string>
  /** 'atlassian/user' on each product of `productKeys`, and whatever else was given: admin roles, AI, roles on another site. */
  readonly roleAssignments: readonly RoleAssignment[]
}

export interface Product {
  /** Key as in `applicationrole`, e.g. 'jira-software'. */
  readonly key: string
  readonly name: string
  /** null = unlimited. */
  readonly seats: number | null
}

export type SiteChange =
  | { kind: 'account-created'; at: number; accountId: string; by: Actor }
  /** E-mail, display name, SCIM ids, or the directories it is a member of. */
  | { kind: 'account-updated'; at: number; accountId: string; by: Actor }
  /** Left the organization; fired after its memberships have ended. */
  | { kind: 'account-removed'; at: number; accountId: string; by: Actor }
  | { kind: 'account-status'; at: number; accountId: string; from: AccountStatus; to: AccountStatus; by: Actor }
  /** Signed in to the Atlassian account. */
  | { kind: 'login'; at: number; accountId: string }
  /** Membership of one group. `by` 'app' comes with the origin of the request. */
  | {
      kind: 'membership'
      at: number
      accountId: string
      groupId: string
      member: boolean
      by: Actor
      functionKey: string | null
    }
  /** Fired after the change that caused it: the account now counts, or no longer counts, as a seat of the product. */
  | {
      kind: 'seat'
      at: number
      accountId: string
      productKey: string
      held: boolean
      by: Actor
      functionKey: string | null
      /** Seats free just before this change; null when unlimited. */
      freeBefore: number | null
    }

export type KeyOwner = 'organization' | 'scim'

export interface Site {
  readonly cloudId: string
  /** Another site of the organization: there is activity, and nothing that the app may look at or change. */
  readonly otherCloudId: string
  /** e.g. 'https://example.atlassian.net', without a slash at the end. */
  readonly siteUrl: string
  readonly orgId: string
  readonly directoryId: string
  /** Another directory of the organization: it has accounts, and no group that anybody may look at here. */
  readonly otherDirectoryId: string
  readonly scimDirectoryId: string
  /** Bearer keys that the services accept; the page's administrator types them in. */
  readonly orgApiKey: string
  readonly scimApiKey: string
  /** Whether a service takes this `Authorization` header. */
  isAuthorized(of: KeyOwner, authorization: string | undefined): boolean
  /** An expired key is refused like a wrong one. */
  setKeyExpired(of: KeyOwner, isExpired: boolean): void
  /** The organization's key was made with scopes: calls that state none refuse it. */
  readonly isKeyScoped: boolean
  setKeyScoped(isScoped: boolean): void
  /** Nobody of such a domain may be invited: an organization's rule for invitations. */
  isDomainBlocked(email: string): boolean
  blockDomain(domain: string): void
  /** The administrator's account: may administer Jira, is an organization admin, holds no seat. */
  readonly adminAccountId: string
  readonly accounts: ReadonlyMap<string, Account>
  readonly groups: ReadonlyMap<string, Group>
  readonly products: ReadonlyMap<string, Product>

  addAccount(account: {
    email: string
    displayName: string
    accountType?: AccountType
    addedAt?: number
    externalId?: string | null
    scimId?: string | null
    /** Only the site's own directory unless told. */
    directoryIds?: readonly string[]
    platformRoles?: readonly string[]
    lastActiveAt?: number | null
    by: Actor
  }): Account
  updateAccount(
    accountId: string,
    change: Partial<Pick<Account, 'email' | 'displayName' | 'externalId' | 'scimId'>>,
    by: Actor,
  ): void
  /** Who leaves the site's own directory leaves its groups. */
  setDirectories(accountId: string, directoryIds: readonly string[], by: Actor): void
  /** Makes the account a member of the site's own directory, where it is none. */
  joinDirectory(accountId: string, by: Actor): void
  setStatus(accountId: string, status: AccountStatus, by: Actor): void
  /** Ends every membership and forgets the account. */
  removeAccount(accountId: string, by: Actor, functionKey?: string | null): void
  addGroup(group: {
    name: string
    externalSynced?: boolean
    told?: ToldOfGroup
    productKeys?: readonly string[]
    /** Beside those of the products. */
    roleAssignments?: readonly RoleAssignment[]
  }): Group
  /** An administrator deletes the group: its members are in it no longer. */
  deleteGroup(groupId: string): void
  /** Replaces the role assignments that do not come from the products. */
  /** Roles that were given to people and not to a group. */
  readonly directRoles: ReadonlyMap<string, readonly RoleAssignment[]>
  setDirectRoles(accountId: string, roleAssignments: readonly RoleAssignment[]): void
  setGroupRoles(groupId: string, roleAssignments: readonly RoleAssignment[]): void
  addProduct(product: Product): void
  setSeats(productKey: string, seats: number | null): void
  setMember(accountId: string, groupId: string, member: boolean, by: Actor, functionKey?: string | null): void
  /** Ground truth activity, now or at `at` (for history). The organization reports it up to a day late. */
  recordActivity(accountId: string, at?: number): void
  /** Activity at the other site. */
  recordActivityElsewhere(accountId: string, at?: number): void
  /** Somebody signs in to their Atlassian account: no use of any product. */
  recordLogin(accountId: string): void
  readonly activity: ActivityPublication
  /** The activity that the organization reports at this instant. */
  publishedActivity(accountId: string): number | null
  findByEmail(email: string): Account | undefined
  /** Whether a record of the SCIM directory names its account; it does unless somebody has cut the link. */
  isScimLinked(scimId: string): boolean
  setScimLinked(scimId: string, isLinked: boolean): void

  holdsSeat(accountId: string, productKey: string): boolean
  seatsUsed(productKey: string): number
  /** null = unlimited. */
  seatsFree(productKey: string): number | null
  /** Products of which this membership would need a seat that is not there; no write checks it by itself. */
  missingSeats(accountId: string, groupId: string): readonly string[]
  onChange(listener: (change: SiteChange) => void): void
}
