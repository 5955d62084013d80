import * as v from 'valibot'
import { codeOf, messageOf } from '../../core/errors'
import type { KeyFinding, KeyProbes } from '../../ports'
import { NO_RETRIES, createHttp } from '../http'
import type { Fetch, Http, HttpReply } from '../http'
import { parseReply } from '../parse'
import { ADMIN } from './organization'
import type { OrganizationCredentials } from './organization'
import { SCIM } from './scim'
import type { ScimCredentials } from './scim'

export function createKeyProbes(fetch: Fetch): KeyProbes {
  const http = createHttp(fetch, NO_RETRIES)
  return {
    organization: (access, scimDirectoryId) => probeOrganization(http, access, scimDirectoryId),
    scim: (access) => probeScim(http, access),
  }
}

const found = (outcome: KeyFinding['outcome'], detail?: string): readonly KeyFinding[] => [
  { what: 'key', outcome, ...(detail === undefined ? {} : { detail }) },
]

/** Asks for one account of the directory; when that is refused, finds out what the key is good for. */
async function probeOrganization(
  http: Http,
  access: OrganizationCredentials,
  scimDirectoryId: string | null,
): Promise<readonly KeyFinding[]> {
  const { orgId, directoryId, apiKey } = access
  try {
    const path = `/v2/orgs/${encodeURIComponent(orgId)}/directories/${encodeURIComponent(directoryId)}/users/search`
    const reply = await sendToOrganization(http, 'POST', path, apiKey, { limit: 1 })
    if (reply.status < 300) return found('ok')
    if (reply.status === 401) {
      if (scimDirectoryId !== null && (await isScimKey(http, { directoryId: scimDirectoryId, apiKey }))) {
        return found('key-of-scim')
      }
      return found('key-refused')
    }
    if (reply.status === 403) return found('key-scoped')
    if (reply.status === 404) return findWhatIsThere(http, access)
    return found('refused', String(reply.status))
  } catch (error) {
    return found(codeOf(error) === 'throttled' ? 'throttled' : 'no-answer', messageOf(error))
  }
}

const organizations = v.object({ data: v.array(v.object({ id: v.string() })) })
const directories = v.object({ data: v.array(v.object({ directoryId: v.string() })) })

async function findWhatIsThere(http: Http, { orgId, apiKey }: OrganizationCredentials): Promise<readonly KeyFinding[]> {
  const orgs = parseReply(
    organizations,
    await sendToOrganization(http, 'GET', '/v1/orgs', apiKey),
    'Reading the organizations of the key',
  ).data.map(({ id }) => id)
  if (!orgs.includes(orgId)) return found('organization-unknown', orgs.join(', '))
  const reply = await sendToOrganization(http, 'GET', `/v2/orgs/${encodeURIComponent(orgId)}/directories`, apiKey)
  const known = parseReply(directories, reply, 'Reading the directories of the organization').data
  return found('directory-unknown', known.map(({ directoryId }) => directoryId).join(', '))
}

/** Asks for one user of the SCIM directory. */
async function probeScim(http: Http, access: ScimCredentials): Promise<readonly KeyFinding[]> {
  try {
    const { status } = await sendToScim(http, access)
    if (status < 300) return found('ok')
    if (status === 404) return found('directory-unknown')
    if (status !== 401 && status !== 403) return found('refused', String(status))
    const asOrganization = await sendToOrganization(http, 'GET', '/v1/orgs', access.apiKey)
    return found(asOrganization.status < 300 ? 'key-of-organization' : 'key-refused')
  } catch (error) {
    return found(codeOf(error) === 'throttled' ? 'throttled' : 'no-answer', messageOf(error))
  }
}

async function isScimKey(http: Http, access: ScimCredentials): Promise<boolean> {
  return (await sendToScim(http, access)).status < 300
}

function sendToScim(http: Http, { directoryId, apiKey }: ScimCredentials): Promise<HttpReply> {
  return http.send({
    method: 'GET',
    url: `${SCIM}/${encodeURIComponent(directoryId)}/Users?startIndex=1&count=1`,
    headers: { authorization: `Bearer ${apiKey}` },
  })
}

function sendToOrganization(
  http: Http,
  method: 'GET' | 'POST',
  path: string,
  apiKey: string,
  json?: unknown,
): Promise<HttpReply> {
  const headers = { authorization: `Bearer ${apiKey}` }
  return http.send({ method, url: `${ADMIN}${path}`, headers, ...(json === undefined ? {} : { json }) })
}
