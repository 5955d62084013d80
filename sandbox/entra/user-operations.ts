/** Users: list, look-up of one, deleted ones, membership check. */
import type { ServiceReply } from '../service'
import type { Call } from '../strict-routes'
import { jsonReply } from '../reply'
import { badRequest, notPremium, requestDenied, resourceNotFound } from './errors'
import { findUsers } from './filters'
import { CHECK_GROUPS_MAX, PAGE_MAX, PAGE_MAX_WITH_SIGN_IN_ACTIVITY } from './limits'
import { nextLink, objectReply, pageReply, readCount, readSkipToken, readTop, writeSkipToken } from './odata'
import { isTransitiveMember } from './memberships'
import type { EntraUser } from './tenant'
import { parseUserSelect } from './user-properties'
import type { CostHeaders, EntraWorld } from './world'

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const CHECK_PROPERTIES: ReadonlySet<string> = new Set(['groupIds'])

export function listUsers(world: EntraWorld, call: Call, roles: readonly string[], headers: CostHeaders): ServiceReply {
  const { tenant, texts, strictness } = world
  const select = readSelect(world, call, roles)
  const top = readTop(call, select.includes('signInActivity') ? PAGE_MAX_WITH_SIGN_IN_ACTIVITY : PAGE_MAX)
  const filter = call.query.get('$filter')
  const candidates = filter === null ? tenant.usersByPosition : findUsers(strictness, tenant, filter)
  const wantsCount = readCount(call)
  const items: string[] = []
  const write = texts.writer(select)
  let index = readSkipToken(call)?.[0] ?? 0
  for (; index < candidates.length && items.length < top; index++) {
    const user = candidates[index]!
    if (user !== null && user.deletedAt === null) items.push(write(user))
  }
  const hasMore = hasLivingUser(candidates, index)
  return pageReply(
    call,
    {
      context: `users(${select.join()})`,
      items,
      count: wantsCount ? (filter === null ? tenant.users.size : candidates.length) : undefined,
      next: hasMore ? nextLink(call, writeSkipToken([index])) : undefined,
    },
    headers,
  )
}

function hasLivingUser(users: readonly (EntraUser | null)[], from: number): boolean {
  for (let index = from; index < users.length; index++) {
    const user = users[index]!
    if (user !== null && user.deletedAt === null) return true
  }
  return false
}

/** By object id or user principal name; with signInActivity by object id only. */
export function getUser(world: EntraWorld, call: Call, roles: readonly string[], headers: CostHeaders): ServiceReply {
  const { tenant, texts } = world
  const select = readSelect(world, call, roles)
  const id = call.params['id']!
  const byId = tenant.users.get(id)
  if (select.includes('signInActivity') && !GUID.test(id))
    throw badRequest('Get By Key only supports UserId and the key has to be a valid Guid')
  const user = byId ?? tenant.findByUserPrincipalName(id)
  if (user === undefined) throw resourceNotFound(id)
  return objectReply(call, `users(${select.join()})/$entity`, texts.writer(select)(user), headers)
}

/** Soft-deleted users, in the order of their deletion. */
export function listDeletedUsers(world: EntraWorld, call: Call, headers: CostHeaders): ServiceReply {
  const { tenant, texts } = world
  const select = parseUserSelect(call.query.get('$select'))
  const top = readTop(call, PAGE_MAX)
  const start = readSkipToken(call)?.[0] ?? 0
  const users = [...tenant.deletedUsers.values()]
  const items = users.slice(start, start + top).map(texts.writer(select))
  const next = start + top < users.length ? nextLink(call, writeSkipToken([start + top])) : undefined
  return pageReply(call, { context: `directoryObjects/microsoft.graph.user(${select.join()})`, items, next }, headers)
}

/** @returns those of the groups that the user belongs to, directly or through nesting */
export function checkMemberGroups({ tenant, strictness }: EntraWorld, call: Call, headers: CostHeaders): ServiceReply {
  const body = strictness.readObject(call.request, CHECK_PROPERTIES)
  const groupIds = body?.['groupIds']
  if (!Array.isArray(groupIds) || groupIds.length < 1 || groupIds.length > CHECK_GROUPS_MAX) {
    throw badRequest(`groupIds: expected a list of 1 to ${CHECK_GROUPS_MAX} ids.`)
  }
  const user = tenant.users.get(call.params['id']!)
  if (user === undefined) throw resourceNotFound(call.params['id']!)
  const value = (groupIds as string[]).filter((groupId) => isTransitiveMember(tenant, groupId, user))
  const context = `${call.request.url.origin}/v1.0/$metadata#Collection(Edm.String)`
  return jsonReply(200, { '@odata.context': context, value }, headers)
}

/** signInActivity needs a licence, a permission of its own, and has a budget of its own: the whole request is refused. */
function readSelect({ tenant, throttle }: EntraWorld, call: Call, roles: readonly string[]): readonly string[] {
  const select = parseUserSelect(call.query.get('$select'))
  if (!select.includes('signInActivity')) return select
  if (!tenant.isPremium) throw notPremium()
  if (!roles.includes('AuditLog.Read.All')) throw requestDenied()
  throttle.takeSignInActivity()
  return select
}
