/** One account: details, suspend, restore, remove, and its last-active dates. */
import type { Site } from '../atlassian/site'
import type { Clock } from '../clock'
import { jsonReply, NO_CONTENT } from '../reply'
import type { ServiceReply } from '../service'
import type { Call, Strictness } from '../strict-routes'
import type { DirectoryView, Row } from './directory-view'
import { apiError, licenceExceeded, unsupportedMediaType, userNotFound } from './errors'
import type { OrganizationAnswers } from './guesses'
import { actorOf, findMember } from './membership-operations'
import { countResources, describeAccount } from './user-texts'

interface World {
  readonly clock: Clock
  readonly site: Site
  readonly view: DirectoryView
  readonly strictness: Strictness
  readonly answers: OrganizationAnswers
}

const NO_PROPERTIES: ReadonlySet<string> = new Set()

export function getAccount({ site, view, answers }: World, call: Call): ServiceReply {
  const row = findRow(view, call)
  const data = {
    ...describeAccount(row, call.params['directoryId']!, answers),
    counts: { resources: countResources(site, row) },
    platformRoles: row.account.platformRoles,
  }
  return jsonReply(200, { data })
}

/** 204 also when it is suspended already (not verified); 415 without a JSON body. */
export function suspendAccount({ site, view, strictness }: World, call: Call): ServiceReply {
  requireBody(strictness, call)
  const { account } = findMember(site, view, call.params['accountId']!)
  if (account.status === 'deactivated')
    throw apiError(400, 'ADMIN-UAM-400-2', 'Bad Request', 'The account is deactivated.')
  site.setStatus(account.accountId, 'suspended', actorOf(call.request).by)
  return NO_CONTENT
}

/** The account comes back with its groups, so it needs a seat of whatever they grant. */
export function restoreAccount({ site, view, strictness, answers }: World, call: Call): ServiceReply {
  requireBody(strictness, call)
  const { account } = findMember(site, view, call.params['accountId']!)
  if (account.status === 'deactivated')
    throw apiError(400, 'ADMIN-UAM-400-2', 'Bad Request', 'The account is deactivated.')
  if (account.status === 'active') return NO_CONTENT
  const products = new Set([...account.groupIds].flatMap((id) => site.groups.get(id)?.productKeys ?? []))
  const missing = [...products].filter((key) => (site.seatsFree(key) ?? 1) < 1)
  if (missing.length > 0) throw licenceExceeded(answers, missing)
  site.setStatus(account.accountId, 'active', actorOf(call.request).by)
  return NO_CONTENT
}

export function removeAccount({ site, view }: World, call: Call): ServiceReply {
  const { account } = findRow(view, call)
  const { by, functionKey } = actorOf(call.request)
  site.removeAccount(account.accountId, by, functionKey)
  return NO_CONTENT
}

/** v1. `product_access` is empty for who was never active. */
export function getLastActiveDates({ clock, site, view }: World, call: Call): ServiceReply {
  const { account } = findRow(view, call)
  const activity = site.activity.shown(account, clock.now())
  const added = new Date(account.addedAt).toISOString()
  const access = activity === null ? [] : [describeAccess(site, activity)]
  const data = { product_access: access, added_to_org: added.slice(0, 10), added_to_org_timestamp: added }
  return jsonReply(200, { data, links: { next: null } })
}

function describeAccess(site: Site, activity: number): Record<string, unknown> {
  const at = new Date(activity).toISOString()
  return {
    id: `ari:cloud:jira::site/${site.cloudId}`,
    key: 'jira',
    last_active: at.slice(0, 10),
    last_active_timestamp: at,
  }
}

export function findRow(view: DirectoryView, call: Call): Row {
  const row = view.find(call.params['accountId']!)
  if (row === undefined) throw userNotFound()
  return row
}

/** Published scripts found 415 without a body and 204 with `{}`, which the API's document does not say. */
function requireBody(strictness: Strictness, call: Call): void {
  if (strictness.readObject(call.request, NO_PROPERTIES) === null) throw unsupportedMediaType()
}
