import * as v from 'valibot'
import { isOneOf, toSearched } from '../../core/addresses'
import { AppError } from '../../core/errors'
import { NO_ODD_ROWS, checkOddRows, countRow } from '../../core/odd-rows'
import type { Person } from '../../core/people'
import type { AccountOutcome, AccountRef, AccountWriter, AnothersRecord, Suspended } from '../../ports'
import type { Http, HttpReply } from '../http'
import { lookUpEach } from '../look-up'
import { expectStatus, parseReply } from '../parse'

export const SCIM = 'https://api.atlassian.com/scim/directory'
const MEDIA_TYPE = 'application/scim+json'
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ATLASSIAN = 'urn:scim:schemas:extension:atlassian-external:1.0'

export interface ScimCredentials {
  readonly directoryId: string
  readonly apiKey: string
}

const text = v.nullish(v.string())
/** Whatever else a record has was written by others, and goes back as it came. */
const userSchema = v.looseObject({
  id: v.string(),
  externalId: text,
  userName: text,
  active: v.nullish(v.boolean()),
  schemas: v.nullish(v.array(v.string())),
  emails: v.nullish(v.array(v.looseObject({ type: text, primary: v.nullish(v.boolean()) }))),
  [ATLASSIAN]: v.nullish(v.looseObject({ atlassianAccountId: text })),
})
type ScimUser = v.InferOutput<typeof userSchema>
const listSchema = v.object({ Resources: v.nullish(v.array(userSchema)) })
const pageSchema = v.object({ Resources: v.nullish(v.array(v.unknown())), totalResults: v.number() })
/** What can be told of a record that is not as it should be. */
const nameSchema = v.fallback(v.object({ id: v.fallback(text, null), userName: v.fallback(text, null) }), {
  ...{ id: null, userName: null },
})
/** No maximum is documented. */
const RECORDS_PER_PAGE = 100
/** Written by the service alone (RFC 7643); it ignores them in what clients write. */
const READ_ONLY: ReadonlySet<string> = new Set(['id', 'meta', 'groups', ATLASSIAN])

/** Suspends accounts that the SCIM directory does not know; part of the organization's API. */
export interface AccountSuspender {
  suspend(accountId: string): Promise<Suspended>
  unsuspend(accountId: string): Promise<Suspended>
}

