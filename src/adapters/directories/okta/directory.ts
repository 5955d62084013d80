import * as v from 'valibot'
import { isOneOf, toSearched } from '../../../core/addresses'
import { inChunks } from '../../../core/chunks'
import { AppError, codeOf, personalCodeOf } from '../../../core/errors'
import { knownInstant } from '../../../core/known-instant'
import type { Person, PersonAttribute } from '../../../core/people'
import { HOUR_MS, MINUTE_MS } from '../../../core/time'
import type { LookedUp } from '../../../core/look-ups'
import type { Application, DirectoryChanges, DirectoryReader, LastSignIn, SignInsRead, Span } from '../../../ports'
import { parseReply } from '../../parse'
import { lookUpEach, mapConcurrent } from '../../look-up'
import { countApplications } from '../applications'
import { readSignInPages } from '../sign-in-pages'
import type { Okta } from './client'
import { isEnabled, oktaUserSchema, toPerson } from './people'

/** Largest page of `/api/v1/users`, and of a group's users (developer.okta.com, Users and Groups). */
const USERS_PER_PAGE = 200
const MEMBERS_PER_PAGE = 1_000
const ROWS_PER_PAGE = 1_000
/** Users in one look-up: their ids together stay well below the length that an address may have. */
const IDS_PER_LOOK = 20
/**
 * Okta has no delta, only the time of the last change. A change gets its time before it shows, so each look begins this
 * much before the newest one that was seen.
 */
const OVERLAP_MS = 10 * MINUTE_MS
/** The first look begins by our own clock, which may be ahead of Okta's by that much. */
const CLOCK_TRUST_MS = HOUR_MS
const BEGINNING = '1970-01-01T00:00:00.000Z'
/** Other ids are none of Okta's, and have no place inside a filter. */
const OKTA_ID = /^\w{1,100}$/

/** Okta through its Users, Groups and System Log APIs. */
export function createOktaDirectory(okta: Okta, now: () => Date): DirectoryReader {
  return {
    readPeople: async function* (attributes = []) {
      for await (const page of listUsers(okta, `lastUpdated ge "${BEGINNING}"`, 'Reading users from Okta'))
        yield page.map((user) => toPerson(user, attributes))
    },
    readGroupMembers: async function* (groupId) {
      const path = `/api/v1/groups/${encodeURIComponent(groupId)}/users?limit=${MEMBERS_PER_PAGE}`
      const pages = okta.pages(v.object({ id: v.string() }), path, `Reading members of Okta group ${groupId}`)
      for await (const page of pages) yield page.map((member) => member.id)
    },
    readChanges: (cursor) => readChanges(okta, cursor, now),
    lookUp: (objectIds, attributes = []) => lookUp(okta, objectIds, attributes),
    find: (address, attributes = []) => find(okta, address, attributes),
    readMemberships: (objectIds, groupIds) => readMemberships(okta, objectIds, groupIds),
    readGroupNames: (groupIds) => readGroupNames(okta, groupIds),
    findGroups: (beginning, limit) => findGroups(okta, beginning, limit),
    readSignIns: (span, appIds) => readSignIns(okta, span, appIds),
    readApplications: (since) => readApplications(okta, since, now()),
    readLastSignIn: (objectId) => readLastSignIn(okta, objectId, now()),
    countPages: async (people, groups) =>
      Math.ceil(people / USERS_PER_PAGE) + groups * Math.ceil(people / MEMBERS_PER_PAGE),
  }
}

/**
 * Users by a filter. Without one Okta leaves out who is deprovisioned; and unlike a search, a filter reads the data as it
 * is now and not an index that follows it.
 */
function listUsers(okta: Okta, filter: string, what: string) {
  const path = `/api/v1/users?filter=${encodeURIComponent(filter)}&limit=${USERS_PER_PAGE}`
  return okta.pages(oktaUserSchema, path, what)
}

