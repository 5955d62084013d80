/** Memberships: the writes that give and take seats. They judge by the truth, not by the late view of the searches. */
import type { Actor, Group, Site } from '../atlassian/site'
import { NO_CONTENT } from '../reply'
import type { ServiceReply, ServiceRequest } from '../service'
import type { Call, Strictness } from '../strict-routes'
import type { DirectoryView } from './directory-view'
import { alreadyMember, apiError, badRequest, licenceExceeded, syncedGroup, userNotFound } from './errors'
import { findGroup } from './group-operations'

const ADD_PROPERTIES: ReadonlySet<string> = new Set(['accountId'])

interface World {
  readonly site: Site
  readonly view: DirectoryView
  readonly strictness: Strictness
}

/** A request without an invocation of the app comes from an administrator's own script. */
export function actorOf(request: ServiceRequest): { by: Actor; functionKey: string | null } {
  return request.origin === null
    ? { by: 'admin', functionKey: null }
    : { by: 'app', functionKey: request.origin.functionKey }
}

/**
 * 204; 404 unknown group, or account not in the directory (yet); 403 synced group;
 * 409 already a member, or a product that the group grants has no seat left.
 */
export function addMembership({ site, view, strictness }: World, call: Call): ServiceReply {
  const body = strictness.readObject(call.request, ADD_PROPERTIES)
  const accountId = body?.['accountId']
  if (typeof accountId !== 'string' || accountId === '') throw badRequest('accountId: expected the id of an account.')
  const group = findGroup(site, call)
  if (group.externalSynced) throw syncedGroup()
  if (view.find(accountId) === undefined) throw userNotFound()
  if (group.memberIds.has(accountId)) throw alreadyMember()
  const missing = site.missingSeats(accountId, group.groupId)
  if (missing.length > 0) throw licenceExceeded(missing)
  const { by, functionKey } = actorOf(call.request)
  site.setMember(accountId, group.groupId, true, by, functionKey)
  return NO_CONTENT
}

/** 204; 404 unknown group or account, or not a member; 403 synced group (its real status is not known). */
export function removeMembership({ site, view }: World, call: Call): ServiceReply {
  const group = findGroup(site, call)
  if (group.externalSynced) throw syncedGroup()
  const accountId = call.params['accountId']!
  if (view.find(accountId) === undefined) throw userNotFound()
  if (!group.memberIds.has(accountId)) throw notAMember(group)
  const { by, functionKey } = actorOf(call.request)
  site.setMember(accountId, group.groupId, false, by, functionKey)
  return NO_CONTENT
}

function notAMember(group: Group): Error {
  return apiError(404, 'ADMIN-404-8', 'Not Found', `The user is not a member of the group ${group.groupId}.`)
}
