import pLimit from 'p-limit'
import * as v from 'valibot'
import { inChunks } from '../../core/chunks'
import { AppError } from '../../core/errors'
import type { RoleAssignment } from '../../core/target-group'
import type { AccountGroup, AccountReader, FoundGroup } from '../../ports'
import type { HttpReply } from '../http'
import { parseReply } from '../parse'

/** Limits of `groups/search` (Organizations document of 2026-08-21). */
const GROUPS_PER_PAGE = 100
const IDS_PER_SEARCH = 10
/** What `managedBy` says, apart from `external`. */
const MANAGED_HERE: ReadonlySet<string> = new Set(['admins', 'team-members', 'open'])
/** Roles are asked group by group. */
const ROLES_IN_FLIGHT = 10

const text = v.nullish(v.string())
const group = v.object({
  id: v.string(),
  name: v.string(),
  externalSynced: v.nullish(v.boolean()),
  managedBy: text,
  managementAccess: v.nullish(v.object({ modifiable: v.nullish(v.boolean()) })),
  counts: v.nullish(v.object({ users: v.nullish(v.number()) })),
})
type Group = v.InferOutput<typeof group>
const pageSchema = v.object({ data: v.array(group), links: v.optional(v.object({ next: text })) })
const countSchema = v.object({ count: v.number() })
const roleSchema = v.object({ resourceId: v.string(), roles: v.array(v.string()) })

type GroupMethods = Pick<
  AccountReader,
  | 'readGroupRoles'
  | 'countAccounts'
  | 'countActiveMembers'
  | 'readGroups'
  | 'readSynchronisedGroups'
  | 'describeGroups'
  | 'findGroupIds'
  | 'findGroups'
>

/** Groups of the organization: what they are called, who manages them, and what membership gives. */
export function createGroupReader(
  send: (method: 'GET' | 'POST', path: string, json?: unknown) => Promise<HttpReply>,
  readDirectoryId: () => Promise<string>,
): GroupMethods {
  async function search(filter: object): Promise<readonly Group[]> {
    const body = { ...filter, limit: GROUPS_PER_PAGE, expand: ['counts.users'] }
    const reply = await send('POST', '/groups/search', body)
    return parseReply(pageSchema, reply, 'Reading groups from the organization').data
  }
  async function readByIds(groupIds: readonly string[]): Promise<readonly Group[]> {
    const chunks = inChunks([...new Set(groupIds)], IDS_PER_SEARCH)
    return (await Promise.all(chunks.map((some) => search({ groupIds: some })))).flat()
  }
  const readGroupRoles = (groupId: string): Promise<readonly RoleAssignment[]> =>
    readAllPages(
      (query) => send('GET', `/groups/${encodeURIComponent(groupId)}/role-assignments${query}`),
      roleSchema,
      'Reading the roles of a group from the organization',
    )
  async function withRoles(groups: readonly Group[]): Promise<readonly AccountGroup[]> {
    const limit = pLimit(ROLES_IN_FLIGHT)
    return Promise.all(
      groups.map(async (one) => ({
        ...toFound(one),
        members: one.counts?.users ?? 0,
        roles: await limit(() => readGroupRoles(one.id)),
      })),
    )
  }
  const count = async (query: URLSearchParams): Promise<number> => {
    const reply = await send('GET', `/users/count?${query.toString()}`)
    return parseReply(countSchema, reply, 'Counting accounts of the organization').count
  }
  return {
    readGroupRoles,
    countAccounts: async () => count(new URLSearchParams({ directoryIds: await readDirectoryId() })),
    countActiveMembers: async (groupIds) => {
      const counts = await Promise.all(
        inChunks([...new Set(groupIds)], IDS_PER_SEARCH).map((some) =>
          count(new URLSearchParams([...some.map((id) => ['groupIds', id]), ['status', 'active']])),
        ),
      )
      return counts.reduce((sum, members) => sum + members, 0)
    },
    readGroups: async (groupIds) => {
      const groups = await withRoles(await readByIds(groupIds))
      return new Map(groups.map((one) => [one.id, one]))
    },
    readSynchronisedGroups: async (groupIds) =>
      new Set((await readByIds(groupIds)).filter(isSynchronised).map(({ id }) => id)),
    describeGroups: async (groupIds) => new Map((await readByIds(groupIds)).map((one) => [one.id, toFound(one)])),
    findGroupIds: async (names) =>
      new Map((await search({ groupNames: [...new Set(names)] })).map(({ id, name }) => [name.toLowerCase(), id])),
    findGroups: async (term, limit) => withRoles((await search({ searchTerm: term })).slice(0, limit)),
  }
}

function toFound(one: Group): FoundGroup {
  return { id: one.id, name: one.name, isSynchronised: isSynchronised(one) }
}

/**
 * Can only the identity provider, or another system, change it? Each of three fields may say so, none of which the document
 * requires. Where all are missing the group may be written to: were it otherwise, a site that does not send them could not
 * use the app at all, and Atlassian itself refuses a write to a synchronised group, which changes nothing. A manager of a
 * word that nobody knows is another system, unless it is said that the group may be changed.
 */
function isSynchronised({ externalSynced, managedBy, managementAccess }: Group): boolean {
  const modifiable = managementAccess?.modifiable
  if (externalSynced === true || managedBy?.toLowerCase() === 'external' || modifiable === false) return true
  return managedBy != null && !MANAGED_HERE.has(managedBy.toLowerCase()) && modifiable !== true
}

/** Every entry of a list that is read by GET. @param ask is given the query, with its question mark, or '' */
export async function readAllPages<T>(
  ask: (query: string) => Promise<HttpReply>,
  entry: v.GenericSchema<unknown, T>,
  what: string,
): Promise<readonly T[]> {
  const schema = v.object({ data: v.array(entry), links: v.optional(v.object({ next: text })) })
  const entries: T[] = []
  let cursor: string | null = null
  do {
    const page: v.InferOutput<typeof schema> = parseReply(
      schema,
      await ask(cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`),
      what,
    )
    entries.push(...page.data)
    cursor = toCursor(page.links?.next)
  } while (cursor !== null)
  return entries
}

/**
 * v2 gives a bare cursor, v1 an address: both occur in the wild. Only the cursor is taken from an address; one without would
 * end the list too soon. @throws AppError `bad-response`
 */
export function toCursor(next: string | null | undefined): string | null {
  if (next == null || next === '') return null
  if (!next.startsWith('http')) return next
  const cursor = URL.canParse(next) ? new URL(next).searchParams.get('cursor') : null
  if (cursor !== null && cursor !== '') return cursor
  throw new AppError(
    'bad-response',
    'The organization: expected a link to the next page with a cursor in it, got one without. The read is not whole and nothing is removed by it.',
  )
}
