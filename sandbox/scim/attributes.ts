/** The attributes of a SCIM user as clients write them: which there are, and what is wrong with a request. */
import { scimError } from './errors'
import type { ScimAnswers } from './guesses'

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const ENTERPRISE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const ATLASSIAN_SCHEMA = 'urn:scim:schemas:extension:atlassian-external:1.0'

/** Kept as written and sent back; `userName`, `externalId`, `displayName` and `active` mean something beyond that. */
const KEPT = [
  'name',
  'nickName',
  'title',
  'preferredLanguage',
  'department',
  'organization',
  'timezone',
  'phoneNumbers',
  ENTERPRISE_SCHEMA,
] as const
/** Lists in which nothing may stand twice (`uniqueItems` of the API's document). */
const UNIQUE = ['schemas', 'emails', 'phoneNumbers'] as const
/** Read-only: allowed in a request, and ignored. */
const IGNORED = ['id', 'meta', 'groups', ATLASSIAN_SCHEMA] as const
export const USER_PROPERTIES: ReadonlySet<string> = new Set([
  ...['schemas', 'userName', 'emails', 'externalId', 'displayName', 'active'],
  ...KEPT,
  ...IGNORED,
])

export interface Email {
  readonly value: string
  readonly type?: string
  readonly primary?: boolean
}

/** What a client may write. */
export interface UserAttributes {
  readonly userName: string
  readonly emails: readonly Email[]
  readonly externalId: string | null
  readonly displayName: string
  readonly active: boolean
  /** The rest, by attribute name. */
  readonly kept: Readonly<Record<string, unknown>>
}

/**
 * `schemas`, `userName` and `emails` with exactly one primary address are required.
 * @param wasActive what `active` is when the request leaves it out
 */
export function parseUser(
  answers: ScimAnswers,
  body: Readonly<Record<string, unknown>> | null,
  wasActive: boolean,
): UserAttributes {
  if (body === null) throw scimError(400, 'Expected a JSON object.', 'invalidSyntax')
  for (const name of UNIQUE) checkUnique(name, body[name])
  const { schemas, userName, emails, externalId, displayName, active } = body
  if (!Array.isArray(schemas) || !schemas.includes(USER_SCHEMA))
    throw scimError(400, `schemas: expected ${USER_SCHEMA}.`, 'invalidSyntax')
  if (typeof userName !== 'string' || userName === '') throw scimError(400, 'userName is required.', 'invalidValue')
  if (externalId !== undefined && typeof externalId !== 'string')
    throw scimError(400, 'externalId: expected a text.', 'invalidValue')
  if (displayName !== undefined && typeof displayName !== 'string')
    throw scimError(400, 'displayName: expected a text.', 'invalidValue')
  const kept = Object.fromEntries(KEPT.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]))
  return {
    userName,
    emails: checkEmails(emails),
    externalId: externalId ?? null,
    displayName: displayName ?? joinName(kept['name']) ?? userName,
    active: active === undefined ? wasActive : readActive(answers, active),
    kept,
  }
}

/** @returns the attributes after a PUT; whether those stay that it does not name is a guess */
export function putUser(
  answers: ScimAnswers,
  before: UserAttributes,
  body: Readonly<Record<string, unknown>> | null,
): UserAttributes {
  const after = parseUser(answers, body, before.active)
  if (answers['scim-put-omitted'] === 'wiped') return after
  return { ...after, externalId: after.externalId ?? before.externalId, kept: { ...before.kept, ...after.kept } }
}

/** @throws ErrorReply for what is neither true nor false */
export function readActive(answers: ScimAnswers, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  const text = answers['scim-active-text'] === 'taken' && typeof value === 'string' ? value.toLowerCase() : ''
  if (text === 'true' || text === 'false') return text === 'true'
  throw scimError(400, 'active: expected true or false.', 'invalidValue')
}

function checkUnique(name: string, list: unknown): void {
  if (!Array.isArray(list)) return
  const texts = list.map((item) => JSON.stringify(item))
  if (new Set(texts).size !== texts.length) throw scimError(400, `${name}: expected each item once.`, 'invalidValue')
}

export function checkEmails(emails: unknown): readonly Email[] {
  const list = Array.isArray(emails) ? (emails as Email[]) : []
  const hasValues = list.every((email) => typeof email?.value === 'string' && email.value !== '')
  if (hasValues && list.filter((email) => email.primary === true).length === 1) return list
  throw scimError(400, 'emails: expected exactly one primary address.', 'invalidValue')
}

/** "displayName built from given + family if empty". */
function joinName(name: unknown): string | null {
  const { givenName, familyName } = (name ?? {}) as { givenName?: string; familyName?: string }
  const joined = [givenName, familyName].filter((part) => part !== undefined && part !== '').join(' ')
  return joined === '' ? null : joined
}
