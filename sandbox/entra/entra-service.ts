/** Microsoft Graph v1.0 and the token endpoint, over one tenant. */
import type { Clock } from '../clock'
import type { Random } from '../random'
import { durationMs } from '../duration'
import { catchErrorReply, jsonReply } from '../reply'
import type { Service, ServiceReply, ServiceRequest } from '../service'
import type { Call, Route, Violation } from '../strict-routes'
import { createRoutes, createStrictness } from '../strict-routes'
import { createAccessTokens } from './access-tokens'
import { runBatch } from './batch'
import { createDeltaLog } from './delta-log'
import { usersDelta } from './delta-operations'
import { requestDenied } from './errors'
import { getGroup, listGroups, listMembers, listTransitiveUsers } from './group-operations'
import { ENTRA_DEFAULTS } from './guesses'
import type { EntraAnswers } from './guesses'
import { LATENCY_MS, PAGE_LATENCY_MS } from './limits'
import { listSignIns } from './sign-in-operations'
import type { Tenant } from './tenant'
import type { EntraMeters } from './throttle'
import { createThrottle } from './throttle'
import { checkMemberGroups, getUser, listDeletedUsers, listUsers } from './user-operations'
import { createUserTexts } from './user-texts'
import type { CostHeaders, EntraWorld } from './world'

export interface EntraService extends Service {
  readonly violations: readonly Violation[]
  readonly meters: Readonly<EntraMeters>
}

interface GraphRoute extends Omit<Route, 'answer'> {
  /** Any of these application permissions will do; Directory.Read.All always does. */
  readonly permissions: readonly string[]
  /** Resource units before `$select` (−1) and a page below 20 (−1); null for the reports service, which counts requests. */
  readonly units: number | null
  answer(call: Call, roles: readonly string[], headers: CostHeaders): ServiceReply
}

const USERS = ['User.Read.All']
const GROUPS = ['GroupMember.Read.All', 'Group.Read.All']
const LIST_QUERY = ['$select', '$top', '$filter', '$count', '$skiptoken']

