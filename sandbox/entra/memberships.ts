/** Membership through nesting. */
import type { BitSet } from '../bit-set'
import { uniteBitSets } from '../bit-set'
import type { EntraGroup, EntraUser, Tenant } from './tenant'

export function isTransitiveMember(tenant: Tenant, groupId: string, user: EntraUser): boolean {
  return nestedGroups(tenant, groupId).some((group) => group.userPositions.has(user.position))
}

/** Positions of everybody in the group or in a group below it. */
export function transitivePositions(tenant: Tenant, groupId: string): BitSet {
  return uniteBitSets(nestedGroups(tenant, groupId).map((group) => group.userPositions))
}

/** The group and all groups below it; cycles are possible and harmless. */
function nestedGroups(tenant: Tenant, groupId: string): readonly EntraGroup[] {
  const found = new Set<EntraGroup>()
  const waiting = [groupId]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const group = tenant.groups.get(id)
    if (group === undefined || found.has(group)) continue
    found.add(group)
    // Only groups are nested; the thousands of users need no look.
    if (group.memberIds.size === group.userPositions.size) continue
    for (const memberId of group.memberIds) if (tenant.groups.has(memberId)) waiting.push(memberId)
  }
  return [...found]
}
