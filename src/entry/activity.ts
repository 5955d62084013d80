import type { InvocationError } from '@forge/events'
import { recordActivity } from '../app/signals/activity'
import { askOnBehalf } from '../app/signals/on-behalf'
import { isAccountId } from '../core/id-forms'
import { redeliverOnFailure } from './redeliver'
import type { Delivery } from './redeliver'

interface ActivityEvent extends Delivery {
  readonly eventType?: string
  readonly atlassianId?: string
  readonly mentionedAccountIds?: readonly string[]
  readonly issue?: { readonly fields?: { readonly assignee?: { readonly accountId?: string } | null } }
}

const ASSIGNED = 'avi:jira:assigned:issue'

/** Somebody created, changed or commented an issue, or brought somebody else into it. Apps and strangers have no account id. */
export async function activity(event: ActivityEvent): Promise<InvocationError | void> {
  const { atlassianId, eventType, mentionedAccountIds, issue } = event
  if (atlassianId === undefined || !isAccountId(atlassianId)) return
  const assignee = issue?.fields?.assignee?.accountId
  return redeliverOnFailure(event, (ports) => {
    if (mentionedAccountIds !== undefined)
      return askOnBehalf(ports, atlassianId, mentionedAccountIds.filter(isAccountId))
    // Assigning also is a change of the issue, which comes as an event of its own.
    if (eventType === ASSIGNED) return askOnBehalf(ports, atlassianId, assignee === undefined ? [] : [assignee])
    return recordActivity(ports, atlassianId)
  })
}
