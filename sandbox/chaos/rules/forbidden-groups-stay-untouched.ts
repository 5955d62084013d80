/** Rule 13: the app writes to the groups of its list only, and to none of them that gives administration or is synchronised. */
import type { RoleAssignment } from '../../atlassian/site'
import { listedGroups } from '../set-up'
import type { Rule } from './rule'
import { onEvents } from './rule'

const MINUTE_MS = 60_000
/** A role is read again at least so often. */
const READ_AGAIN_MS = 6 * MINUTE_MS
const MEMBERSHIP = /\/groups\/([^/]+)\/memberships/

export const forbiddenGroupsStayUntouched: Rule = {
  name: 'forbidden-groups-stay-untouched',
  watch: onEvents((world, broken) => {
    const { truth } = world
    const { clock, host, site } = world.sandbox
    const listed = listedGroups(world)
    /** Since when a group has been forbidden, as far as anybody asked. */
    const since = new Map<string, number>()
    const look = (): void => {
      for (const group of site.groups.values()) {
        if (!group.externalSynced && !givesMore(group.roleAssignments)) since.delete(group.groupId)
        else if (!since.has(group.groupId)) since.set(group.groupId, clock.now())
      }
    }
    look()
    site.onChange(look)
    host.onRequest((service, { method, url }) => {
      const groupId = MEMBERSHIP.exec(url.pathname)?.[1]
      if (service !== 'organization' || groupId === undefined || (method !== 'POST' && method !== 'DELETE')) return
      if (!listed.includes(groupId)) broken(`${method} on the group ${groupId}, which is not on the list.`)
      look()
      const group = site.groups.get(groupId)
      const doubtMs = READ_AGAIN_MS + truth.doubtMs('organization') + truth.doubtMs('clock')
      if (group === undefined || clock.now() - (since.get(groupId) ?? Infinity) < doubtMs) return
      if (since.has(groupId)) broken(`${method} on the group ${group.name}, which the app must leave alone.`)
    })
  }),
}

function givesMore(assignments: readonly RoleAssignment[]): boolean {
  return assignments.some(({ roles }) => roles.some((role) => role.endsWith('admin')))
}
