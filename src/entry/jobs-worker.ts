import { InvocationError, InvocationErrorCode } from '@forge/events'
import type { AsyncEvent } from '@forge/events'
import { forgePorts } from '../adapters/forge/ports'
import { runJob } from '../app/jobs/run-job'
import type { JobMessage } from '../ports'
import { TIMEOUT_SECONDS } from './timeouts'

/** One job event: a run, or the next slice of a plan. */
export async function jobsWorker(event: AsyncEvent): Promise<InvocationError | void> {
  // A name of its own for each delivery: the same event delivered twice must not share a lease.
  const owner = crypto.randomUUID()
  const ports = forgePorts(TIMEOUT_SECONDS.jobsWorker)
  const { failures = 0 } = (event.retryContext?.retryData ?? {}) as { failures?: number }
  const result = await runJob(ports, event.body as unknown as JobMessage, owner, failures)
  if (result.type === 'done') return
  return new InvocationError({
    retryAfter: result.afterSeconds,
    retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
    retryData: { failures: result.failures },
  })
}
