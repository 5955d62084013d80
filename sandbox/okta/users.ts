/** Users and their groups (developer.okta.com, Users and Groups). */
import { isTransitiveMember } from '../entra/memberships'
import type { EntraGroup, EntraUser } from '../entra/tenant'
import { jsonTextReply } from '../reply'
import type { ServiceReply } from '../service'
import type { Call, Strictness } from '../strict-routes'
import { invalidSearch, notFound } from './errors'
import { compare, parseExpression } from './expressions'
import type { Comparison } from './expressions'
import { GROUPS_PAGE_MAX, MEMBERS_PAGE_MAX, USER_GROUPS_PAGE_MAX, USERS_PAGE_MAX } from './limits'
import type { OktaOrg } from './org'
import { listReply, readAfter, readLimit } from './paging'

export interface OktaWorld {
  readonly org: OktaOrg
  readonly strictness: Strictness
}

type Headers = Readonly<Record<string, string>>
type IsWanted = (user: EntraUser) => boolean

/** Filters know these properties; all but `lastUpdated` by equality only. */
const FILTERABLE = new Set([
  'status',
  'lastUpdated',
  'id',
  'profile.login',
  'profile.email',
  'profile.firstName',
  'profile.lastName',
])

export function listUsers(world: OktaWorld, call: Call, headers: Headers): ServiceReply {
  const { org } = world
  const limit = readLimit(call, USERS_PAGE_MAX)
  const isWanted = makePredicate(world, call)
  const users = candidates(org, call)
  const items: string[] = []
  let position = readAfter(call)?.[0] ?? 0
  for (; position < users.length && items.length <= limit; position += 1) {
    const user = users[position]!
    if (user === null || user.deletedAt !== null || !isWanted(user)) continue
    // One more than the page tells whether there is another.
    if (items.length === limit) return listReply(call, items, [position], headers)
    items.push(writeUser(org, user))
  }
  return listReply(call, items, undefined, headers)
}

export function listUserGroups({ org }: OktaWorld, call: Call, headers: Headers): ServiceReply {
  const user = findUser(org, call)
  const groups = [...org.tenant.groups.values()].filter((group) => isTransitiveMember(org.tenant, group.id, user))
  return listGroupPage(call, groups, readLimit(call, USER_GROUPS_PAGE_MAX), headers)
}

function listGroupPage(call: Call, groups: readonly EntraGroup[], limit: number, headers: Headers): ServiceReply {
  const start = readAfter(call)?.[0] ?? 0
  const end = start + limit
  return listReply(call, groups.slice(start, end).map(writeGroup), end < groups.length ? [end] : undefined, headers)
}

/** `q` is compared with the beginning of the name, in any letter case. */
export function listGroups({ org }: OktaWorld, call: Call, headers: Headers): ServiceReply {
  const limit = readLimit(call, GROUPS_PAGE_MAX)
  const beginning = (call.query.get('q') ?? '').toLowerCase()
  const groups = [...org.tenant.groups.values()].filter(({ displayName }) =>
    displayName.toLowerCase().startsWith(beginning),
  )
  return listGroupPage(call, groups, limit, headers)
}

export function getGroup({ org }: OktaWorld, call: Call, headers: Headers): ServiceReply {
  return jsonTextReply(200, writeGroup(findGroup(org, call)), headers)
}

export function listMembers({ org }: OktaWorld, call: Call, headers: Headers): ServiceReply {
  const { userPositions } = findGroup(org, call)
  const limit = readLimit(call, MEMBERS_PAGE_MAX)
  const items: string[] = []
  let position = userPositions.next(readAfter(call)?.[0] ?? 0)
  for (; position !== -1; position = userPositions.next(position + 1)) {
    const user = org.tenant.usersByPosition[position]!
    // Who is deactivated has left all groups.
    if (user === null || user.deletedAt !== null || org.statusOf(user) === 'DEPROVISIONED') continue
    if (items.length === limit) return listReply(call, items, [position], headers)
    items.push(writeUser(org, user))
  }
  return listReply(call, items, undefined, headers)
}

