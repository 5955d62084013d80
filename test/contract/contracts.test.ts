import { checkAnyExchange, checkAppRequest, checkReply } from './check-exchange'
import type { Exchange } from './exchange'
import { describeBreach } from './exchange'
import { hasOpenApi } from './open-api-operations'
import { compileOwnOperations, readContractFiles } from './own-operations'
import { collectSamples } from './samples'

const files = readContractFiles()
const names = files.filter(({ content }) => content['method'] !== undefined).map(({ name }) => name)
const withBody = names.filter((name) => files.find((file) => file.name === name)!.content['body'] !== undefined)

/** What the adapters cannot do without, as pointers into the reply. */
const RELIED_ON: Readonly<Record<string, readonly string[]>> = {
  'entra/get-token': ['access_token', 'expires_in', 'token_type'],
  'entra/list-users': ['value', 'value/0/id'],
  'entra/users-delta': ['value', 'value/0/id', '@odata.deltaLink'],
  'entra/get-user': ['id', 'mail'],
  'entra/list-groups': ['value'],
  'entra/get-group': ['id', 'displayName'],
  'entra/list-transitive-members': ['value', 'value/0/id'],
  'entra/check-member-groups': ['value'],
  'entra/list-sign-ins': ['value', 'value/0/id', 'value/0/userId', 'value/0/createdDateTime'],
  'entra/batch': ['responses', 'responses/0/id', 'responses/0/status'],
  'okta/get-token': ['access_token', 'expires_in', 'token_type'],
  'okta/list-users': ['0/id', '0/status', '0/lastUpdated', '0/profile', '0/profile/login', '0/profile/email'],
  'okta/list-user-groups': ['0/id'],
  'okta/list-groups': ['0/id', '0/profile', '0/profile/name'],
  'okta/get-group': ['id', 'profile', 'profile/name'],
  'okta/list-group-users': ['0/id'],
  'okta/list-logs': ['0/uuid', '0/published', '0/actor', '0/actor/id'],
  'organization/search-users': [
    ...[
      'data',
      'links',
      'links/next',
      'data/0/accountId',
      'data/0/accountType',
      'data/0/status',
      'data/0/accountStatus',
    ],
    ...['data/0/membershipStatus', 'data/0/email', 'data/0/addedToOrg', 'data/0/groups/0/id'],
    ...['data/0/productAccess/0/key', 'data/0/productAccess/0/lastActiveTimestamp'],
  ],
  'organization/list-organizations': ['data', 'data/0/id'],
  'organization/list-directories': ['data', 'data/0/directoryId'],
  'organization/count-users': ['count'],
  'organization/search-groups': ['data', 'links', 'data/0/id', 'data/0/name'],
  'organization/poll-events': [
    ...['data', 'data/0/id', 'data/0/attributes/time', 'data/0/attributes/action', 'data/0/attributes/actor/id'],
  ],
  'organization/list-event-actions': ['data', 'data/0/id', 'data/0/attributes/displayName'],
  'scim/create-user': ['id', 'urn:scim:schemas:extension:atlassian-external:1.0'],
  'scim/find-users': ['Resources', 'Resources/0/id'],
  'scim/replace-user': ['id', 'active'],
  'jira/get-application-role': [
    ...['key', 'groupDetails', 'defaultGroupsDetails', 'hasUnlimitedSeats', 'numberOfSeats', 'remainingSeats'],
    ...['userCount', 'groupDetails/0/groupId'],
  ],
  'jira/get-server-info': ['baseUrl'],
  'jira/get-my-permissions': ['permissions', 'permissions/ADMINISTER/havePermission'],
}

describe('the contract files', () => {
  it('all compile, and are strict about keywords', () => {
    expect(compileOwnOperations().map(({ name }) => name)).toEqual(names)
  })

  it.each(files.map(({ name, content }) => [name, content] as const))('%s leaves no object open', (_, content) => {
    expect(findOpenObjects(content, '')).toEqual([])
  })
})

