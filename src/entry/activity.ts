import { forgePorts } from '../adapters/forge/ports'
import { askOnBehalf } from '../app/grant/on-behalf'
import { recordActivity } from '../app/grant/requests'
import { TIMEOUT_SECONDS } from './timeouts'

interface ActivityEvent {
  readonly eventType?: string
  readonly atlassianId?: string
  readonly mentionedAccountIds?: readonly string[]
  readonly issue?: { readonly fields?: { readonly assignee?: { readonly accountId?: string } | null } }
}

const ASSIGNED = 'avi:jira:assigned:issue'

/** Somebody created, changed or commented an issue, or brought somebody else into it. Apps and strangers have no account id. */
export async function activity(event: ActivityEvent): Promise<void> {
  const { atlassianId, eventType, mentionedAccountIds, issue } = event
  if (atlassianId === undefined) return
  const ports = forgePorts(TIMEOUT_SECONDS.trigger)
  const assignee = issue?.fields?.assignee?.accountId
  if (mentionedAccountIds !== undefined) await askOnBehalf(ports, atlassianId, mentionedAccountIds)
  // Assigning also is a change of the issue, which comes as an event of its own.
  else if (eventType === ASSIGNED) await askOnBehalf(ports, atlassianId, assignee === undefined ? [] : [assignee])
  else await recordActivity(ports, atlassianId)
}