/** Without a filter or a search, deactivated users are left out. */
function makePredicate({ org, strictness }: OktaWorld, { query }: Call): IsWanted {
  const [filter, search] = [query.get('filter'), query.get('search')]
  if (filter !== null && search !== null) throw invalidSearch('filter and search exclude each other.')
  const text = filter ?? search
  if (text === null) return (user) => org.statusOf(user) !== 'DEPROVISIONED'
  const expression = parseExpression(text)
  for (const { name, operator } of expression.flat()) {
    if (!FILTERABLE.has(name)) throw strictness.unsupported(`/users: comparing "${name}" is not modelled`)
    if (operator !== 'eq' && name !== 'lastUpdated') throw invalidSearch(`${name} can only be compared by eq.`)
  }
  // Values of a search are compared without regard to letter case.
  const fold = search === null ? (value: string) => value : (value: string) => value.toLowerCase()
  const alternatives = expression.map((all) => all.map((comparison) => compile(org, comparison, fold)))
  return (user) => alternatives.some((all) => all.every((isTrue) => isTrue(user)))
}

function compile(org: OktaOrg, { name, operator, value }: Comparison, fold: (text: string) => string): IsWanted {
  if (name !== 'lastUpdated') {
    const wanted = fold(value)
    return (user) => fold(readProperty(org, user, name)) === wanted
  }
  const at = Date.parse(value)
  if (Number.isNaN(at)) throw invalidSearch(`lastUpdated is compared with an instant, got "${value}".`)
  return (user) => compare(org.changedAt(user), operator, at)
}

/** Whom a query can be about at all: a look-up by ids need not look at everybody. */
function candidates(org: OktaOrg, { query }: Call): readonly (EntraUser | null)[] {
  const comparisons = query.has('filter') ? parseExpression(query.get('filter')!) : []
  const isById = comparisons.length > 0 && comparisons.every((all) => all.some(({ name }) => name === 'id'))
  if (!isById) return org.tenant.usersByPosition
  const ids = new Set(comparisons.map((all) => all.find(({ name }) => name === 'id')!.value))
  return [...ids].map((id) => org.tenant.users.get(id) ?? null)
}

function readProperty(org: OktaOrg, user: EntraUser, name: string): string {
  switch (name) {
    case 'id':
      return user.id
    case 'status':
      return org.statusOf(user)
    case 'profile.login':
      return user.userPrincipalName
    case 'profile.email':
      return emailOf(user)
    case 'profile.firstName':
      return user.givenName
    default:
      return user.surname
  }
}

/** Okta demands an address of everybody. */
function emailOf(user: EntraUser): string {
  return user.mail ?? user.userPrincipalName
}

function findUser(org: OktaOrg, { params }: Call): EntraUser {
  const id = params['id']!
  const user = org.tenant.users.get(id) ?? org.tenant.findByUserPrincipalName(id)
  if (user === undefined) throw notFound(id, 'User')
  return user
}

function findGroup(org: OktaOrg, { params }: Call): EntraGroup {
  const group = org.tenant.groups.get(params['id']!)
  if (group === undefined) throw notFound(params['id']!, 'UserGroup')
  return group
}

function writeUser(org: OktaOrg, user: EntraUser): string {
  const changedAt = new Date(org.changedAt(user)).toISOString()
  const createdAt = new Date(user.createdAt).toISOString()
  return JSON.stringify({
    id: user.id,
    status: org.statusOf(user),
    created: createdAt,
    activated: createdAt,
    statusChanged: changedAt,
    lastLogin: user.lastSignInAt === null ? null : new Date(user.lastSignInAt).toISOString(),
    lastUpdated: changedAt,
    passwordChanged: null,
    type: { id: 'otyexample0000000000' },
    profile: {
      firstName: user.givenName,
      lastName: user.surname,
      displayName: user.displayName,
      mobilePhone: null,
      secondEmail: null,
      login: user.userPrincipalName,
      email: emailOf(user),
      ...(user.employeeId === null ? {} : { employeeNumber: user.employeeId }),
      ...org.profileOf(user),
    },
    credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
    _links: { self: { href: `https://${org.host}/api/v1/users/${user.id}` } },
  })
}

function writeGroup({ id, displayName }: EntraGroup): string {
  const time = '2020-01-01T00:00:00.000Z'
  return JSON.stringify({
    id,
    created: time,
    lastUpdated: time,
    lastMembershipUpdated: time,
    objectClass: ['okta:user_group'],
    type: 'OKTA_GROUP',
    profile: { name: displayName, description: null },
  })
}
