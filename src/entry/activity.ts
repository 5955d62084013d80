import { forgePorts } from '../adapters/forge/ports'
import { recordActivity } from '../app/requests'
import { TIMEOUT_SECONDS } from './timeouts'

interface ActivityEvent {
  readonly atlassianId?: string
}

/** Somebody created, changed or commented an issue. Acts of apps and anonymous people have no account id. */
export async function activity(event: ActivityEvent): Promise<void> {
  if (event.atlassianId === undefined) return
  await recordActivity(forgePorts(TIMEOUT_SECONDS.trigger), event.atlassianId)
}