async function readChanges(okta: Okta, cursor: string | null, now: () => Date): Promise<DirectoryChanges> {
  if (cursor === null) return { changed: new Map(), cursor: new Date(now().getTime() - CLOCK_TRUST_MS).toISOString() }
  const since = Date.parse(cursor)
  if (Number.isNaN(since))
    throw new AppError('cursor-expired', 'Reading changes from Okta: the cursor is not an instant.')
  const from = new Date(since - OVERLAP_MS).toISOString()
  const changed = new Map<string, 'enabled' | 'disabled'>()
  let newest = since
  for await (const page of listUsers(okta, `lastUpdated ge "${from}"`, 'Reading changes from Okta')) {
    for (const user of page) {
      changed.set(user.id, isEnabled(user) ? 'enabled' : 'disabled')
      newest = Math.max(newest, Date.parse(user.lastUpdated) || 0)
    }
  }
  // It moves only with a change: a quiet look has nothing to remember.
  return { changed, cursor: new Date(newest).toISOString() }
}

async function lookUp(
  okta: Okta,
  objectIds: readonly string[],
  attributes: readonly PersonAttribute[],
): Promise<LookedUp<Person>> {
  const ids = [...new Set(objectIds)].filter((id) => OKTA_ID.test(id))
  const read = async (some: readonly string[]): Promise<readonly Person[]> => {
    const people: Person[] = []
    const filter = some.map((id) => `id eq "${id}"`).join(' or ')
    for await (const page of listUsers(okta, filter, 'Reading users from Okta'))
      people.push(...page.map((user) => toPerson(user, attributes)))
    return people
  }
  try {
    const found = await mapConcurrent(inChunks(ids, IDS_PER_LOOK), read)
    return { found: new Map(found.flat().map((person) => [person.objectId, person])), failed: new Map() }
  } catch (error) {
    if (personalCodeOf(error) === null) throw error
    // Of whom it does not tell is found by asking about each alone.
    return lookUpEach(ids, async (id) => (await read([id]))[0] ?? null)
  }
}

/** A search ignores the letter case, a filter does not. */
async function find(okta: Okta, address: string, attributes: readonly PersonAttribute[]): Promise<readonly Person[]> {
  const searched = toSearched(address)
  if (searched === null) return []
  const quoted = `"${searched.replace(/["\\]/g, '\\$&')}"`
  const search = encodeURIComponent(`profile.email eq ${quoted} or profile.login eq ${quoted}`)
  const people: Person[] = []
  const path = `/api/v1/users?search=${search}&limit=${USERS_PER_PAGE}`
  for await (const page of okta.pages(oktaUserSchema, path, 'Looking for a user in Okta')) {
    // Nobody is believed to have an address because of having been listed.
    const having = page.filter(({ profile }) => isOneOf(searched, namesOf(profile)))
    people.push(...having.map((user) => toPerson(user, attributes)))
  }
  return people
}

function namesOf({ email, login }: Readonly<Record<string, unknown>>): string[] {
  return [email, login].filter((name) => typeof name === 'string')
}

const groupSchema = v.object({ id: v.string(), profile: v.object({ name: v.nullish(v.string()) }) })

/** Okta's groups have no groups inside: one list for each person is the whole truth. */
async function readMemberships(
  okta: Okta,
  objectIds: readonly string[],
  groupIds: readonly string[],
): Promise<LookedUp<readonly string[]>> {
  const wanted = new Set(groupIds)
  return lookUpEach(objectIds, async (objectId) => {
    const path = `/api/v1/users/${encodeURIComponent(objectId)}/groups`
    const found = new Set<string>()
    try {
      for await (const page of okta.pages(groupSchema, path, 'Reading group memberships from Okta')) {
        for (const { id } of page) if (wanted.has(id)) found.add(id)
        if (found.size === wanted.size) break
      }
    } catch (error) {
      // Somebody who has been deleted meanwhile is in no group.
      if (codeOf(error) === 'not-found') return []
      throw error
    }
    return [...found]
  })
}

