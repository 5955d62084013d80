/** Groups: search, details, role assignments. */
import type { Group, Site } from '../atlassian/site'
import { jsonReply } from '../reply'
import type { ServiceReply } from '../service'
import type { Call, Strictness } from '../strict-routes'
import type { DirectoryView } from './directory-view'
import { badRequest, groupNotFound } from './errors'
import { GROUP_NAMES_MAX, GROUPS_PAGE_DEFAULT, IDS_MAX, PAGE_MAX, RESOURCE_IDS_MAX } from './limits'
import { readCursor, writeCursor } from './page-cursor'
import { readChoices, readLimit, readText, readTexts } from './read-body'

const NOT_MODELLED = ['resourceOwners', 'roleIds', 'sortBy'] as const
const FILTERS = ['accountIds', 'directoryIds', 'groupIds', 'groupNames', 'resourceIds', 'searchTerm'] as const
const SEARCH_PROPERTIES: ReadonlySet<string> = new Set([...FILTERS, ...NOT_MODELLED, 'cursor', 'expand', 'limit'])
const EXPANDS = ['counts.resources', 'counts.users'] as const

interface World {
  readonly site: Site
  readonly view: DirectoryView
  readonly strictness: Strictness
}

/** @returns the group, or throws the 404 */
export function findGroup(site: Site, call: Call): Group {
  const group = site.groups.get(call.params['groupId']!)
  if (group === undefined) throw groupNotFound()
  return group
}

export function searchGroups(world: World, { request }: Call): ServiceReply {
  const { site, view, strictness } = world
  const body = strictness.readObject(request, SEARCH_PROPERTIES) ?? {}
  for (const name of NOT_MODELLED) {
    if (body[name] !== undefined) throw strictness.unsupported(`groups/search: the filter "${name}" is not modelled`)
  }
  const limit = readLimit(body['limit'], GROUPS_PAGE_DEFAULT, PAGE_MAX)
  const expand = readChoices(body, 'expand', EXPANDS, EXPANDS.length) ?? []
  const cursor = body['cursor'] === undefined ? undefined : readCursor(body['cursor'])
  const filters = cursor === undefined ? body : (JSON.parse(cursor.filters) as typeof body)
  const names = readTexts(filters, 'groupNames', GROUP_NAMES_MAX)?.map((name) => name.toLowerCase())
  const ids = readTexts(filters, 'groupIds', IDS_MAX)
  const term = readText(filters, 'searchTerm')?.toLowerCase()
  const accountIds = readTexts(filters, 'accountIds', IDS_MAX)
  const resourceIds = readTexts(filters, 'resourceIds', RESOURCE_IDS_MAX)
  const directoryIds = readTexts(filters, 'directoryIds', IDS_MAX)
  if (names !== undefined && (ids !== undefined || term !== undefined)) {
    throw badRequest('groupNames excludes groupIds and searchTerm.')
  }
  const found = [...site.groups.values()].filter(
    (group) =>
      (names === undefined || names.includes(group.name.toLowerCase())) &&
      (ids === undefined || ids.includes(group.groupId)) &&
      (term === undefined || group.name.toLowerCase().includes(term)) &&
      (accountIds === undefined || accountIds.some((id) => view.find(id)?.groupIds.includes(group.groupId))) &&
      (resourceIds === undefined || group.roleAssignments.some((role) => resourceIds.includes(role.resourceId))) &&
      (directoryIds === undefined || directoryIds.includes(site.directoryId)),
  )
  const start = (cursor?.after ?? -1) + 1
  const page = found.slice(start, start + limit)
  const kept = Object.fromEntries(
    FILTERS.filter((name) => filters[name] !== undefined).map((name) => [name, filters[name]]),
  )
  const end = start + page.length
  const next = end < found.length ? writeCursor(end - 1, JSON.stringify(kept)) : null
  const data = page.map((group) => {
    const counts = describeCounts(world, group)
    return {
      ...describeGroup(site, group),
      ...(expand.length === 0
        ? {}
        : {
            counts: {
              ...(expand.includes('counts.resources') ? { resources: counts.resources } : {}),
              ...(expand.includes('counts.users') ? { users: counts.users } : {}),
            },
          }),
    }
  })
  return jsonReply(200, { data, links: { self: null, prev: null, next } })
}

export function getGroup(world: World, call: Call): ServiceReply {
  const group = findGroup(world.site, call)
  return jsonReply(200, { data: { ...describeGroup(world.site, group), counts: describeCounts(world, group) } })
}

export function getGroupRoleAssignments({ site }: World, call: Call): ServiceReply {
  const group = findGroup(site, call)
  readLimit(call.query.get('limit'), GROUPS_PAGE_DEFAULT, PAGE_MAX)
  const data = group.roleAssignments.map((assignment) => ({ ...assignment, defaultRole: assignment.roles[0] ?? null }))
  // A group has a handful of assignments: one page always holds them all.
  return jsonReply(200, { data, links: { self: null, prev: null, next: null } })
}

function describeGroup(site: Site, group: Group): Record<string, unknown> {
  return {
    id: group.groupId,
    name: group.name,
    description: '',
    directoryId: site.directoryId,
    externalSynced: group.externalSynced,
    managedBy: group.externalSynced ? 'external' : 'admins',
    managementAccess: { deletable: !group.externalSynced, modifiable: !group.externalSynced, readable: true },
    ...group.told,
    links: { self: `/v2/orgs/${site.orgId}/directories/${site.directoryId}/groups/${group.groupId}` },
  }
}

function describeCounts({ view }: World, group: Group): { resources: number; users: number } {
  return {
    resources: new Set(group.roleAssignments.map(({ resourceId }) => resourceId)).size,
    users: view.members(group.groupId).size,
  }
}