/** Atlassian's SCIM directory: makes and disables managed accounts, and never touches a group. */
export function createScimAccounts(
  http: Http,
  /** null: no SCIM directory is connected. */
  readCredentials: () => Promise<ScimCredentials | null>,
  suspender: AccountSuspender,
  pace: () => Promise<void>,
): AccountWriter {
  async function send(method: 'GET' | 'POST' | 'PUT', path: string, json?: unknown): Promise<HttpReply> {
    const { directoryId, apiKey } = (await readCredentials()) ?? notConnected()
    const url = `${SCIM}/${encodeURIComponent(directoryId)}${path}`
    const headers = { authorization: `Bearer ${apiKey}` }
    await pace()
    const body = json === undefined ? {} : { json, contentType: MEDIA_TYPE }
    return http.send({ method, url, headers, ...body, retries: 1 })
  }
  /** The value of a filter is a string of JSON (RFC 7644, 3.4.2.2). @throws AppError `bad-response` for other people's records alone */
  async function find(attribute: 'externalId' | 'userName', value: string): Promise<ScimUser | null> {
    const searched = toSearched(value)
    if (searched === null) return null
    const filter = `${attribute} eq ${JSON.stringify(value)}`
    const reply = await send('GET', `/Users?filter=${encodeURIComponent(filter)}`)
    const records = parseReply(listSchema, reply, 'Looking up a SCIM user').Resources ?? []
    const isAsked = (record: ScimUser): boolean =>
      attribute === 'externalId' ? record.externalId === value : isOneOf(searched, [record.userName])
    const found = records.find(isAsked)
    if (found !== undefined || records.length === 0) return found ?? null
    throw new AppError(
      'bad-response',
      `Looking up a SCIM user: expected the record with this ${attribute} or none, got ${records.length} others. None of them was believed.`,
    )
  }
  /** @throws AppError `incomplete-read` where a page tells of nobody new before all have been told of */
  async function* readAllRecords(): AsyncIterable<unknown> {
    const ids = new Set<string>()
    for (;;) {
      const before = ids.size
      const reply = await send('GET', `/Users?startIndex=${before + 1}&count=${RECORDS_PER_PAGE}`)
      const { Resources, totalResults } = parseReply(pageSchema, reply, 'Reading the SCIM directory')
      for (const record of Resources ?? []) {
        ids.add(v.parse(nameSchema, record).id ?? JSON.stringify(record))
        yield record
      }
      if (ids.size >= totalResults) return
      if (ids.size > before) continue
      throw new AppError(
        'incomplete-read',
        `Reading the SCIM directory: expected ${totalResults} records, got ${before}. Nothing is decided by it.`,
      )
    }
  }
  /** @returns addresses of records that cannot be read, which are these people's trouble. @throws AppError where they are many */
  async function readEach(add: (record: ScimUser) => void): Promise<ReadonlySet<string>> {
    const unread = new Set<string>()
    let [odd, rows] = [NO_ODD_ROWS, 0]
    for await (const row of readAllRecords()) {
      rows += 1
      const parsed = v.safeParse(userSchema, row)
      if (parsed.success) {
        add(parsed.output)
        continue
      }
      const { id, userName } = v.parse(nameSchema, row)
      odd = countRow(odd, id ?? null, { missing: [v.getDotPath(parsed.issues[0]) ?? 'record'] })
      if (userName != null) unread.add(userName.trim().toLowerCase())
    }
    checkOddRows('the SCIM directory', odd, rows)
    return unread
  }
  /** @returns null: it was deleted, or none is remembered */
  async function readRemembered({ scimId }: AccountRef): Promise<ScimUser | null> {
    if (scimId === null) return null
    const reply = await send('GET', `/Users/${encodeURIComponent(scimId)}`)
    return reply.status === 404 ? null : parseReply(userSchema, reply, 'Reading a SCIM user')
  }
  /** A remembered id may be of a record that was deleted, made anew, or given to somebody else. */
  async function findRecord(account: AccountRef): Promise<Found> {
    const { objectId, email } = account
    const remembered = await readRemembered(account)
    if (remembered !== null && !isForeign(remembered, account)) return { record: remembered }
    const other = findOther(remembered, account)
    if (other !== null) return other
    const own = await find('externalId', objectId)
    if (own !== null || email === undefined || email === '') return { record: own }
    const sameAddress = await find('userName', email)
    if (sameAddress === null || isOf(sameAddress, objectId)) return { record: sameAddress }
    return findOther(sameAddress, account) ?? { record: null }
  }
  /** Changes a record and leaves the rest of it as others wrote it: a PUT may wipe what it does not name. */
  function put(record: ScimUser, changes: Readonly<Record<string, unknown>>): Promise<HttpReply> {
    const kept = Object.entries(record).filter(([name, value]) => !READ_ONLY.has(name) && value != null)
    return send('PUT', `/Users/${encodeURIComponent(record.id)}`, {
      ...{ schemas: [USER], ...Object.fromEntries(kept) },
      ...changes,
    })
  }
  async function setActive(account: AccountRef, active: boolean): Promise<AccountOutcome> {
    const { accountId, scimId } = account
    // Where no SCIM directory is connected, no account is one of its own.
    const found = (await readCredentials()) === null ? { record: null } : await findRecord(account)
    if ('outcome' in found) return found
    const { record } = found
    const owner = record === null ? null : ownerOf(record)
    if (record === null || owner !== accountId) {
      // Taking something away needs the record; giving it back does not.
      if (!active && scimId !== null && record === null) return { outcome: 'gone' }
      return { outcome: await (active ? suspender.unsuspend(accountId) : suspender.suspend(accountId)) }
    }
    if (record.active !== active) {
      const what = active ? 'Restoring an account' : 'Deactivating an account'
      const after = parseReply(userSchema, await put(record, { active }), what)
      if (after.active === !active)
        throw new AppError('bad-response', `${what}: expected active to be ${active}, got ${!active}.`)
    }
    return { outcome: 'done', scimId: record.id }
  }
  const toCreated = (user: ScimUser, outcome: 'created' | 'existed') => ({
    ...{ outcome, accountId: ownerOf(user), scimId: user.id },
    ...(user.userName == null ? {} : { email: user.userName.trim().toLowerCase() }),
  })
  return {
    create: async (person, looksFirst = false) => {
      const known = looksFirst ? await find('externalId', person.objectId) : null
      if (known !== null) return toCreated(known, 'existed')
      const what = 'Creating an account'
      const reply = await send('POST', '/Users', { schemas: [USER], ...toAttributes(person), active: true })
      if (reply.status !== 409) {
        const created = parseReply(userSchema, reply, what)
        expectStatus(201, reply, what)
        return toCreated(created, 'created')
      }
      const own = await find('externalId', person.objectId)
      if (own !== null) return toCreated(own, 'existed')
      const sameAddress = await find('userName', person.email)
      if (sameAddress !== null && !isOf(sameAddress, person.objectId))
        return { outcome: 'taken', accountId: sameAddress[ATLASSIAN]?.atlassianAccountId ?? null }
      if (sameAddress !== null) return toCreated(sameAddress, 'existed')
      throw new AppError(
        'conflict',
        `${what}: the SCIM directory says that it exists, but does not find it by user name or external id.`,
      )
    },
    update: async (account, person) => {
      const found = await findRecord({ ...account, email: person.email })
      if ('outcome' in found) return found
      const { record } = found
      // A record that was found by id or address may be that of another account, an administrator's say.
      if (record === null || ownerOf(record) !== account.accountId) return { outcome: 'not-found' }
      const ours = toAttributes(person)
      const others = (record.emails ?? []).filter(({ type, primary }) => type !== 'work' && primary !== true)
      const reply = await put(record, { ...ours, emails: [...ours.emails, ...others], active: true })
      if (isTaken(reply)) return { outcome: 'taken' }
      return { outcome: 'done', scimId: parseReply(userSchema, reply, 'Updating an account').id }
    },
    check: async (account) => {
      const remembered = (await readCredentials()) === null ? null : await readRemembered(account)
      return findOther(remembered, account) ?? { outcome: 'done' }
    },
    deactivate: (account) => setActive(account, false),
    restore: (account) => setActive(account, true),
    suspend: (accountId) => suspender.suspend(accountId),
    readOwners: async (addresses) => {
      if ((await readCredentials()) === null) return null
      const owners = new Map<string, string>()
      const add = (record: ScimUser): void => {
        const accountId = record[ATLASSIAN]?.atlassianAccountId ?? ''
        const objectId = record.externalId ?? ''
        if (accountId !== '' && objectId !== '') owners.set(accountId, objectId)
      }
      // Tens of thousands are not held at once.
      if (addresses.length > RECORDS_PER_PAGE) return { owners, unread: await readEach(add) }
      const { found, failed } = await lookUpEach(addresses, (address) => find('userName', address))
      found.forEach(add)
      return { owners, unread: new Set(failed.keys()) }
    },
  }
}