async function readGroupNames(okta: Okta, groupIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = await mapConcurrent([...new Set(groupIds)], async (groupId) => {
    const reply = await okta.get(`/api/v1/groups/${encodeURIComponent(groupId)}`)
    if (reply.status === 404) return []
    const { profile } = parseReply(groupSchema, reply, 'Reading a group from Okta')
    return [[groupId, profile.name ?? groupId] as const]
  })
  return new Map(names.flat())
}

/** `q` is the beginning of the name (developer.okta.com, Groups, List all groups). */
async function findGroups(okta: Okta, beginning: string, limit: number): Promise<ReadonlyMap<string, string>> {
  const query = beginning === '' ? '' : `q=${encodeURIComponent(beginning)}&`
  const reply = await okta.get(`/api/v1/groups?${query}limit=${limit}`)
  const groups = parseReply(v.array(groupSchema), reply, 'Looking for groups in Okta')
  return new Map(groups.map(({ id, profile }) => [id, profile.name ?? id]))
}

const text = v.nullish(v.string())
const signInSchema = v.object({
  uuid: v.string(),
  published: v.string(),
  actor: v.nullish(v.object({ id: v.string() })),
})

function readSignIns(okta: Okta, { since, until }: Span, appIds: readonly string[]): Promise<SignInsRead> {
  const ids = appIds.filter((id) => OKTA_ID.test(id))
  return readSignInPages({ since, until }, ids, async function* (appId) {
    const filter = `eventType eq "user.authentication.sso" and outcome.result eq "SUCCESS" and target.id eq "${appId}"`
    // With an end it is a list that ends; without, Okta offers a next page for ever.
    const window = `since=${since}&until=${until}&sortOrder=DESCENDING`
    const path = `/api/v1/logs?${window}&filter=${encodeURIComponent(filter)}&limit=${ROWS_PER_PAGE}`
    for await (const page of okta.pages(signInSchema, path, 'Reading the System Log from Okta'))
      yield page.map(({ uuid, published, actor }) => ({ id: uuid, objectId: actor?.id ?? '', at: published }))
  })
}

const targetsSchema = v.array(
  v.object({ target: v.nullish(v.array(v.object({ type: text, id: text, displayName: text }))) }),
)

async function readApplications(okta: Okta, since: Date, now: Date): Promise<readonly Application[]> {
  const window = `since=${since.toISOString()}&until=${now.toISOString()}&sortOrder=DESCENDING`
  const filter = encodeURIComponent('eventType eq "user.authentication.sso" and outcome.result eq "SUCCESS"')
  const reply = await okta.get(`/api/v1/logs?${window}&filter=${filter}&limit=${ROWS_PER_PAGE}`)
  const rows = parseReply(targetsSchema, reply, 'Reading the System Log from Okta')
  const targets = rows.flatMap(({ target }) => target ?? []).filter(({ type }) => type === 'AppInstance')
  return countApplications(targets.map(({ id, displayName }) => ({ id: id ?? '', name: displayName ?? '' })))
}

const lastLoginSchema = v.array(v.object({ lastLogin: v.nullish(v.string()) }))
/** Somebody is looking at the page, and has use for the rest of it without this. */
const PATIENCE_MS = 5_000

/** Successful sign-ins to Okta itself, whatever they led to; null for who never did. */
async function readLastSignIn(okta: Okta, objectId: string, now: Date): Promise<LastSignIn | null> {
  if (!OKTA_ID.test(objectId)) return null
  const path = `/api/v1/users?filter=${encodeURIComponent(`id eq "${objectId}"`)}&limit=1`
  const [user] = parseReply(lastLoginSchema, await okta.get(path, PATIENCE_MS), 'Reading the last sign-in from Okta')
  const at = knownInstant(user?.lastLogin, now)
  return at === null ? null : { at, isAttempt: false }
}
