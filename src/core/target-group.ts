/**
 * May the app write to a group? Rule 13 of the design: the app never becomes a ladder to organization admin. Membership
 * of a group may give nothing but the use of products of this site.
 */

/** What members of a group may do on one resource, as the organization tells it. */
export interface RoleAssignment {
  /** e.g. `ari:cloud:jira-software::site/<cloudId>`, `ari:cloud:platform::org/<orgId>` */
  readonly resourceId: string
  /** e.g. `atlassian/user`, `atlassian/site-admin` */
  readonly roles: readonly string[]
}

export type TargetRefusal = 'gives-administration' | 'gives-another-site'

/** Roles that only use a product; any other one, also one that is not known yet, counts as administration. */
const USING = new Set(
  ['user', 'guest', 'customer', 'contributor', 'basic', 'stakeholder'].map((role) => `atlassian/${role}`),
)
const SITE = /::site\/([^/]+)$/

/** Do members of the group administer anything: the organization, a site, a product? */
export function givesAdministration(assignments: readonly RoleAssignment[]): boolean {
  return assignments.some(({ roles }) => roles.some((role) => !USING.has(role)))
}

/** @returns why nobody may be added to the group, or null */
export function checkTargetGroup(assignments: readonly RoleAssignment[], cloudId: string): TargetRefusal | null {
  for (const { resourceId, roles } of assignments) {
    if (roles.some((role) => !USING.has(role))) return 'gives-administration'
    const site = SITE.exec(resourceId)?.[1]
    if (site !== undefined && site !== cloudId) return 'gives-another-site'
  }
  return null
}
