import { InvocationError, InvocationErrorCode } from '@forge/events'
import type { AsyncEvent } from '@forge/events'
import { forgePorts } from '../adapters/forge/ports'
import { LEASE_SECONDS, drainInbox } from '../app/grant/drain-inbox'
import { TIMEOUT_SECONDS } from './timeouts'

/**
 * Drains the inbox. An event that comes again is one whose drain died: it may have left a lease behind, and comes once more
 * when that has run out. Any other that finds the lease taken has nothing to do.
 */
export async function inboxWorker(event: AsyncEvent): Promise<InvocationError | void> {
  const ports = forgePorts(TIMEOUT_SECONDS.inboxWorker)
  const { hint } = event.body as { hint?: string | null }
  const result = await drainInbox(ports, crypto.randomUUID(), hint ?? null)
  if (result === 'more') await ports.inbox.wake(null)
  if (result === 'busy' && event.retryContext !== undefined) {
    return new InvocationError({ retryAfter: LEASE_SECONDS, retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST })
  }
}
