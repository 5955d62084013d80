/** Okta's Users, Groups and System Log APIs and its token endpoint, over one org. */
import type { Clock } from '../clock'
import { catchErrorReply } from '../reply'
import type { Service, ServiceReply } from '../service'
import type { Call, Route, Violation } from '../strict-routes'
import { createRoutes, createStrictness } from '../strict-routes'
import { createCredentials } from './credentials'
import { LATENCY_MS, PAGE_LATENCY_MS } from './limits'
import type { Bucket } from './limits'
import { listEvents } from './log'
import { OTHER_HOST } from './org'
import type { OktaOrg } from './org'
import type { OktaMeters } from './throttle'
import { createThrottle } from './throttle'
import { getGroup, listGroups, listMembers, listUserGroups, listUsers } from './users'

export interface OktaService extends Service {
  readonly violations: readonly Violation[]
  readonly meters: Readonly<OktaMeters>
}

interface OktaRoute extends Omit<Route, 'answer' | 'method'> {
  readonly scope: string
  readonly bucket: Bucket
  answer(call: Call, headers: Readonly<Record<string, string>>): ServiceReply
}

const USERS = 'okta.users.read'
const GROUPS = 'okta.groups.read'

export function createOktaService({ clock, org }: { clock: Clock; org: OktaOrg }): OktaService {
  const strictness = createStrictness('okta', clock)
  const throttle = createThrottle(clock)
  const credentials = createCredentials({ clock, org, strictness })
  const world = { org, strictness }

  const routes: readonly OktaRoute[] = [
    {
      ...{ path: '/api/v1/users', query: ['limit', 'after', 'filter', 'search'], scope: USERS, bucket: 'users' },
      answer: (call, headers) => listUsers(world, call, headers),
    },
    {
      ...{ path: '/api/v1/users/{id}/groups', query: ['limit', 'after'], scope: USERS, bucket: 'user' },
      answer: (call, headers) => listUserGroups(world, call, headers),
    },
    {
      ...{ path: '/api/v1/groups', query: ['q', 'limit', 'after'], scope: GROUPS, bucket: 'groups' },
      answer: (call, headers) => listGroups(world, call, headers),
    },
    {
      ...{ path: '/api/v1/groups/{id}', scope: GROUPS, bucket: 'groups' },
      answer: (call, headers) => getGroup(world, call, headers),
    },
    {
      ...{ path: '/api/v1/groups/{id}/users', query: ['limit', 'after'], scope: GROUPS, bucket: 'groups' },
      answer: (call, headers) => listMembers(world, call, headers),
    },
    {
      ...{ path: '/api/v1/logs', scope: 'okta.logs.read', bucket: 'logs' },
      query: ['since', 'until', 'filter', 'limit', 'sortOrder', 'after'],
      answer: (call, headers) => listEvents(world, call, clock.now(), headers),
    },
  ]
  const answer = createRoutes(strictness, [
    ...routes.map(({ scope, bucket, answer: read, ...route }): Route => ({
      ...route,
      method: 'GET',
      answer: (call) => read(call, throttle.take(bucket, credentials.check(call.request, scope))),
    })),
    { method: 'POST', path: '/oauth2/v1/token', answer: (call) => credentials.issue(call) },
  ])

  return {
    name: 'okta',
    hosts: [org.host, OTHER_HOST],
    violations: strictness.violations,
    meters: throttle.meters,
    latencyMs: ({ url }) => (url.searchParams.has('limit') ? PAGE_LATENCY_MS : LATENCY_MS),
    handle: (request) => {
      if (request.url.host !== org.host) return { status: 404, body: '<!doctype html><title>Page not found</title>' }
      org.tenant.expire()
      return catchErrorReply(() => answer(request))
    },
  }
}
