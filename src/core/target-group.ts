import { kindOf } from './roles'
import type { RoleKind, SaidRoles } from './roles'

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
  | 'unknown-role' //          of which nobody has said what it means: nobody is added, who is in it may leave
  | 'gives-another-site'
  | 'gives-access' //          takes a seat of a product: such a group is joined through the guard only
  | 'synchronised' //          only the identity provider can change it

const SITE = /::site\/([^/]+)$/

/** @returns the id of the site that the resource is of; undefined: of none, or of one that is not told */
export function siteOf(resourceId: string): string | undefined {
  return SITE.exec(resourceId)?.[1]
}

/** @returns the first role of this kind that members of the group have, or null */
export function findRole(assignments: readonly RoleAssignment[], said: SaidRoles, kind: RoleKind): string | null {
  return assignments.flatMap(({ roles }) => roles).find((role) => kindOf(role, said) === kind) ?? null
}

/** Does membership take a seat of any product? */
export function takesSeat(assignments: readonly RoleAssignment[], said: SaidRoles): boolean {
  return findRole(assignments, said, 'use') !== null
}

/** @returns why nobody is added to a group with these roles, or null */
export function checkRoles(
  assignments: readonly RoleAssignment[],
  cloudId: string,
  said: SaidRoles,
): 'gives-administration' | 'gives-another-site' | 'unknown-role' | null {
  if (findRole(assignments, said, 'administration') !== null) return 'gives-administration'
  const sites = assignments.map(({ resourceId }) => siteOf(resourceId))
  if (sites.some((site) => site !== undefined && site !== cloudId)) return 'gives-another-site'
  return findRole(assignments, said, 'unknown') === null ? null : 'unknown-role'
}

/**
 * @param group undefined: the organization has none with this id
 * @returns why the app cannot, or may not, write to the group whatever list names it, or null
 */
export function checkTargetGroup(
  group: TargetGroup | undefined,
  cloudId: string,
  said: SaidRoles,
): Exclude<TargetRefusal, 'gives-access'> | null {
  if (group === undefined) return 'missing'
  const because = checkRoles(group.roles, cloudId, said)
  // What could be neither joined nor left is told first.
  const isOpen = because === null || because === 'unknown-role'
  return isOpen && group.isSynchronised ? 'synchronised' : because
}

const EXPECTED: Readonly<Record<TargetRefusal, string>> = {
  'not-listed': 'one of the list of groups that the app may write to, got one that is not in it',
  missing: 'a group of the organization, got an id that it does not know',
  'gives-administration': 'one that gives nothing but the use of products, got one whose members administer something',
  'unknown-role': 'one whose roles are all known, got one with a role of which nobody has said what it means',
  'gives-another-site': 'one that gives products of this site only, got one that gives a product of another site',
  'gives-access': 'one that gives no product, got one that takes a seat',
  synchronised: 'one that can be changed in Atlassian, got one that only the identity provider can change',
}

const ADVICE: Readonly<Record<TargetRefusal, string>> = {
  'not-listed': 'To add it to the list, enter the organization API key again under Set-up.',
  missing: 'Choose the group again.',
  'gives-administration': 'The app never writes to such a group: choose another one, or take the role from the group.',
  'unknown-role': 'Say under Set-up what the role means, together with the organization API key.',
  'gives-another-site': 'The app never writes to such a group: choose another one.',
  'gives-access': 'Access is given through the guard to those who ask, never by a list: choose another group.',
  synchronised: 'Choose a group that is managed in Atlassian.',
}

const KIND_IN_THE_WAY: Partial<Record<TargetRefusal, RoleKind>> = {
  'gives-administration': 'administration',
  'unknown-role': 'unknown',
}

/**
 * A sentence for the administrator. @param group its name, or its id where it has none
 * @param roles to name the one that is in the way
 */
export function describeTargetRefusal(
  group: string,
  because: TargetRefusal,
  roles: readonly RoleAssignment[] = [],
  said: SaidRoles = {},
): string {
  const kind = KIND_IN_THE_WAY[because]
  const role = kind === undefined ? null : findRole(roles, said, kind)
  return `Group "${group}": expected ${EXPECTED[because]}${role === null ? '' : ` (${role})`}. ${ADVICE[because]}`
}
