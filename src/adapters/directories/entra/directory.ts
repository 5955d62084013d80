import * as v from 'valibot'
import { isOneOf, toAddress, toSearched } from '../../../core/addresses'
import { inChunks } from '../../../core/chunks'
import { AppError, codeOf } from '../../../core/errors'
import { PERSON_ATTRIBUTES } from '../../../core/people'
import type { Gaps, Person, PersonAttribute } from '../../../core/people'
import type { LookedUp } from '../../../core/look-ups'
import type { DirectoryReader } from '../../../ports'
import { lookUpEach } from '../../look-up'
import { parseReply } from '../../parse'
import { readProofs } from '../proofs'
import { readBatch, sendBatch } from './batch'
import type { Graph } from './graph'
import { readApplications, readLastSignIn, readSignIns } from './sign-ins'

const text = v.nullish(v.string())
const attributeSchema = Object.fromEntries(PERSON_ATTRIBUTES.map((name) => [name, text])) as Record<
  PersonAttribute,
  typeof text
>
/** Whatever cannot be read proves nothing. */
const proof = v.fallback(text, null)
const userSchema = v.object({
  id: v.string(),
  accountEnabled: v.nullish(v.boolean()),
  userType: text,
  givenName: text,
  surname: text,
  isResourceAccount: v.nullish(v.boolean()),
  employeeId: proof,
  onPremisesImmutableId: proof,
  ...attributeSchema,
})
type GraphUser = v.InferOutput<typeof userSchema>

const DECIDING = ['mail', 'userPrincipalName', 'displayName', 'givenName', 'surname'] as const
const PROVING = ['employeeId', 'onPremisesImmutableId'] as const
const SELECT = ['id', 'accountEnabled', 'userType', 'isResourceAccount', ...DECIDING, ...PROVING]
/** Groups in one `checkMemberGroups` (learn.microsoft.com, user-checkmembergroups). */
const GROUPS_PER_CHECK = 20
/** Largest page of `/users` without sign-in activity (learn.microsoft.com, user-list). */
const USERS_PER_PAGE = 999

/** Entra ID through Microsoft Graph. */
export function createEntraDirectory(graph: Graph, now: () => Date): DirectoryReader {
  return {
    readPeople: async function* (attributes = []) {
      const pages = graph.pages(
        userSchema,
        `/users?$select=${selectOf(attributes)}&$top=${USERS_PER_PAGE}`,
        'Reading users from Entra',
      )
      for await (const page of pages) yield page.items.map((user) => toPerson(user, attributes))
    },
    readGroupMembers: async function* (groupId) {
      const path = `/groups/${encodeURIComponent(groupId)}/transitiveMembers/microsoft.graph.user?$count=true&$select=id&$top=${USERS_PER_PAGE}`
      const headers = { ConsistencyLevel: 'eventual' }
      const pages = graph.pages(
        v.object({ id: v.string() }),
        path,
        `Reading members of Entra group ${groupId}`,
        headers,
      )
      for await (const page of pages) yield page.items.map((member) => member.id)
    },
    readChanges: (cursor) => readChanges(graph, cursor),
    lookUp: (objectIds, attributes = []) => lookUp(graph, objectIds, attributes),
    find: (address, attributes = []) => find(graph, address, attributes),
    readMemberships: (objectIds, groupIds) => readMemberships(graph, objectIds, groupIds),
    readGroupNames: (groupIds) => readGroupNames(graph, groupIds),
    findGroups: (beginning, limit) => findGroups(graph, beginning, limit),
    readSignIns: (span, appIds) => readSignIns(graph, span, appIds),
    readApplications: (since) => readApplications(graph, since),
    readLastSignIn: (objectId) => readLastSignIn(graph, objectId, now()),
    countPages: async (people, groups) => Math.ceil(people / USERS_PER_PAGE) * (1 + groups),
  }
}

function selectOf(attributes: readonly PersonAttribute[]): string {
  return [...new Set([...SELECT, ...attributes])].join(',')
}

function toPerson(user: GraphUser, attributes: readonly PersonAttribute[]): Person {
  const displayName = user.displayName ?? ''
  const mail = toAddress(user.mail)
  const upn = toAddress(user.userPrincipalName)
  return {
    objectId: user.id,
    // mail, else user principal name: the rule of Atlassian's own Entra connector.
    email: mail === '' ? upn : mail,
    mail,
    upn,
    displayName,
    givenName: user.givenName ?? '',
    familyName: user.surname ?? '',
    // Not told is no reason to take anything away.
    enabled: user.accountEnabled !== false,
    // Old objects have no user type; they are members.
    kind: user.isResourceAccount === true ? 'resource' : user.userType?.toLowerCase() === 'guest' ? 'guest' : 'member',
    ...(attributes.length === 0
      ? {}
      : { attributes: Object.fromEntries(attributes.map((name) => [name, user[name] ?? ''])) }),
    ...readProofs({ employee: user.employeeId, immutable: user.onPremisesImmutableId }),
    ...findGaps(user, attributes),
  }
}

/**
 * Graph writes null for what somebody does not have; what it leaves out, although it was selected, is not told. Everybody is
 * enabled or not. Who is no guest and no resource may lack the field that says so.
 */
function findGaps(user: GraphUser, attributes: readonly PersonAttribute[]): { readonly gaps?: Gaps } {
  const asked = [...DECIDING, ...attributes].filter((name) => user[name] === undefined)
  const missing = user.accountEnabled == null ? ['accountEnabled', ...asked] : asked
  return missing.length === 0 ? {} : { gaps: { missing } }
}

