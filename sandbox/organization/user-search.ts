/** POST …/users/search: accounts by filter, in a stable order, a page at a time. */
import type { Site } from '../atlassian/site'
import type { Positions } from '../bit-set'
import { listPositions, uniteBitSets } from '../bit-set'
import { joinPage, jsonReply, jsonTextReply } from '../reply'
import type { ServiceReply } from '../service'
import type { Call, Strictness } from '../strict-routes'
import type { DirectoryView, Row } from './directory-view'
import { badRequest, invalidCursor } from './errors'
import { EMAILS_MAX, IDS_MAX, PAGE_MAX, RESOURCE_IDS_MAX, STATUSES_MAX, USERS_PAGE_DEFAULT } from './limits'
import { readCursor, writeCursor } from './page-cursor'
import type { OrganizationAnswers } from './guesses'
import type { Body } from './read-body'
import { readChoices, readLimit, readText, readTexts } from './read-body'
import { rolesOf } from './role-assignments'
import type { HeldRole } from './role-assignments'
import { isMemberOf } from './user-texts'
import type { UserExpand, UserTexts } from './user-texts'

const EXPANDS: readonly UserExpand[] = ['platformRoles', 'counts.resources', 'productAccess', 'groups']
const STATUSES = ['active', 'suspended', 'not_invited', 'deactivated', 'for_deletion'] as const
/** Filters that the real API has and nothing here asks for. */
const NOT_MODELLED = ['accountStatus', 'membershipStatus', 'mfaEnabled', 'sortBy'] as const

const FILTERS = [
  'accountIds',
  'claimStatus',
  'directoryIds',
  'emailDomains',
  'emails',
  'groupIds',
  'resourceIds',
  'roleIds',
  'searchTerm',
  'status',
] as const
export const USER_SEARCH_PROPERTIES: ReadonlySet<string> = new Set([
  ...FILTERS,
  ...NOT_MODELLED,
  'cursor',
  'expand',
  'limit',
])

interface World {
  readonly site: Site
  readonly view: DirectoryView
  readonly texts: UserTexts
  readonly strictness: Strictness
  readonly answers: OrganizationAnswers
}

export function searchUsers(world: World, { request, params }: Call): ServiceReply {
  const directoryId = params['directoryId']!
  const { view, texts, strictness } = world
  const body = strictness.readObject(request, USER_SEARCH_PROPERTIES) ?? {}
  for (const name of NOT_MODELLED) {
    if (body[name] !== undefined) throw strictness.unsupported(`users/search: the filter "${name}" is not modelled`)
  }
  const limit = readLimit(body['limit'], USERS_PAGE_DEFAULT, PAGE_MAX)
  const wanted = readChoices(body, 'expand', EXPANDS, EXPANDS.length) ?? []
  const expand = EXPANDS.filter((name) => wanted.includes(name))
  const { after, filters } = readPosition(body)
  const candidates = findCandidates(world, filters)
  const matches = makePredicate(world, filters, directoryId)

  const write = texts.writer(expand, directoryId)
  const page: string[] = []
  let last = after
  let hasMore = false
  for (let position = candidates(after + 1); position !== -1; position = candidates(position + 1)) {
    const row = view.rows[position]!
    if (!view.isVisible(row) || (matches !== null && !matches(row))) continue
    if (page.length === limit) {
      hasMore = true
      break
    }
    page.push(write(row))
    last = position
  }
  const next = hasMore ? JSON.stringify(writeCursor(last, JSON.stringify(filters))) : 'null'
  return jsonTextReply(200, joinPage('{"data":[', page, `],"links":{"self":null,"prev":null,"next":${next}}}`))
}

/** GET …/users/count: how many accounts the filters of the query leave. */
export function countUsers(world: World, { query, params }: Call): ServiceReply {
  const filters = Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]))
  const candidates = findCandidates(world, filters)
  const matches = makePredicate(world, filters, params['directoryId']!)
  let count = 0
  for (let position = candidates(0); position !== -1; position = candidates(position + 1)) {
    const row = world.view.rows[position]!
    if (world.view.isVisible(row) && (matches === null || matches(row))) count += 1
  }
  return jsonReply(200, { count })
}

