import { InvocationError, InvocationErrorCode } from '@forge/events'
import type { AsyncEvent } from '@forge/events'
import { forgePorts } from '../adapters/forge/ports'
import { runJob } from '../app/jobs/run-job'
import type { JobMessage } from '../ports'
import { TIMEOUT_SECONDS } from './timeouts'

/** Forge holds an event back for so long at most (async events: retryAfter). */
const RETRY_MAX_SECONDS = 900

/** What an event that comes again was told: how often it has failed, and for how long it is to wait on. */
interface Again {
  readonly failures?: number
  readonly restSeconds?: number
}

/** One job event: a run, or the next slice of a plan. */
export async function jobsWorker(event: AsyncEvent): Promise<InvocationError | void> {
  const { failures = 0, restSeconds = 0 } = (event.retryContext?.retryData ?? {}) as Again
  if (restSeconds > 0) return comeAgain(failures, restSeconds)
  // A name of its own for each delivery: the same event delivered twice must not share a lease.
  const owner = crypto.randomUUID()
  const ports = forgePorts(TIMEOUT_SECONDS.jobsWorker)
  const result = await runJob(ports, event.body as unknown as JobMessage, owner, failures)
  if (result.type === 'done') return
  return comeAgain(result.failures, result.afterSeconds)
}

/** A service may want to be left alone for longer than an event can be held back: then it comes, and waits on. */
function comeAgain(failures: number, seconds: number): InvocationError {
  const retryAfter = Math.min(RETRY_MAX_SECONDS, seconds)
  const retryData: Again = { failures, restSeconds: seconds - retryAfter }
  return new InvocationError({ retryAfter, retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST, retryData })
}
