/** Memberships: the writes that give and take seats. They judge by the truth, not by the late view of the searches. */
import type { Actor, Site } from '../atlassian/site'
import { NO_CONTENT } from '../reply'
import type { ServiceReply, ServiceRequest } from '../service'
import type { Call, Strictness } from '../strict-routes'
import type { DirectoryView, Row } from './directory-view'
import { alreadyMember, badRequest, licenceExceeded, notAMember, syncedGroup, userNotFound } from './errors'
import { findGroup } from './group-operations'
import type { OrganizationAnswers } from './guesses'
import { isMemberOf } from './user-texts'

const ADD_PROPERTIES: ReadonlySet<string> = new Set(['accountId'])

interface World {
  readonly site: Site
  readonly view: DirectoryView
  readonly strictness: Strictness
  readonly answers: OrganizationAnswers
}

/** A request without an invocation of the app comes from an administrator's own script. */
export function actorOf(request: ServiceRequest): { by: Actor; functionKey: string | null } {
  return request.origin === null
    ? { by: 'admin', functionKey: null }
    : { by: 'app', functionKey: request.origin.functionKey }
}

/** Groups and states are of one directory: who is no member of it is unknown there. */
export function findMember(site: Site, view: DirectoryView, accountId: string): Row {
  const row = view.find(accountId)
  if (row === undefined || !isMemberOf(row, site.directoryId)) throw userNotFound()
  return row
}

/**
 * 204; 404 unknown group, or account not in the directory (yet). Synced group, already a member, or a product that the
 * group grants has no seat left: see guesses.ts.
 */
export function addMembership({ site, view, strictness, answers }: World, call: Call): ServiceReply {
  const body = strictness.readObject(call.request, ADD_PROPERTIES)
  const accountId = body?.['accountId']
  if (typeof accountId !== 'string' || accountId === '') throw badRequest('accountId: expected the id of an account.')
  const group = findGroup(site, call)
  if (group.externalSynced) throw syncedGroup(answers)
  findMember(site, view, accountId)
  if (group.memberIds.has(accountId)) return unless(alreadyMember(answers))
  const missing = site.missingSeats(accountId, group.groupId)
  if (missing.length > 0) throw licenceExceeded(answers, missing)
  const { by, functionKey } = actorOf(call.request)
  site.setMember(accountId, group.groupId, true, by, functionKey)
  return NO_CONTENT
}

/** 204; 404 unknown group or account. Synced group, or not a member: see guesses.ts. */
export function removeMembership({ site, view, answers }: World, call: Call): ServiceReply {
  const group = findGroup(site, call)
  if (group.externalSynced) throw syncedGroup(answers)
  const accountId = call.params['accountId']!
  findMember(site, view, accountId)
  if (!group.memberIds.has(accountId)) return unless(notAMember(answers, group.groupId))
  const { by, functionKey } = actorOf(call.request)
  site.setMember(accountId, group.groupId, false, by, functionKey)
  return NO_CONTENT
}

/** There is nothing to do: done, unless the service calls that an error. */
function unless(error: Error | null): ServiceReply {
  if (error !== null) throw error
  return NO_CONTENT
}
