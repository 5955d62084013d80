// SCIMMY's schema and message classes (RFC 7643, 7644) judge what the sandbox's SCIM directory says. JSON in, JSON out.
// There is no maintained SCIM client on npm, so requests are made by fetch and everything in them and in the replies is
// read by these classes, which refuse what does not fit.
import SCIMMY from 'scimmy'

const { base, apiKey, userName } = JSON.parse(process.argv[2])
const { PatchOp, ListResponse, ErrorResponse } = SCIMMY.Messages
/** Outside the namespace that RFC 7643 reserves for schemas: SCIMMY would not even define it. */
const ATLASSIAN = 'urn:scim:schemas:extension:atlassian-external:1.0'

async function send(method, path, body) {
  const response = await fetch(base + path, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const type = response.headers.get('content-type')
  if (text !== '' && type !== 'application/scim+json') throw new Error(`Expected application/scim+json, got ${type}`)
  return { status: response.status, value: text === '' ? null : JSON.parse(text) }
}

/** The user as SCIMMY understands it, which must be everything that was sent. */
function readUser({ [ATLASSIAN]: extension, schemas, ...rest }) {
  const core = { ...rest, schemas: schemas.filter((schema) => schema !== ATLASSIAN) }
  const read = JSON.parse(JSON.stringify(new SCIMMY.Schemas.User(structuredClone(core), 'out')))
  const lost = Object.keys(core).filter((name) => !(name in read))
  if (lost.length > 0) throw new Error(`Expected attributes of the core schema only, got ${lost.join(', ')}`)
  return { user: read, accountId: extension.atlassianAccountId }
}

function readList({ value }) {
  const { totalResults, Resources } = new ListResponse(value)
  return { totalResults, users: Resources.map(readUser) }
}

/** SCIMMY's error message wants the status as a number; on the wire it is a text (RFC 7644 section 3.12). */
function readError({ status, value }) {
  const { schemas, status: text, scimType, detail } = value
  if (schemas[0] !== ErrorResponse.id || text !== String(status)) throw new Error('Expected an error message of SCIM.')
  const error = new SCIMMY.Types.Error(status, scimType, detail)
  return { status: error.status, scimType: error.scimType }
}

const user = JSON.parse(
  JSON.stringify(
    new SCIMMY.Schemas.User(
      {
        userName,
        externalId: 'object-1',
        name: { givenName: 'Ada', familyName: 'Lovelace' },
        emails: [{ value: userName, type: 'work', primary: true }],
        active: true,
      },
      'in',
    ),
  ),
)
// Read-only, and of no use to the service.
delete user.meta
const patch = (value) =>
  JSON.parse(
    JSON.stringify(new PatchOp({ schemas: [PatchOp.id], Operations: [{ op: 'replace', path: 'active', value }] })),
  )

const created = await send('POST', '/Users', user)
const { user: stored, accountId } = readUser(created.value)
const filter = (text) => `/Users?filter=${encodeURIComponent(text)}`
const deactivated = await send('PATCH', `/Users/${stored.id}`, patch(false))

console.log(
  JSON.stringify({
    created: { status: created.status, user: stored, accountId },
    twice: readError(await send('POST', '/Users', user)),
    byUserName: readList(await send('GET', filter(`userName eq "${userName}"`))),
    byExternalId: readList(await send('GET', filter('externalId eq "object-1"'))),
    byEmail: readError(await send('GET', filter(`emails.value eq "${userName}"`))),
    deactivated: readUser(deactivated.value).user.active,
    restored: readUser((await send('PATCH', `/Users/${stored.id}`, patch(true))).value).user.active,
    page: readList(await send('GET', '/Users?startIndex=1&count=1')).totalResults,
    unknown: readError(await send('GET', '/Users/nobody')),
    deleted: (await send('DELETE', `/Users/${stored.id}`)).status,
  }),
)
