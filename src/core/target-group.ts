/**
 * May the app write to a group? Rule 13 of the design: the app never becomes a ladder to organization admin. It writes only
 * to groups of a list that was fixed with the organization's credential, and membership of such a group may give nothing
 * but the use of products of this site.
 */

/** What members of a group may do on one resource, as the organization tells it. */
export interface RoleAssignment {
  /** e.g. `ari:cloud:jira-software::site/<cloudId>`, `ari:cloud:platform::org/<orgId>` */
  readonly resourceId: string
  /** e.g. `atlassian/user`, `atlassian/site-admin` */
  readonly roles: readonly string[]
}

/** A group as far as it matters here. */
export interface TargetGroup {
  readonly isSynchronised: boolean
  readonly roles: readonly RoleAssignment[]
}

export type TargetRefusal =
  | 'not-listed' //            not in the list that was entered with the organization's credential
  | 'missing' //               the organization has no such group
  | 'gives-administration' //  of the organization, a site, a product or its users
  | 'gives-another-site'
  | 'gives-access' //          takes a seat of a product: such a group is joined through the guard only
  | 'synchronised' //          only the identity provider can change it

/** Roles that only use a product; any other one, also one that is not known yet, counts as administration. */
const USING = new Set(
  ['user', 'guest', 'customer', 'contributor', 'basic', 'stakeholder'].map((role) => `atlassian/${role}`),
)
const SITE = /::site\/([^/]+)$/

/** Do members of the group administer anything: the organization, a site, a product? */
export function givesAdministration(assignments: readonly RoleAssignment[]): boolean {
  return findAdministration(assignments) !== null
}

/** @returns the first role that administers something, or null */
export function findAdministration(assignments: readonly RoleAssignment[]): string | null {
  for (const { roles } of assignments) {
    const role = roles.find((one) => !USING.has(one))
    if (role !== undefined) return role
  }
  return null
}

/** Roles of people who use a product without a seat of it. */
const FREE = new Set(['customer', 'contributor', 'stakeholder'].map((role) => `atlassian/${role}`))

/** Does membership take a seat of any product? */
export function takesSeat(assignments: readonly RoleAssignment[]): boolean {
  return assignments.some(({ roles }) => roles.some((role) => USING.has(role) && !FREE.has(role)))
}

/** @returns why the app never writes to a group with these roles, or null */
export function checkRoles(
  assignments: readonly RoleAssignment[],
  cloudId: string,
): 'gives-administration' | 'gives-another-site' | null {
  if (givesAdministration(assignments)) return 'gives-administration'
  const sites = assignments.map(({ resourceId }) => SITE.exec(resourceId)?.[1])
  return sites.some((site) => site !== undefined && site !== cloudId) ? 'gives-another-site' : null
}

/**
 * @param group undefined: the organization has none with this id
 * @returns why the app cannot, or may not, write to the group whatever list names it, or null
 */
export function checkTargetGroup(
  group: TargetGroup | undefined,
  cloudId: string,
): Exclude<TargetRefusal, 'gives-access'> | null {
  if (group === undefined) return 'missing'
  return checkRoles(group.roles, cloudId) ?? (group.isSynchronised ? 'synchronised' : null)
}

const EXPECTED: Readonly<Record<TargetRefusal, string>> = {
  'not-listed': 'one of the list of groups that the app may write to, got one that is not in it',
  missing: 'a group of the organization, got an id that it does not know',
  'gives-administration': 'one that gives nothing but the use of products, got one whose members administer something',
  'gives-another-site': 'one that gives products of this site only, got one that gives a product of another site',
  'gives-access': 'one that gives no product, got one that takes a seat',
  synchronised: 'one that can be changed in Atlassian, got one that only the identity provider can change',
}

const ADVICE: Readonly<Record<TargetRefusal, string>> = {
  'not-listed': 'To add it to the list, enter the organization API key again under Set-up.',
  missing: 'Choose the group again.',
  'gives-administration': 'The app never writes to such a group: choose another one, or take the role from the group.',
  'gives-another-site': 'The app never writes to such a group: choose another one.',
  'gives-access': 'Access is given through the guard to those who ask, never by a list: choose another group.',
  synchronised: 'Choose a group that is managed in Atlassian.',
}

/**
 * A sentence for the administrator. @param group its name, or its id where it has none
 * @param roles to name the one that is in the way
 */
export function describeTargetRefusal(
  group: string,
  because: TargetRefusal,
  roles: readonly RoleAssignment[] = [],
): string {
  const role = because === 'gives-administration' ? findAdministration(roles) : null
  return `Group "${group}": expected ${EXPECTED[because]}${role === null ? '' : ` (${role})`}. ${ADVICE[because]}`
}