const changeSchema = v.object({
  id: v.string(),
  accountEnabled: v.nullish(v.boolean()),
  '@removed': v.optional(v.object({ reason: v.string() })),
})

async function readChanges(graph: Graph, cursor: string | null): ReturnType<DirectoryReader['readChanges']> {
  const first = cursor ?? '/users/delta?$select=id,accountEnabled&$deltatoken=latest'
  const changed = new Map<string, 'enabled' | 'disabled' | 'deleted'>()
  let next: string | null = null
  for await (const page of expiring(graph.pages(changeSchema, first, 'Reading changes from Entra'))) {
    for (const item of page.items) changed.set(item.id, toChange(item))
    next = page.deltaLink
  }
  if (next === null) {
    throw new AppError(
      'incomplete-read',
      'Reading changes from Entra: expected a delta link on the last page, got none. The changes will be read again.',
    )
  }
  return { changed, cursor: next }
}

function toChange(item: v.InferOutput<typeof changeSchema>): 'enabled' | 'disabled' | 'deleted' {
  if (item['@removed'] !== undefined) return 'deleted'
  // A change of something else does not tell the state: only an explicit false means disabled.
  return item.accountEnabled === false ? 'disabled' : 'enabled'
}

/** Delta tokens live seven days; Graph then answers 410 or another 4xx with `syncStateNotFound`. */
async function* expiring<T>(pages: AsyncIterable<T>): AsyncIterable<T> {
  try {
    yield* pages
  } catch (error) {
    if (codeOf(error) === 'refused' || codeOf(error) === 'not-found') {
      throw new AppError('cursor-expired', 'Reading changes from Entra: the delta token is no longer accepted.', {
        cause: error,
      })
    }
    throw error
  }
}

async function lookUp(
  graph: Graph,
  objectIds: readonly string[],
  attributes: readonly PersonAttribute[],
): Promise<LookedUp<Person>> {
  const unique = [...new Set(objectIds)]
  const select = selectOf(attributes)
  const urls = unique.map((objectId) => `/users/${encodeURIComponent(objectId)}?$select=${select}`)
  const replies = await readBatch(graph, urls)
  return lookUpEach(unique, async (objectId) => {
    const reply = replies[unique.indexOf(objectId)]!
    if (reply.status === 404) return null
    return toPerson(parseReply(userSchema, reply, 'Reading a user from Entra'), attributes)
  })
}

async function find(graph: Graph, address: string, attributes: readonly PersonAttribute[]): Promise<readonly Person[]> {
  const searched = toSearched(address)
  if (searched === null) return []
  const quoted = `'${searched.replaceAll("'", "''")}'`
  const filter = encodeURIComponent(`mail eq ${quoted} or userPrincipalName eq ${quoted}`)
  const path = `/users?$filter=${filter}&$select=${selectOf(attributes)}`
  const people: Person[] = []
  for await (const page of graph.pages(userSchema, path, 'Looking for a user in Entra')) {
    // Nobody is believed to have an address because of having been listed.
    const having = page.items.filter(({ mail, userPrincipalName }) => isOneOf(searched, [mail, userPrincipalName]))
    people.push(...having.map((user) => toPerson(user, attributes)))
  }
  return people
}

async function readMemberships(
  graph: Graph,
  objectIds: readonly string[],
  groupIds: readonly string[],
): Promise<LookedUp<readonly string[]>> {
  const unique = [...new Set(objectIds)]
  const chunks = inChunks(groupIds, GROUPS_PER_CHECK)
  const checks = unique.flatMap((objectId) => chunks.map((ids) => ({ objectId, ids })))
  const replies = await sendBatch(
    graph,
    checks.map(({ objectId, ids }) => ({
      method: 'POST',
      url: `/users/${encodeURIComponent(objectId)}/checkMemberGroups`,
      headers: { 'content-type': 'application/json' },
      body: { groupIds: ids },
    })),
  )
  return lookUpEach(unique, async (objectId) =>
    replies.flatMap((reply, index) => {
      // Somebody who has been deleted meanwhile is in no group.
      if (checks[index]!.objectId !== objectId || reply.status === 404) return []
      return parseReply(membershipSchema, reply, MEMBERSHIPS).value
    }),
  )
}

const MEMBERSHIPS = 'Reading group memberships from Entra'
const membershipSchema = v.object({ value: v.array(v.string()) })

const groupSchema = v.object({ id: v.string(), displayName: text })

async function readGroupNames(graph: Graph, groupIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  const unique = [...new Set(groupIds)]
  const replies = await readBatch(
    graph,
    unique.map((groupId) => `/groups/${encodeURIComponent(groupId)}?$select=id,displayName`),
  )
  replies.forEach((reply, index) => {
    // 400 is what Graph says to an id that cannot be one ("Invalid object identifier").
    if (reply.status === 404 || reply.status === 400) return
    const group = parseReply(groupSchema, reply, 'Reading a group from Entra')
    // Keyed by the id as asked: Graph answers in its own letter case.
    names.set(unique[index]!, group.displayName ?? group.id)
  })
  return names
}

/** `startswith` needs no advanced query here (learn.microsoft.com/graph/api/group-list). */
async function findGroups(graph: Graph, beginning: string, limit: number): Promise<ReadonlyMap<string, string>> {
  const filter = encodeURIComponent(`startswith(displayName,'${beginning.replaceAll("'", "''")}')`)
  const path = `/groups?$select=id,displayName${beginning === '' ? '' : `&$filter=${filter}`}&$top=${limit}`
  for await (const { items } of graph.pages(groupSchema, path, 'Looking for groups in Entra')) {
    return new Map(items.map(({ id, displayName }) => [id, displayName ?? id]))
  }
  return new Map()
}
