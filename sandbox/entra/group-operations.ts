/** Groups: list, one, direct members, and users through nesting. */
import type { BitSet } from '../bit-set'
import type { ServiceReply } from '../service'
import type { Call } from '../strict-routes'
import { badRequest, resourceNotFound, unsupportedQuery } from './errors'
import { PAGE_MAX } from './limits'
import { transitivePositions } from './memberships'
import { nextLink, objectReply, pageReply, readCount, readSkipToken, readTop, writeSkipToken } from './odata'
import type { EntraGroup } from './tenant'
import { parseUserSelect } from './user-properties'
import type { CostHeaders, EntraWorld } from './world'

/** Properties of a group that are modelled; others are real, and a loud 501. */
const READERS: Readonly<Record<string, (group: EntraGroup) => unknown>> = {
  id: (group) => group.id,
  displayName: (group) => group.displayName,
  description: () => null,
  deletedDateTime: () => null,
  groupTypes: () => [],
  mail: () => null,
  mailEnabled: () => false,
  securityEnabled: () => true,
  onPremisesSyncEnabled: () => null,
  visibility: () => null,
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const NAME_FILTER = /^(?:displayName eq '((?:[^']|'')*)'|startswith\(displayName, ?'((?:[^']|'')*)'\))$/

export function listGroups(world: EntraWorld, call: Call, headers: CostHeaders): ServiceReply {
  const select = readGroupSelect(world, call)
  const top = readTop(call, PAGE_MAX)
  const wantsCount = readCount(call)
  const groups = [...world.tenant.groups.values()].filter(makeNamePredicate(world, call.query.get('$filter')))
  const start = readSkipToken(call)?.[0] ?? 0
  const items = groups.slice(start, start + top).map((group) => writeGroup(group, select))
  const next = start + top < groups.length ? nextLink(call, writeSkipToken([start + top])) : undefined
  const count = wantsCount ? groups.length : undefined
  return pageReply(call, { context: `groups(${select.join()})`, items, count, next }, headers)
}

export function getGroup(world: EntraWorld, call: Call, headers: CostHeaders): ServiceReply {
  const group = findGroup(world, call)
  const select = readGroupSelect(world, call)
  return objectReply(call, `groups(${select.join()})/$entity`, writeGroup(group, select), headers)
}

/** Users first, in the order of their positions, then nested groups: all on the last page. */
export function listMembers(world: EntraWorld, call: Call, headers: CostHeaders): ServiceReply {
  const group = findGroup(world, call)
  const page = readUserPage(world, call, group.userPositions)
  const items = page.items.map((text) => `{"@odata.type":"#microsoft.graph.user",${text.slice(1)}`)
  if (page.next === undefined) {
    // Of the properties asked for, a nested group has those that groups have.
    const select = call.query.get('$select')?.split(',') ?? ['id', 'displayName']
    const known = select.filter((name) => READERS[name] !== undefined)
    for (const id of group.memberIds) {
      const nested = world.tenant.groups.get(id)
      if (nested === undefined) continue
      const properties = writeGroup(nested, known).slice(1, -1)
      items.push(`{"@odata.type":"#microsoft.graph.group"${properties === '' ? '' : `,${properties}`}}`)
    }
  }
  return pageReply(call, { ...page, context: 'directoryObjects', items }, headers)
}

/** The cast in the path makes it an advanced query: `ConsistencyLevel: eventual` and `$count=true` are needed. */
export function listTransitiveUsers(world: EntraWorld, call: Call, headers: CostHeaders): ServiceReply {
  const group = findGroup(world, call)
  if (call.query.get('$count') !== 'true') {
    throw unsupportedQuery('OData casts need $count=true and the header ConsistencyLevel: eventual.')
  }
  const page = readUserPage(world, call, transitivePositions(world.tenant, group.id))
  return pageReply(call, { ...page, context: 'users' }, headers)
}

interface UserPage {
  readonly items: string[]
  readonly count: number | undefined
  readonly next: string | undefined
}

function readUserPage({ tenant, texts }: EntraWorld, call: Call, positions: BitSet): UserPage {
  const select = parseUserSelect(call.query.get('$select'))
  if (select.includes('signInActivity')) throw badRequest('signInActivity cannot be selected for members.')
  const top = readTop(call, PAGE_MAX)
  const wantsCount = readCount(call)
  const items: string[] = []
  const write = texts.writer(select)
  let position = positions.next(readSkipToken(call)?.[0] ?? 0)
  for (; position !== -1 && items.length < top; position = positions.next(position + 1)) {
    const user = tenant.usersByPosition[position]!
    // Who is soft-deleted is still a member once restored, but is not listed meanwhile.
    if (user !== null && user.deletedAt === null) items.push(write(user))
  }
  const next = position === -1 ? undefined : nextLink(call, writeSkipToken([position]))
  return { items, count: wantsCount ? positions.size : undefined, next }
}

function findGroup({ tenant }: EntraWorld, call: Call): EntraGroup {
  const id = call.params['id']!
  // An id that cannot be one is a bad request, an id that nobody has is not found.
  if (!GUID.test(id)) throw badRequest(`Invalid object identifier '${id}'.`)
  const group = tenant.groups.get(id.toLowerCase())
  if (group === undefined) throw resourceNotFound(id)
  return group
}

function readGroupSelect({ strictness }: EntraWorld, call: Call): readonly string[] {
  const select =
    call.query
      .get('$select')
      ?.split(',')
      .map((name) => name.trim()) ?? Object.keys(READERS)
  const unknown = select.find((name) => READERS[name] === undefined)
  if (unknown !== undefined) throw strictness.unsupported(`/groups: the property "${unknown}" is not modelled`)
  return select
}

function writeGroup(group: EntraGroup, select: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(select.map((name) => [name, READERS[name]!(group)])))
}

function makeNamePredicate({ strictness }: EntraWorld, filter: string | null): (group: EntraGroup) => boolean {
  if (filter === null) return () => true
  const match = NAME_FILTER.exec(filter)
  if (match === null) throw strictness.unsupported(`/groups: the filter "${filter}" is not modelled`)
  const [, exact, start] = match.map((text) => text?.replaceAll("''", "'").toLowerCase())
  return ({ displayName }) =>
    exact !== undefined ? displayName.toLowerCase() === exact : displayName.toLowerCase().startsWith(start!)
}