export function createEntraService({
  clock,
  tenant,
  random,
  answers = ENTRA_DEFAULTS,
}: {
  clock: Clock
  tenant: Tenant
  random: Random
  /** To guesses about Entra; the usual ones unless told. */
  answers?: EntraAnswers
}): EntraService {
  const strictness = createStrictness('entra', clock)
  const throttle = createThrottle({ clock, tenant })
  const tokens = createAccessTokens({ clock, tenant, strictness, answers })
  const world: EntraWorld = {
    clock,
    tenant,
    strictness,
    throttle,
    random: random.fork('entra'),
    texts: createUserTexts({ clock, tenant }),
    deltaLog: createDeltaLog({
      ...{ clock, tenant, random: random.fork('entra-delta') },
      lagMaxMs: durationMs(answers['entra-delta-lag']),
    }),
  }

  function toRoute({ permissions, units, answer, ...route }: GraphRoute): Route {
    return {
      ...route,
      answer: (call) => {
        const roles = tokens.rolesOf(call.request)
        const allowed = [...permissions, 'Directory.Read.All']
        if (!allowed.some((permission) => roles.includes(permission))) throw requestDenied()
        return answer(call, roles, units === null ? {} : throttle.takeUnits(costOf(call, units)))
      },
    }
  }

  const graphRoutes: readonly GraphRoute[] = [
    {
      ...{ method: 'GET', path: '/v1.0/users', query: LIST_QUERY, permissions: USERS, units: 2 },
      answer: (call, roles, headers) => listUsers(world, call, roles, headers),
    },
    {
      ...{ method: 'GET', path: '/v1.0/users/delta', permissions: USERS, units: 2 },
      query: ['$select', '$deltatoken', '$skiptoken'],
      answer: (call, _roles, headers) => usersDelta(world, call, headers),
    },
    {
      ...{ method: 'GET', path: '/v1.0/users/{id}', query: ['$select'], permissions: USERS, units: 1 },
      answer: (call, roles, headers) => getUser(world, call, roles, headers),
    },
    {
      ...{ method: 'POST', path: '/v1.0/users/{id}/checkMemberGroups', permissions: USERS, units: 4 },
      answer: (call, _roles, headers) => checkMemberGroups(world, call, headers),
    },
    {
      ...{ method: 'GET', path: '/v1.0/groups', query: LIST_QUERY, permissions: GROUPS, units: 1 },
      answer: (call, _roles, headers) => listGroups(world, call, headers),
    },
    {
      ...{ method: 'GET', path: '/v1.0/groups/{id}', query: ['$select'], permissions: GROUPS, units: 1 },
      answer: (call, _roles, headers) => getGroup(world, call, headers),
    },
    {
      ...{ method: 'GET', path: '/v1.0/groups/{id}/members', permissions: GROUPS, units: 3 },
      query: ['$select', '$top', '$count', '$skiptoken'],
      answer: (call, _roles, headers) => listMembers(world, call, headers),
    },
    {
      ...{
        method: 'GET',
        path: '/v1.0/groups/{id}/transitiveMembers/microsoft.graph.user',
        permissions: GROUPS,
        units: 5,
      },
      query: ['$select', '$top', '$count', '$skiptoken'],
      answer: (call, _roles, headers) => listTransitiveUsers(world, call, headers),
    },
    {
      ...{ method: 'GET', path: '/v1.0/directory/deletedItems/microsoft.graph.user', permissions: USERS, units: 1 },
      query: ['$select', '$top', '$skiptoken'],
      answer: (call, _roles, headers) => listDeletedUsers(world, call, headers),
    },
    {
      ...{ method: 'GET', path: '/v1.0/auditLogs/signIns', permissions: ['AuditLog.Read.All'], units: null },
      query: ['$top', '$filter', '$skiptoken'],
      answer: (call) => listSignIns(world, call),
    },
    {
      ...{ method: 'GET', path: '/v1.0/organization', permissions: ['Organization.Read.All'], units: 1 },
      answer: (_call, _roles, headers) => describeOrganization(tenant, headers),
    },
  ]
  const answerGraph = createRoutes(strictness, graphRoutes.map(toRoute))
  const answerOne = (request: ServiceRequest): ServiceReply => catchErrorReply(() => answerGraph(request))
  const answer = createRoutes(strictness, [
    { method: 'POST', path: '/{tenant}/oauth2/v2.0/token', answer: (call) => tokens.issue(call) },
    {
      method: 'POST',
      path: '/v1.0/$batch',
      answer: (call) => {
        tokens.rolesOf(call.request)
        return runBatch(world, call, answerOne)
      },
    },
  ])

  return {
    name: 'entra',
    hosts: ['login.microsoftonline.com', 'graph.microsoft.com'],
    violations: strictness.violations,
    meters: throttle.meters,
    latencyMs: ({ url }) => (isLongList(url) ? PAGE_LATENCY_MS : LATENCY_MS),
    handle: (request) => {
      tenant.expire()
      const { pathname } = request.url
      if (request.method === 'POST' && (pathname === '/v1.0/$batch' || pathname.endsWith('/oauth2/v2.0/token'))) {
        return catchErrorReply(() => answer(request))
      }
      return answerOne(request)
    },
  }
}

/** https://learn.microsoft.com/graph/throttling-limits: `$select` and a small page each save a unit; one is the least. */
function costOf({ query }: Call, units: number): number {
  const selects = query.has('$select') ? 1 : 0
  const isSmall = query.has('$top') && Number(query.get('$top')) < 20 ? 1 : 0
  return Math.max(1, units - selects - isSmall)
}

function isLongList(url: URL): boolean {
  return (
    Number(url.searchParams.get('$top') ?? 0) >= 500 ||
    url.pathname.endsWith('/signIns') ||
    url.pathname.endsWith('/delta')
  )
}

function describeOrganization(tenant: Tenant, headers: CostHeaders): ServiceReply {
  const domain = { name: 'example.com', isDefault: true, isInitial: false, type: 'Managed', capabilities: 'Email' }
  const plans = tenant.isPremium ? [{ service: 'AADPremiumService', capabilityStatus: 'Enabled' }] : []
  const organization = { id: tenant.tenantId, displayName: 'Example', assignedPlans: plans, verifiedDomains: [domain] }
  return jsonReply(
    200,
    { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#organization', value: [organization] },
    headers,
  )
}
