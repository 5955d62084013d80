/** The Organizations REST API: the directory's accounts and groups, for whoever has the organization's API key. */
import type { Site } from '../atlassian/site'
import type { Clock } from '../clock'
import type { Random } from '../random'
import type { RateWindow } from '../rate-window'
import { createRateWindow } from '../rate-window'
import { catchErrorReply, jsonReply } from '../reply'
import type { Service, ServiceReply, ServiceRequest } from '../service'
import type { Call, Route, Violation } from '../strict-routes'
import { createRoutes, createStrictness } from '../strict-routes'
import { getAccount, getLastActiveDates, removeAccount, restoreAccount, suspendAccount } from './account-operations'
import { createAuditLog } from './audit-log'
import { createDirectoryView } from './directory-view'
import { orgNotFound, scopedKey, tooManyRequests, unauthorized } from './errors'
import { getGroup, getGroupRoleAssignments, searchGroups } from './group-operations'
import { ORGANIZATION_DEFAULTS } from './guesses'
import type { OrganizationAnswers } from './guesses'
import { inviteUsers } from './invite-operation'
import { LAST_ACTIVE_DATES_PER_MINUTE, LATENCY_MS, OTHER_REQUESTS_PER_MINUTE, SEARCH_LATENCY_MS } from './limits'
import { addMembership, removeMembership } from './membership-operations'
import { getUserRoleAssignments } from './role-assignments'
import { countUsers, searchUsers } from './user-search'
import { createUserTexts } from './user-texts'

export interface OrganizationService extends Service {
  readonly violations: readonly Violation[]
}

const ORG = '/admin/v2/orgs/{orgId}'
const DIRECTORY = `${ORG}/directories/{directoryId}`
const PAGE_QUERY = ['cursor', 'limit']

/**
 * @param searchLatencyMs what a page of accounts takes; large organizations are slow at times
 * @param hasAuditLog Guard Standard has one
 * @param answers to guesses about this API; the usual ones unless told
 */
