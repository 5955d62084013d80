/** Atlassian's user provisioning API (SCIM 2.0) for the one directory of the organization. */
import type { Actor, Site } from '../atlassian/site'
import type { Clock } from '../clock'
import type { Random } from '../random'
import { createRateWindow } from '../rate-window'
import { catchErrorReply, jsonReply, NO_CONTENT } from '../reply'
import type { Service, ServiceReply, ServiceRequest } from '../service'
import type { Call, Route, Violation } from '../strict-routes'
import { createRoutes, createStrictness, parseJson } from '../strict-routes'
import { parseUser, putUser, USER_PROPERTIES } from './attributes'
import { notFound, scimError, tooManyRequests, unauthorized } from './errors'
import { SCIM_DEFAULTS } from './guesses'
import type { ScimAnswers } from './guesses'
import { LATENCY_MS, PAGE_DEFAULT, REQUESTS_PER_SECOND } from './limits'
import { PATCH_PROPERTIES, patchUser } from './patch'
import type { Resource } from './resources'
import { createResources } from './resources'

export interface ScimService extends Service {
  readonly violations: readonly Violation[]
}

const DIRECTORY = '/scim/directory/{directoryId}'
const HEADERS = { 'content-type': 'application/scim+json' }
/** "filter only userName eq or externalId eq"; ACCESS-1424: e-mail is not supported. */
const FILTER = /^(userName|externalId) eq "((?:[^"\\]|\\.)*)"$/

/**
 * @param requestsPerSecond null = what the guess `scim-request-limit` says
 * @param answers to guesses about this API; the usual ones unless told
 */
export function createScimService({
  clock,
  site,
  random,
  requestsPerSecond = null,
  answers = SCIM_DEFAULTS,
}: {
  clock: Clock
  site: Site
  random: Random
  requestsPerSecond?: number | null
  answers?: ScimAnswers
}): ScimService {
  const limit = requestsPerSecond ?? (answers['scim-request-limit'] === 'none' ? null : REQUESTS_PER_SECOND)
  const window = limit === null ? null : createRateWindow({ limit, windowMs: 1_000 })
  const strictness = createStrictness('scim', clock)
  const resources = createResources({ clock, site, random: random.fork('scim'), answers })

  function reply(status: number, resource: Resource): ServiceReply {
    return jsonReply(status, resources.describe(resource), HEADERS)
  }

  function findResource(call: Call): Resource {
    const id = call.params['id']!
    const resource = resources.find(id)
    if (resource === undefined || !site.accounts.has(resource.accountId)) throw notFound(id)
    return resource
  }

  function listUsers({ query }: Call): ServiceReply {
    const found = findUsers(query.get('filter'))
    const startIndex = Math.max(1, Number(query.get('startIndex') ?? 1))
    const count = Number(query.get('count') ?? PAGE_DEFAULT)
    const page = found.slice(startIndex - 1, startIndex - 1 + count)
    const value = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: found.length,
      startIndex,
      itemsPerPage: page.length,
      Resources: page.map((resource) => resources.describe(resource)),
    }
    return jsonReply(200, value, HEADERS)
  }

  function findUsers(filter: string | null): readonly Resource[] {
    if (filter === null) return resources.all()
    const [, attribute, text] = FILTER.exec(filter) ?? []
    if (text === undefined) throw scimError(400, 'Only userName eq and externalId eq are supported.', 'invalidFilter')
    const value = parseJson(`"${text}"`)
    if (typeof value !== 'string') throw scimError(400, 'The value is no text of JSON.', 'invalidFilter')
    const found = attribute === 'userName' ? resources.findByUserName(value) : resources.findByExternalId(value)
    return found === undefined ? [] : [found]
  }

  const routes: readonly Route[] = [
    {
      ...{ method: 'POST', path: `${DIRECTORY}/Users` },
      answer: ({ request }) =>
        reply(
          201,
          resources.create(parseUser(answers, strictness.readObject(request, USER_PROPERTIES), true), actorOf(request)),
        ),
    },
    { method: 'GET', path: `${DIRECTORY}/Users`, query: ['filter', 'startIndex', 'count'], answer: listUsers },
    { method: 'GET', path: `${DIRECTORY}/Users/{id}`, answer: (call) => reply(200, findResource(call)) },
    {
      ...{ method: 'PUT', path: `${DIRECTORY}/Users/{id}` },
      answer: (call) => {
        const resource = findResource(call)
        const body = strictness.readObject(call.request, USER_PROPERTIES)
        return reply(
          200,
          resources.replace(resource, putUser(answers, resources.attributesOf(resource), body), actorOf(call.request)),
        )
      },
    },
    {
      ...{ method: 'PATCH', path: `${DIRECTORY}/Users/{id}` },
      answer: (call) => {
        const resource = findResource(call)
        const body = strictness.readObject(call.request, PATCH_PROPERTIES)
        return reply(
          200,
          resources.replace(
            resource,
            patchUser({ strictness, answers }, resources.attributesOf(resource), body),
            actorOf(call.request),
          ),
        )
      },
    },
    {
      ...{ method: 'DELETE', path: `${DIRECTORY}/Users/{id}` },
      answer: (call) => {
        resources.remove(findResource(call), actorOf(call.request))
        return NO_CONTENT
      },
    },
    { method: 'GET', path: `${DIRECTORY}/ServiceProviderConfig`, answer: describeProvider },
  ]
  const answer = createRoutes(
    strictness,
    routes.map((route) => ({ ...route, answer: (call) => checkDirectory(site, call, route) })),
  )

  return {
    name: 'scim',
    hosts: ['api.atlassian.com'],
    pathPrefixes: ['/scim/directory/'],
    violations: strictness.violations,
    latencyMs: () => LATENCY_MS,
    handle: (request) =>
      catchErrorReply(() => {
        if (!site.isAuthorized('scim', request.headers['authorization'])) throw unauthorized()
        const retryAfterMs = window?.take(clock.now(), 1) ?? 0
        if (retryAfterMs > 0) throw tooManyRequests(retryAfterMs)
        return answer(request)
      }),
  }
}

function checkDirectory(site: Site, call: Call, route: Route): ServiceReply {
  const { directoryId } = call.params
  if (directoryId !== site.scimDirectoryId) throw notFound(directoryId!)
  return route.answer(call)
}

/** A request that is not the app's comes from another client of the directory. */
function actorOf(request: ServiceRequest): Actor {
  return request.origin === null ? 'directory' : 'app'
}

/** The shape is that of RFC 7643 section 5; the values of the real one are not published. */
function describeProvider(): ServiceReply {
  const value = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: PAGE_DEFAULT },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [{ type: 'oauthbearertoken', name: 'API key', description: 'The key of the directory' }],
  }
  return jsonReply(200, value, HEADERS)
}
