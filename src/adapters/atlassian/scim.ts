import * as v from 'valibot'
import { AppError } from '../../core/errors'
import type { Person } from '../../core/people'
import type { AccountOutcome, AccountWriter } from '../../ports'
import type { Http, HttpReply } from '../http'
import { describeStatus, expectSuccess, parseReply } from '../parse'

export const SCIM = 'https://api.atlassian.com/scim/directory'
const MEDIA_TYPE = 'application/scim+json'
const ATLASSIAN = 'urn:scim:schemas:extension:atlassian-external:1.0'

export interface ScimCredentials {
  readonly directoryId: string
  readonly apiKey: string
}

const userSchema = v.object({
  id: v.string(),
  externalId: v.nullish(v.string()),
  [ATLASSIAN]: v.object({ atlassianAccountId: v.string() }),
})
type ScimUser = v.InferOutput<typeof userSchema>
const listSchema = v.object({ Resources: v.optional(v.array(userSchema)) })

/** Suspends accounts that the SCIM directory does not know; part of the organization's API. */
export interface AccountSuspender {
  suspend(accountId: string): Promise<AccountOutcome>
  unsuspend(accountId: string): Promise<AccountOutcome>
}

/** Atlassian's SCIM directory: makes and disables managed accounts, and never touches a group. */
export function createScimAccounts(
  http: Http,
  /** null: no SCIM directory is connected. */
  readCredentials: () => Promise<ScimCredentials | null>,
  suspender: AccountSuspender,
  pace: () => Promise<void>,
): AccountWriter {
  async function send(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, json?: unknown): Promise<HttpReply> {
    const { directoryId, apiKey } = (await readCredentials()) ?? notConnected()
    const url = `${SCIM}/${encodeURIComponent(directoryId)}${path}`
    const headers = { authorization: `Bearer ${apiKey}` }
    await pace()
    return http.send({ method, url, headers, ...(json === undefined ? {} : { json, contentType: MEDIA_TYPE }) })
  }
  async function find(filter: string): Promise<ScimUser | null> {
    const reply = await send('GET', `/Users?filter=${encodeURIComponent(filter)}`)
    return parseReply(listSchema, reply, 'Looking up a SCIM user').Resources?.[0] ?? null
  }
  /** Where no SCIM directory is connected, no account is one of its own. */
  async function findScimId({ scimId, objectId }: { scimId: string | null; objectId: string }): Promise<string | null> {
    if ((await readCredentials()) === null) return null
    return scimId ?? (await findByExternalId(objectId))?.id ?? null
  }
  async function setActive(
    account: { accountId: string; scimId: string | null; objectId: string },
    active: boolean,
  ): Promise<AccountOutcome> {
    const scimId = await findScimId(account)
    if (scimId === null) return active ? suspender.unsuspend(account.accountId) : suspender.suspend(account.accountId)
    const reply = await send('PATCH', `/Users/${encodeURIComponent(scimId)}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'active', value: active }],
    })
    expectSuccess(reply, active ? 'Restoring an account' : 'Deactivating an account')
    return 'done'
  }
  const toCreated = (user: ScimUser, existed: boolean) => ({
    accountId: user[ATLASSIAN].atlassianAccountId,
    scimId: user.id,
    existed,
  })
  const findByExternalId = (objectId: string) => find(`externalId eq "${objectId}"`)
  return {
    create: async (person, looksFirst = false) => {
      const known = looksFirst ? await findByExternalId(person.objectId) : null
      if (known !== null) return toCreated(known, true)
      const reply = await send('POST', '/Users', toScimUser(person))
      if (reply.status === 409) {
        const existing = (await findByExternalId(person.objectId)) ?? (await find(`userName eq "${person.email}"`))
        if (existing !== null) return toCreated(existing, true)
        throw new AppError(
          'bad-response',
          'Creating an account: the SCIM directory says that it exists, but does not find it by user name or external id.',
        )
      }
      if (reply.status >= 300) throw describeStatus(reply, 'Creating an account')
      return toCreated(parseReply(userSchema, reply, 'Creating an account'), false)
    },
    update: async ({ scimId, objectId }, person) => {
      const id =
        scimId ?? ((await findByExternalId(objectId)) ?? (await find(`userName eq "${person.email}"`)))?.id ?? null
      if (id === null) return 'not-found'
      const reply = await send('PUT', `/Users/${encodeURIComponent(id)}`, toScimUser(person))
      if (reply.status === 404) return 'not-found'
      if (reply.status === 409) return 'taken'
      expectSuccess(reply, 'Updating an account')
      return 'done'
    },
    deactivate: (account) => setActive(account, false),
    restore: (account) => setActive(account, true),
  }
}

function notConnected(): never {
  throw new AppError(
    'not-connected',
    'Expected the connection to the SCIM directory, got none. Enter it on the Universal Access page, or let somebody else make the accounts.',
  )
}

/** The attribute map of Atlassian's own connectors: objectId → externalId, mail or UPN → userName and work e-mail. */
function toScimUser(person: Person): object {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: person.email,
    externalId: person.objectId,
    name: { givenName: person.givenName, familyName: person.familyName },
    displayName: person.displayName,
    emails: [{ value: person.email, type: 'work', primary: true }],
    active: true,
  }
}
