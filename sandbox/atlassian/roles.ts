/** The roles that groups carry on products and on the organization. */
import type { RoleAssignment } from './site'

/** What a group that gives products carries on each of them. */
export function rolesOfProducts(productKeys: readonly string[], cloudId: string): RoleAssignment[] {
  return productKeys.map((key) => ({
    resourceId: `ari:cloud:${key}::site/${cloudId}`,
    resourceOwner: key,
    roles: ['atlassian/user'],
  }))
}

/** "Can use AI features in AI-enabled apps they have access to". On which resource it stands is not published: an assumption. */
export function aiAccess(orgId: string): RoleAssignment {
  return {
    resourceId: `ari:cloud:platform::org/${orgId}`,
    resourceOwner: 'platform',
    roles: ['atlassian/ai-access'],
  }
}
