/** What the people of the company live in: the clock, the two tenants, and Jira's product events. */
import type { AtlassianAnswers } from '../atlassian/guesses'
import type { Site } from '../atlassian/site'
import type { Clock } from '../clock'
import type { EntraAnswers } from '../entra/guesses'
import type { Tenant } from '../entra/tenant'
import type { Identities } from '../identities'
import type { VisitShares } from './parameters'
import type { Random } from '../random'

export interface ProductEvent {
  eventType: string
  [field: string]: unknown
}

export interface World {
  readonly clock: Clock
  readonly random: Random
  readonly site: Site
  readonly tenant: Tenant
  readonly identities: Identities
  readonly answers: EntraAnswers & AtlassianAnswers
  /** Jira tells its apps about something that happened. */
  emit(event: ProductEvent): void
  readonly visits?: VisitShares
  /** Somebody opens Jira. */
  onVisit?(userId: string): void
  /** Somebody has held a seat for longer than the sandbox has run. */
  onSeatHistory(accountId: string, grantedAt: number): void
}

/** The product whose seats are scarce. */
export const PRODUCT_KEY = 'jira-software'
export const ACCESS_GROUP_NAME = 'jira-users-company'

export interface Furniture {
  /** The group whose members may use Jira. */
  readonly accessGroupId: string
  /** Synchronised from the directory, read-only, gives no product. */
  readonly staffGroupId: string
  /** Made by hand for a project's permissions, gives no product. */
  readonly projectGroupId: string
}

/** The product and the groups that a site of some years has. */
export function furnishSite(site: Site, seats: number | null): Furniture {
  if (site.products.has(PRODUCT_KEY)) site.setSeats(PRODUCT_KEY, seats)
  else site.addProduct({ key: PRODUCT_KEY, name: 'Jira', seats })
  const access = site.addGroup({ name: ACCESS_GROUP_NAME, productKeys: [PRODUCT_KEY] })
  const staff = site.addGroup({ name: 'all-staff', externalSynced: true })
  const project = site.addGroup({ name: 'project-phoenix' })
  const organization = { resourceId: `ari:cloud:platform::org/${site.orgId}`, resourceOwner: 'platform' }
  const admins = site.addGroup({
    name: 'company-administrators',
    roleAssignments: [{ ...organization, roles: ['atlassian/site-admin'] }],
  })
  site.setMember(site.adminAccountId, admins.groupId, true, 'admin')
  return { accessGroupId: access.groupId, staffGroupId: staff.groupId, projectGroupId: project.groupId }
}