describe('an exchange', () => {
  let samples: ReadonlyMap<string, Exchange>

  beforeAll(async () => {
    samples = await collectSamples()
  })

  it.each(names)('%s keeps to its contract as the app asks and the sandbox answers', (name) => {
    const sample = samples.get(name)!

    expect(sample.reply.status).toBeLessThan(300)
    expect([...checkAppRequest(sample.service, sample.request), ...checkReply(sample)].map(describeBreach)).toEqual([])
  })

  it.each(names)('%s has no query parameter that nobody documented', (name) => {
    const { service, request } = samples.get(name)!
    const url = new URL(request.url)
    url.searchParams.append('colour', 'green')

    const breaches = checkAppRequest(service, { ...request, url }).map(describeBreach)

    expect(breaches.join()).toContain(`${name}: request query must not have the property "colour", got {`)
  })

  it.each(withBody)('%s has no property in its request that nobody documented', (name) => {
    const { service, request } = samples.get(name)!
    const isForm = name.endsWith('/get-token')
    const body = isForm ? `${request.body}&colour=green` : insert(request.body!, '', 'colour', 'green')

    const breaches = checkAppRequest(service, { ...request, body }).map(describeBreach)

    expect(breaches[0]).toMatch(`${name}: request body must not have the property "colour"`)
  })

  it.each(Object.keys(RELIED_ON))('%s has no property in its reply, however deep, that nobody documented', (name) => {
    const { reply } = samples.get(name)!
    const pointers = objectPointers(JSON.parse(reply.body)).filter((pointer) => !isOpen(name, pointer))

    for (const pointer of pointers) {
      expect(findBreaches(name, insert(reply.body, pointer, 'colour', 'green'))).toContain(name)
    }
  })

  it.each(Object.entries(RELIED_ON))('%s has what the adapters rely on', (name, pointers) => {
    for (const pointer of pointers) {
      expect([pointer, ...findBreaches(name, insert(samples.get(name)!.reply.body, pointer))]).toContain(name)
    }
  })

  it('has a status that the operation knows', () => {
    const sample = samples.get('organization/add-membership')!

    const breaches = checkReply({ ...sample, reply: { status: 302, body: '' } }).map(describeBreach)

    expect(breaches).toContain('organization/add-membership: reply 302 is not a status of this operation, got ""')
  })

  it('of the app belongs to an operation with a contract', () => {
    const { service, request } = samples.get('entra/get-user')!
    const url = new URL('https://graph.microsoft.com/v1.0/me')

    expect(checkAppRequest(service, { ...request, url }).map(describeBreach)).toEqual([
      'entra GET: request path is no operation with a contract, got "/v1.0/me"',
    ])
  })

  it('inside a batch is held to its own contract', () => {
    const { service, request } = samples.get('entra/batch')!
    const requests = [{ id: '0', method: 'GET', url: '/users/x?$select=shoeSize' }]

    const [breach] = checkAppRequest(service, { ...request, body: JSON.stringify({ requests }) })

    expect(breach).toMatchObject({ operation: 'entra/get-user', place: 'request query /$select/0', value: 'shoeSize' })
  })

  it('tells a sandbox that takes what the service refuses', () => {
    const sample = samples.get('entra/list-users')!
    const url = new URL('https://graph.microsoft.com/v1.0/users?$top=1000')

    const breaches = checkAnyExchange({ ...sample, request: { ...sample.request, url } }).map(describeBreach)

    expect(breaches[0]).toBe('entra/list-users: request query /$top must be <= 999, but the sandbox took it, got 1000')
  })

  it('asks for the id of what it reads', () => {
    const { service, request } = samples.get('entra/list-users')!
    const url = new URL('https://graph.microsoft.com/v1.0/users?$select=mail')

    expect(checkAppRequest(service, { ...request, url })[0]).toMatchObject({ place: 'request query /$select/0' })
  })

  const second = hasOpenApi() ? it : it.skip
  second('is held to the reference documents as well', () => {
    const sample = samples.get('scim/replace-user')!

    const breaches = checkReply({ ...sample, reply: { ...sample.reply, body: '{}' } })

    expect(breaches.map(({ operation }) => operation)).toContain('openapi/scim replaceUser')
  })

  function findBreaches(name: string, body: string): string[] {
    const sample = samples.get(name)!
    return checkReply({ ...sample, reply: { ...sample.reply, body } }).map(({ operation }) => operation)
  }
})

/** Bodies of batch items belong to other operations; permissions are a dictionary. */
function isOpen(name: string, pointer: string): boolean {
  return (
    (name === 'entra/batch' && /^responses\/0\/(body|headers)/.test(pointer)) ||
    (name === 'jira/get-my-permissions' && pointer === 'permissions')
  )
}

function objectPointers(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([name, part]) =>
    objectPointers(part, pointer === '' ? name : `${pointer}/${name}`),
  )
  return Array.isArray(value) ? inner : [pointer, ...inner]
}

/** Sets a property of the object at the pointer; without a name removes what is there. */
function insert(text: string, pointer: string, name?: string, value?: unknown): string {
  const whole = JSON.parse(text) as Record<string, unknown>
  const path = pointer === '' ? [] : pointer.split('/')
  const last = name ?? path.pop()!
  const target = path.reduce<Record<string, unknown>>((part, step) => part[step] as Record<string, unknown>, whole)
  if (name === undefined && !(last in target)) throw new Error(`Expected ${pointer} in the sample, got ${text}`)
  if (name === undefined) delete target[last]
  else target[last] = value
  return JSON.stringify(whole)
}

/** Places of schemas that name properties and let others through. */
function findOpenObjects(value: unknown, place: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([name, part]) =>
    // Headers are open on purpose; conditions and the base of a closed object are judged with what they belong to.
    ['headers', 'appQuery', 'if', 'then', 'not', 'contains', 'oneOf'].includes(name) ||
    place.endsWith('$defs/properties')
      ? []
      : findOpenObjects(part, `${place}/${name}`),
  )
  const { type, properties, additionalProperties, unevaluatedProperties } = value as Record<string, unknown>
  const isClosed = additionalProperties === false || unevaluatedProperties === false
  const isOpen = type === 'object' && typeof properties === 'object' && !isClosed && !place.endsWith('$defs/properties')
  return isOpen ? [place, ...inner] : inner
}
