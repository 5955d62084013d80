/** GET …/users/{accountId}/role-assignments: what a person may do, and in which way it was given. */
import type { Account, Site } from '../atlassian/site'
import { jsonReply } from '../reply'
import type { ServiceReply } from '../service'
import type { Call } from '../strict-routes'
import { findRow } from './account-operations'
import type { DirectoryView } from './directory-view'
import { USERS_PAGE_DEFAULT, PAGE_MAX } from './limits'
import { readLimit } from './read-body'

export interface HeldRole {
  readonly resourceId: string
  readonly resourceOwner: string
  readonly role: string
  readonly method: 'direct' | 'group_direct' | 'inferred'
}

/** Platform roles count as inferred: of what they follow is told nowhere. */
export function rolesOf({ orgId, groups, directRoles }: Site, account: Account): readonly HeldRole[] {
  const platform = {
    resourceId: `ari:cloud:platform::org/${orgId}`,
    resourceOwner: 'platform',
    method: 'inferred',
  } as const
  const ofGroups = [...account.groupIds].flatMap((groupId) => groups.get(groupId)?.roleAssignments ?? [])
  const spread = (
    assignments: readonly { resourceId: string; resourceOwner: string; roles: readonly string[] }[],
    method: HeldRole['method'],
  ): HeldRole[] =>
    assignments.flatMap(({ resourceId, resourceOwner, roles }) =>
      roles.map((role) => ({ resourceId, resourceOwner, role, method })),
    )
  return [
    ...account.platformRoles.map((role) => ({ ...platform, role })),
    ...spread(ofGroups, 'group_direct'),
    ...spread(directRoles.get(account.accountId) ?? [], 'direct'),
  ]
}

export function getUserRoleAssignments(
  { site, view }: { readonly site: Site; readonly view: DirectoryView },
  call: Call,
): ServiceReply {
  const { account } = findRow(view, call)
  readLimit(call.query.get('limit'), USERS_PAGE_DEFAULT, PAGE_MAX)
  const data = rolesOf(site, account).map(({ resourceId, resourceOwner, role, method }) => ({
    ...{ directoryId: site.directoryId, resourceId, resourceOwner },
    roleAssignments: [{ role, roleAssignmentMethods: [method] }],
  }))
  return jsonReply(200, { data, links: { self: null, prev: null, next: null } })
}
