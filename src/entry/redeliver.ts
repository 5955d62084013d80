import { InvocationError, InvocationErrorCode } from '@forge/events'
import { forgePorts } from '../adapters/forge/ports'
import { codeOf, messageOf } from '../core/errors'
import type { Ports } from '../ports'
import { TIMEOUT_SECONDS } from './timeouts'

/**
 * Seconds until an event comes again, by how often it has come again before: soon for a moment's trouble, and together for
 * nearly half an hour of a store out of order. The platform allows four times, 900 s each
 * (https://developer.atlassian.com/platform/forge/events-reference/jira/).
 */
const AGAIN_AFTER_SECONDS = [15, 120, 600, 900] as const

/** What the platform adds to an event that comes again. */
export interface Delivery {
  readonly retryContext?: { readonly retryCount?: number }
}

/**
 * Takes in a product event, and asks Forge to deliver it again where that fails. A trigger that throws is not retried by
 * Forge, so the event would be lost. @throws what `take` threw, when the event does not come again
 */
export async function redeliverOnFailure(
  { retryContext }: Delivery,
  take: (ports: Ports) => Promise<void>,
): Promise<InvocationError | void> {
  const ports = forgePorts(TIMEOUT_SECONDS.trigger)
  try {
    await take(ports)
  } catch (error) {
    const retryAfter = AGAIN_AFTER_SECONDS[retryContext?.retryCount ?? 0]
    if (retryAfter === undefined) throw error
    ports.log.warn('event is to come again', { because: codeOf(error), detail: messageOf(error), retryAfter })
    return new InvocationError({ retryAfter, retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST })
  }
}