/** With a cursor the filters may be left out; others than those the cursor began with are refused. */
function readPosition(body: Body): { after: number; filters: Body } {
  const filters = Object.fromEntries(
    FILTERS.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
  )
  if (body['cursor'] === undefined) return { after: -1, filters }
  const cursor = readCursor(body['cursor'])
  if (Object.keys(filters).length > 0 && JSON.stringify(filters) !== cursor.filters) throw invalidCursor()
  return { after: cursor.after, filters: JSON.parse(cursor.filters) as Body }
}

/** @returns the first candidate position at or after a given one, or -1 */
function findCandidates({ site, view }: World, filters: Body): (from: number) => number {
  const accountIds = readTexts(filters, 'accountIds', IDS_MAX)
  const emails = readTexts(filters, 'emails', EMAILS_MAX)
  const groupIds = readTexts(filters, 'groupIds', IDS_MAX)
  const resourceIds = readTexts(filters, 'resourceIds', RESOURCE_IDS_MAX)
  if (emails !== undefined && filters['searchTerm'] !== undefined)
    throw badRequest('emails and searchTerm exclude each other.')
  const sets: Positions[] = []
  if (accountIds !== undefined) sets.push(positionsOf(accountIds.map((id) => view.find(id))))
  if (emails !== undefined) sets.push(positionsOf(emails.map((email) => view.findByEmail(email))))
  if (groupIds !== undefined) sets.push(uniteBitSets(groupIds.map((id) => view.members(id))))
  if (resourceIds !== undefined) {
    const groups = [...site.groups.values()].filter((group) =>
      group.roleAssignments.some(({ resourceId }) => resourceIds.includes(resourceId)),
    )
    sets.push(uniteBitSets(groups.map((group) => view.members(group.groupId))))
  }
  const [first, ...others] = sets
  if (first === undefined) return (from) => (from < view.rows.length ? from : -1)
  return (from) => {
    let position = first.next(from)
    while (position !== -1 && !others.every((set) => set.has(position))) position = first.next(position + 1)
    return position
  }
}

function positionsOf(rows: readonly (Row | undefined)[]): Positions {
  return listPositions(rows.flatMap((row) => (row === undefined ? [] : [row.position])))
}

/** @returns null when every candidate fits */
function makePredicate({ site, answers }: World, filters: Body, inPath: string): ((row: Row) => boolean) | null {
  const tests: ((row: Row) => boolean)[] = []
  const statuses = readChoices(filters, 'status', STATUSES, STATUSES_MAX)
  if (statuses !== undefined) tests.push((row) => statuses.includes(row.status))
  // Every account here is managed: all addresses belong to verified domains.
  if (filters['claimStatus'] !== undefined) tests.push(() => filters['claimStatus'] === 'managed')
  const directoryIds = readTexts(filters, 'directoryIds', IDS_MAX)
  const narrows = answers['org-directory-narrows']
  if (directoryIds !== undefined && narrows === 'field')
    tests.push((row) => directoryIds.some((id) => row.directoryIds.includes(id)))
  if (narrows === 'path') tests.push((row) => isMemberOf(row, inPath))
  const domains = readTexts(filters, 'emailDomains', IDS_MAX)
  if (domains !== undefined)
    tests.push(({ account }) =>
      domains.some((domain) => account.email.toLowerCase().endsWith(`@${domain.toLowerCase()}`)),
    )
  const roleIds = readTexts(filters, 'roleIds', IDS_MAX)
  if (roleIds !== undefined) {
    if (answers['org-role-filter'] === 'refused') throw badRequest('roleIds is not supported.')
    const isOne = ({ role, method }: HeldRole): boolean =>
      roleIds.includes(role) && (method !== 'direct' || answers['org-role-filter'] === 'any-way')
    tests.push(({ account }) => rolesOf(site, account).some(isOne))
  }
  const term = readText(filters, 'searchTerm')?.toLowerCase()
  if (term !== undefined)
    tests.push(({ account }) => `${account.displayName} ${account.email}`.toLowerCase().includes(term))
  return tests.length === 0 ? null : (row) => tests.every((test) => test(row))
}
