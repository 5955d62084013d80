/** PATCH: operations on the attributes of a user (RFC 7644 section 3.5.2), those that clients of this API use. */
import type { Strictness } from '../strict-routes'
import type { UserAttributes } from './attributes'
import { checkEmails, ENTERPRISE_SCHEMA, readActive, USER_PROPERTIES } from './attributes'
import { scimError } from './errors'
import type { ScimAnswers } from './guesses'

const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const PATCH_PROPERTIES: ReadonlySet<string> = new Set(['schemas', 'Operations'])
const OPERATION_PROPERTIES: ReadonlySet<string> = new Set(['op', 'path', 'value'])

interface World {
  readonly strictness: Strictness
  readonly answers: ScimAnswers
}

type Mutable = { -readonly [K in keyof UserAttributes]: UserAttributes[K] }

/** @returns the attributes after all operations; none is applied when one of them is wrong */
export function patchUser(
  world: World,
  before: UserAttributes,
  body: Readonly<Record<string, unknown>> | null,
): UserAttributes {
  const schemas = body?.['schemas']
  const operations = body?.['Operations']
  if (
    !Array.isArray(schemas) ||
    !schemas.includes(PATCH_SCHEMA) ||
    !Array.isArray(operations) ||
    operations.length === 0
  ) {
    throw scimError(400, `Expected ${PATCH_SCHEMA} with at least one of Operations.`, 'invalidSyntax')
  }
  const { strictness, answers } = world
  const after: Mutable = { ...before, kept: answers['scim-patch-omitted'] === 'kept' ? before.kept : {} }
  for (const operation of operations as Readonly<Record<string, unknown>>[]) {
    const unknown = Object.keys(operation).find((name) => !OPERATION_PROPERTIES.has(name))
    if (unknown !== undefined) throw strictness.unsupported(`PATCH: unknown property "${unknown}" of an operation`)
    applyOperation(world, after, operation)
  }
  return after
}

function applyOperation(world: World, user: Mutable, { op, path, value }: Readonly<Record<string, unknown>>): void {
  const kind = typeof op === 'string' ? op.toLowerCase() : ''
  if (kind !== 'add' && kind !== 'replace' && kind !== 'remove')
    throw scimError(400, `Unknown operation ${String(op)}.`, 'invalidSyntax')
  if (typeof path === 'string') {
    setAttribute(world, user, path, kind === 'remove' ? undefined : value)
    return
  }
  if (kind === 'remove') throw scimError(400, 'remove needs a path.', 'noTarget')
  if (typeof value !== 'object' || value === null)
    throw scimError(400, 'Without a path the value is an object.', 'invalidValue')
  for (const [name, part] of Object.entries(value)) setAttribute(world, user, name, part)
}

/** @param value undefined removes the attribute */
function setAttribute({ strictness, answers }: World, user: Mutable, path: string, value: unknown): void {
  switch (path) {
    case 'active':
      user.active = readActive(answers, value)
      return
    case 'userName':
    case 'displayName':
      if (typeof value !== 'string' || value === '') throw scimError(400, `${path}: expected a text.`, 'invalidValue')
      user[path] = value
      return
    case 'externalId':
      if (value !== undefined && typeof value !== 'string')
        throw scimError(400, 'externalId: expected a text.', 'invalidValue')
      user.externalId = value ?? null
      return
    case 'emails':
      user.emails = checkEmails(value)
      return
    case 'emails[type eq "work"].value':
      if (typeof value !== 'string' || value === '') throw scimError(400, 'emails: expected a text.', 'invalidValue')
      user.emails = user.emails.map((email) => (email.type === 'work' ? { ...email, value } : email))
      return
  }
  const [attribute = '', part] = path === ENTERPRISE_SCHEMA ? [path] : path.split('.')
  if (attribute === 'name' && part !== undefined) {
    user.kept = { ...user.kept, name: { ...(user.kept['name'] as object | undefined), [part]: value } }
    return
  }
  if (path !== ENTERPRISE_SCHEMA && (path.includes('.') || path.includes('[')))
    throw strictness.unsupported(`PATCH: the path "${path}" is not modelled`)
  if (!USER_PROPERTIES.has(attribute)) throw scimError(400, `Unknown attribute ${path}.`, 'invalidPath')
  user.kept = { ...user.kept, [attribute]: value }
}
