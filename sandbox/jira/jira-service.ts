/** The part of the Jira Cloud platform REST API (v3) that concerns licences, permissions, users and groups. */
import type { Account, Site } from '../atlassian/site'
import type { Clock } from '../clock'
import { durationMs } from '../duration'
import { NO_CONTENT, catchErrorReply, jsonReply } from '../reply'
import type { Caller, Service } from '../service'
import type { Call, Route, Violation } from '../strict-routes'
import { createRoutes, createStrictness } from '../strict-routes'
import { getApplicationRole, listApplicationRoles } from './application-roles'
import { forbidden, jiraError, notLoggedIn, scopeMismatch } from './errors'
import { JIRA_DEFAULTS } from './guesses'
import type { JiraAnswers } from './guesses'
import type { Issues } from './issues'
import { createIssues } from './issues'
import { createLateSeats } from './late-seats'
import { BASE_POINTS, BURST_GET_USER_PER_SECOND, BURST_PER_SECOND, LATENCY_MS, POINTS_PER_OBJECT } from './limits'
import { createNotify } from './notify'
import { describeUser, pickGroups } from './people'
import { describePermissions, mayAdminister } from './permissions'
import type { JiraMeters } from './rate-limits'
import { createRateLimits } from './rate-limits'
import { describeServer } from './server-info'

export interface JiraService extends Service {
  readonly violations: readonly Violation[]
  readonly meters: Readonly<JiraMeters>
  /** Issues that tests add, and the mails about them. */
  readonly issues: Issues
}

interface Answer {
  /** null: 204. */
  readonly body: unknown
  /** Users, groups, roles and permissions in the body. */
  readonly objects: number
}

interface JiraRoute extends Omit<Route, 'answer'> {
  readonly classicScope: string
  /** All of them together do instead of the classic one. */
  readonly granularScopes: readonly string[]
  readonly needsAdministrator?: boolean
  readonly burstPerSecond?: number
  answer(call: Call): Answer
}

const USER_SCOPES = ['read:application-role:jira', 'read:group:jira', 'read:user:jira', 'read:avatar:jira']

/**
 * @param scopes of the app's manifest
 * @param answers to guesses about Jira; the usual ones unless told
 */
export function createJiraService({
  clock,
  site,
  scopes,
  answers = JIRA_DEFAULTS,
}: {
  clock: Clock
  site: Site
  scopes: readonly string[]
  answers?: JiraAnswers
}): JiraService {
  const strictness = createStrictness('jira', clock)
  const limits = createRateLimits(clock)
  const seats = createLateSeats({ clock, site, lagMs: durationMs(answers['jira-seats-lag']) })
  const world = { site, seats, scopes, answers }
  const issues = createIssues({ clock, site })
  const notify = createNotify({ clock, site, issues, strictness, meters: limits.meters })

  function isInScope({ classicScope, granularScopes }: JiraRoute): boolean {
    return scopes.includes(classicScope) || granularScopes.every((scope) => scopes.includes(scope))
  }

  function toRoute(route: JiraRoute): Route {
    const { method, path, query = [] } = route
    return {
      method,
      path,
      query,
      answer: (call) => {
        const { caller } = call.request
        limits.admit(`${method} ${path}`, route.burstPerSecond ?? BURST_PER_SECOND[method])
        if (caller.kind === 'external') throw notLoggedIn()
        if (!isInScope(route)) {
          strictness.record(
            `${method} ${path}: the manifest lacks ${route.classicScope} or ${route.granularScopes.join(', ')}`,
          )
          throw scopeMismatch()
        }
        if (caller.kind === 'user' && site.accounts.get(caller.accountId)?.status !== 'active') throw notLoggedIn()
        if (route.needsAdministrator === true && !mayAdminister(world, caller)) throw forbidden()
        const { body, objects } = route.answer(call)
        const headers = limits.charge(BASE_POINTS + objects * POINTS_PER_OBJECT)
        return body === null ? { ...NO_CONTENT, headers } : jsonReply(200, body, headers)
      },
    }
  }

  const roleScopes = {
    classicScope: 'manage:jira-configuration',
    granularScopes: ['read:application-role:jira'],
    needsAdministrator: true,
  }
  const userScopes = { classicScope: 'read:jira-user', granularScopes: USER_SCOPES }

  const routes: readonly JiraRoute[] = [
    {
      ...{ method: 'GET', path: '/rest/api/3/applicationrole', ...roleScopes },
      answer: () => {
        const roles = listApplicationRoles(world)
        return { body: roles, objects: roles.length }
      },
    },
    {
      ...{ method: 'GET', path: '/rest/api/3/applicationrole/{key}', ...roleScopes },
      answer: ({ params }) => ({ body: getApplicationRole(world, params['key']!), objects: 1 }),
    },
    {
      ...{ method: 'GET', path: '/rest/api/3/mypermissions', query: ['permissions'] },
      ...{ classicScope: 'read:jira-work', granularScopes: ['read:permission:jira'] },
      answer: ({ request, query }) => {
        const isAdministrator = mayAdminister(world, request.caller)
        const { body, count } = describePermissions(strictness, query.get('permissions'), isAdministrator)
        return { body, objects: count }
      },
    },
    {
      ...{ method: 'GET', path: '/rest/api/3/user', query: ['accountId', 'expand'], ...userScopes },
      burstPerSecond: BURST_GET_USER_PER_SECOND,
      answer: ({ query }) => {
        const account = site.accounts.get(query.get('accountId') ?? '')
        if (account === undefined)
          throw jiraError(404, 'Specified user does not exist or you do not have required permissions')
        return { body: describeUser(site, account, query.get('expand')), objects: 1 }
      },
    },
    {
      ...{ method: 'GET', path: '/rest/api/3/myself', query: ['expand'], ...userScopes },
      answer: ({ request, query }) => ({
        body: describeUser(site, findCaller(site, request.caller), query.get('expand')),
        objects: 1,
      }),
    },
    {
      ...{
        method: 'GET',
        path: '/rest/api/3/groups/picker',
        classicScope: 'read:jira-user',
        granularScopes: ['read:group:jira'],
      },
      query: ['accountId', 'query', 'excludeId', 'maxResults', 'caseInsensitive'],
      answer: ({ query }) => {
        const { body, count } = pickGroups(site, query)
        return { body, objects: count }
      },
    },
    {
      ...{ method: 'GET', path: '/rest/api/3/serverInfo', classicScope: 'read:jira-work' },
      // It needs no scope at all.
      granularScopes: [],
      answer: () => ({ body: describeServer(site, clock.now()), objects: 0 }),
    },
    {
      ...{ method: 'POST', path: '/rest/api/3/issue/{issueIdOrKey}/notify' },
      ...{ classicScope: 'write:jira-work', granularScopes: ['send:notification:jira'] },
      answer: (call) => {
        notify(call)
        return { body: null, objects: 0 }
      },
    },
  ]
  const answer = createRoutes(strictness, routes.map(toRoute))

  return {
    name: 'jira',
    hosts: [],
    violations: strictness.violations,
    meters: limits.meters,
    issues,
    latencyMs: () => LATENCY_MS,
    handle: (request) => catchErrorReply(() => answer(request)),
  }
}

/** The app's own user is not modelled: `asApp()` has no account here. */
function findCaller(site: Site, caller: Caller): Account {
  const account = caller.kind === 'user' ? site.accounts.get(caller.accountId) : undefined
  if (account === undefined) throw notLoggedIn()
  return account
}
