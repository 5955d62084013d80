import { InvocationError, InvocationErrorCode } from '@forge/events'
import type { AsyncEvent } from '@forge/events'
import { forgePorts } from '../adapters/forge/ports'
import { drainInbox } from '../app/grant/drain-inbox'
import { TIMEOUT_SECONDS } from './timeouts'

/** Somebody else drains at the moment: look again when that slice should be over. */
const BUSY_SECONDS = 5

/** One slice of the inbox. */
export async function inboxWorker(event: AsyncEvent): Promise<InvocationError | void> {
  const ports = forgePorts(TIMEOUT_SECONDS.inboxWorker)
  const { hint } = event.body as { hint?: string | null }
  const result = await drainInbox(ports, crypto.randomUUID(), hint ?? null)
  if (result === 'more') await ports.inbox.wake(null)
  if (result === 'busy') {
    return new InvocationError({ retryAfter: BUSY_SECONDS, retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST })
  }
}