export function createOrganizationService({
  clock,
  site,
  random,
  searchLatencyMs = SEARCH_LATENCY_MS,
  hasAuditLog = true,
  answers = ORGANIZATION_DEFAULTS,
}: {
  clock: Clock
  site: Site
  random: Random
  searchLatencyMs?: number
  hasAuditLog?: boolean
  answers?: OrganizationAnswers
}): OrganizationService {
  const strictness = createStrictness('organization', clock)
  const view = createDirectoryView({ clock, site, random: random.fork('organization'), answers })
  const texts = createUserTexts({ clock, site, view, answers })
  const world = { clock, site, view, texts, strictness, answers }
  const lastActiveWindow = createRateWindow({ limit: LAST_ACTIVE_DATES_PER_MINUTE, windowMs: 60_000 })
  const otherWindow = createRateWindow({ limit: OTHER_REQUESTS_PER_MINUTE, windowMs: 60_000 })

  /**
   * The organization and the directory in the path must be the ones there are; `-` stands for every directory.
   * @param others the call is modelled for the other directory, too
   */
  function within(answer: (call: Call) => ServiceReply, others = false): (call: Call) => ServiceReply {
    return (call) => {
      const { orgId, directoryId } = call.params
      if (orgId !== site.orgId) throw orgNotFound()
      const isHere = directoryId === undefined || directoryId === '-' || directoryId === site.directoryId
      if (!isHere && !(others && directoriesOf(site).includes(directoryId))) throw orgNotFound()
      return answer(call)
    }
  }

  const routes: readonly Route[] = [
    { method: 'POST', path: `${DIRECTORY}/users/search`, answer: within((call) => searchUsers(world, call), true) },
    {
      method: 'GET',
      path: `${DIRECTORY}/users/count`,
      query: ['groupIds', 'status', 'directoryIds'],
      answer: within((call) => countUsers(world, call), true),
    },
    {
      method: 'POST',
      path: `${DIRECTORY}/groups/{groupId}/memberships`,
      answer: within((call) => addMembership(world, call)),
    },
    {
      method: 'DELETE',
      path: `${DIRECTORY}/groups/{groupId}/memberships/{accountId}`,
      answer: within((call) => removeMembership(world, call)),
    },
    { method: 'GET', path: `${DIRECTORY}/users/{accountId}`, answer: within((call) => getAccount(world, call)) },
    {
      method: 'GET',
      path: `${DIRECTORY}/users/{accountId}/role-assignments`,
      query: PAGE_QUERY,
      answer: within((call) => getUserRoleAssignments(world, call)),
    },
    { method: 'POST', path: `${DIRECTORY}/groups/search`, answer: within((call) => searchGroups(world, call)) },
    { method: 'GET', path: `${DIRECTORY}/groups/{groupId}`, answer: within((call) => getGroup(world, call)) },
    {
      method: 'GET',
      path: `${DIRECTORY}/groups/{groupId}/role-assignments`,
      query: PAGE_QUERY,
      answer: within((call) => getGroupRoleAssignments(world, call)),
    },
    {
      method: 'POST',
      path: `${DIRECTORY}/users/{accountId}/suspend`,
      answer: within((call) => suspendAccount(world, call)),
    },
    {
      method: 'POST',
      path: `${DIRECTORY}/users/{accountId}/restore`,
      answer: within((call) => restoreAccount(world, call)),
    },
    { method: 'POST', path: `${ORG}/users/invite`, answer: within((call) => inviteUsers(world, call)) },
    { method: 'DELETE', path: `${DIRECTORY}/users/{accountId}`, answer: within((call) => removeAccount(world, call)) },
    { method: 'GET', path: `${ORG}/directories`, query: PAGE_QUERY, answer: within(() => listDirectories(site)) },
    { method: 'GET', path: '/admin/v1/orgs', query: ['cursor'], answer: () => listOrganizations(site) },
    {
      method: 'GET',
      path: '/admin/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates',
      query: ['cursor'],
      answer: within((call) => {
        takeFrom(lastActiveWindow, LAST_ACTIVE_DATES_PER_MINUTE, call.request)
        return getLastActiveDates(world, call)
      }),
    },
  ]

  function takeFrom(window: RateWindow, limit: number, request: ServiceRequest): void {
    const now = clock.now()
    const retryAfterMs = window.take(now, 1)
    if (retryAfterMs > 0) throw tooManyRequests(answers, request, { limit, retryAfterMs, now })
  }
  const auditLog = createAuditLog({ ...world, hasAuditLog }).map((route) => ({
    ...route,
    answer: within(route.answer),
  }))
  const answer = createRoutes(strictness, [...routes, ...auditLog])

  return {
    name: 'organization',
    hosts: ['api.atlassian.com'],
    pathPrefixes: ['/admin/'],
    violations: strictness.violations,
    latencyMs: ({ url }) => (url.pathname.endsWith('/users/search') ? searchLatencyMs : LATENCY_MS),
    handle: (request) =>
      catchErrorReply(() => {
        if (!site.isAuthorized('organization', request.headers['authorization'])) throw unauthorized(request)
        if (site.isKeyScoped && !statesScope(request)) throw scopedKey(answers)
        if (answers['org-request-limit'] === '200-a-minute' && !hasOwnLimit(request))
          takeFrom(otherWindow, OTHER_REQUESTS_PER_MINUTE, request)
        view.settle()
        return answer(request)
      }),
  }
}

const NAMES = ['Example directory', 'Other directory']

/** The other one is there once it has an account. */
function directoriesOf({ accounts, directoryId, otherDirectoryId }: Site): readonly string[] {
  const hasOther = [...accounts.values()].some(({ directoryIds }) => directoryIds.includes(otherDirectoryId))
  return hasOther ? [directoryId, otherDirectoryId] : [directoryId]
}

/** The list of directories and the v1 list of organizations state a scope; users, groups and memberships do not. */
function statesScope({ url }: { readonly url: URL }): boolean {
  return url.pathname === '/admin/v1/orgs' || url.pathname.endsWith('/directories')
}

function hasOwnLimit({ url }: { readonly url: URL }): boolean {
  return /\/(last-active-dates|events|events-stream|event-actions)$/.test(url.pathname)
}

function listDirectories(site: Site): ServiceReply {
  return jsonReply(200, {
    data: directoriesOf(site).map((directoryId, index) => ({ directoryId, name: NAMES[index] })),
    links: { self: null, prev: null, next: null },
  })
}

function listOrganizations(site: Site): ServiceReply {
  const self = `https://api.atlassian.com/admin/v1/orgs/${site.orgId}`
  const organization = {
    id: site.orgId,
    type: 'orgs',
    attributes: { name: 'Example' },
    links: { self },
    relationships: {
      domains: { links: { related: `${self}/domains` } },
      users: { links: { related: `${self}/users` } },
    },
  }
  return jsonReply(200, { data: [organization], links: { self: 'https://api.atlassian.com/admin/v1/orgs' } })
}