/** RFC 7644 has 409 for it; the operation documents 400 only. */
function isTaken({ status, text: body }: HttpReply): boolean {
  return status === 409 || (status === 400 && /"scimType"\s*:\s*"uniqueness"/.test(body))
}

type Found = { readonly record: ScimUser | null } | AnothersRecord

/** Another person's record, where it has another person's id. */
function isOf({ externalId }: ScimUser, objectId: string): boolean {
  return externalId == null || externalId === '' || externalId === objectId
}

function isForeign(record: ScimUser, { objectId, earlierId }: AccountRef): boolean {
  return !isOf(record, objectId) && record.externalId !== earlierId
}

/** Whom the account's own record names; another account's record says nothing of this one. */
function findOther(record: ScimUser | null, account: AccountRef): AnothersRecord | null {
  if (record === null || !isForeign(record, account)) return null
  const isOwn = record[ATLASSIAN]?.atlassianAccountId === account.accountId
  return isOwn ? { outcome: 'another', objectId: record.externalId! } : null
}

/** @throws AppError `not-linked` */
function ownerOf(record: ScimUser): string {
  const accountId = record[ATLASSIAN]?.atlassianAccountId
  if (accountId != null) return accountId
  throw new AppError(
    'not-linked',
    'The SCIM directory: expected a record that belongs to an Atlassian account, got one that is not linked to any. Link it in Atlassian Administration, or wait: a new record may be linked some minutes late.',
  )
}

function notConnected(): never {
  throw new AppError(
    'not-connected',
    'Expected the connection to the SCIM directory, got none. Enter it on the Universal Access page, or let somebody else make the accounts.',
  )
}

/** The attribute map of Atlassian's own connectors: objectId → externalId, mail or UPN → userName and work e-mail. */
function toAttributes(person: Person) {
  return {
    userName: person.email,
    externalId: person.objectId,
    name: { givenName: person.givenName, familyName: person.familyName },
    displayName: person.displayName,
    emails: [{ value: person.email, type: 'work', primary: true }],
  }
}
