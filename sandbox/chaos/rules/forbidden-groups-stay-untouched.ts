/** Rule 13: nobody is added to a group that gives administration or another site; synchronised groups are not touched. */
import type { RoleAssignment } from '../../atlassian/site'
import type { Rule } from './rule'
import { onEvents } from './rule'

const MINUTE_MS = 60_000
/** A role is read again at least so often. */
const READ_AGAIN_MS = 6 * MINUTE_MS
const MEMBERSHIP = /\/groups\/([^/]+)\/memberships/

export const forbiddenGroupsStayUntouched: Rule = {
  name: 'forbidden-groups-stay-untouched',
  watch: onEvents(({ sandbox: { clock, host, site }, truth }, broken) => {
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
