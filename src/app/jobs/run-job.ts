import { askedWaitOf, codeOf, messageOf } from '../../core/errors'
import type { ErrorCode } from '../../core/errors'
import { SECOND_MS } from '../../core/time'
import type { JobMessage, Ports } from '../../ports'
import { applyPlan, reportUnfinished } from '../apply/apply-plan'
import { runLeavers } from '../provision/leavers'
import { takeLease } from '../state/lease'
import { reportPersonalData } from '../privacy/report-personal-data'
import { readPlanHeader } from '../state/plan-store'
import { failPreview, runPreview } from '../admin/preview'
import { runProvision } from '../provision/provision'
import { readReport, saveReport } from '../state/run-report'
import { forgetScan } from '../state/scan-store'
import { runSweep } from '../sweep/sweep'
import { tryAgain } from '../apply/try-again'
import { runUndo } from '../apply/undo'
import { verifyPlan } from '../apply/verify-plan'
import { ACTION_TYPES } from './action-types'

/** How the queue should go on: 'done', or deliver the same event again after so many seconds. */
export type JobResult =
  | { readonly type: 'done' }
  /** `failures`: how often this event has failed so far; waiting for a lease is no failure. */
  | { readonly type: 'again'; readonly afterSeconds: number; readonly failures: number }

const DONE: JobResult = { type: 'done' }
/** Somebody else holds the lease: overlap is refused, the event comes back later. */
const BUSY_SECONDS = 60
/** A remote service that is down, slow or throttling gets some minutes before the run begins again. */
const RETRY_SECONDS = 120
/** Whoever looks is told of a run that is put off for longer than this; it goes on all the same. */
const TOLD_AFTER_SECONDS = 3_600
const MAX_FAILURES = 5
/** A stored plan is not given up so soon: a leaver must not wait for the night because a service was down for an hour. */
const MAX_APPLY_FAILURES = 300
const PASSING: ReadonlySet<ErrorCode | null> = new Set([
  'unavailable',
  'throttled',
  'bad-response',
  'incomplete-read',
  'budget-spent',
])

/** A killed run blocks its successor for at most this long. Leaver runs are short and must not wait. */
const LEASE_SECONDS = {
  provision: 900,
  leavers: 180,
  sweep: 900,
  apply: 900,
  verify: 900,
  again: 180,
  undo: 900,
  preview: 900,
  'personal-data': 900,
} as const

/** Does one job event under its lease. Delivered twice, it does the work once. */
export async function runJob(ports: Ports, message: JobMessage, owner: string, failures: number): Promise<JobResult> {
  const name = message.type === 'run' ? message.run : message.type
  const lease = await takeLease(ports, await leaseOf(ports, message), owner, LEASE_SECONDS[name])
  const startedAt = ports.clock.now().toISOString()
  if (lease === null) return { type: 'again', afterSeconds: BUSY_SECONDS, failures }
  try {
    return await carryOut(ports, message)
  } catch (error) {
    const code = codeOf(error)
    if (code === null) throw error
    ports.log.warn('job failed', { name, because: code, detail: messageOf(error), failures })
    const maxFailures = message.type === 'apply' ? MAX_APPLY_FAILURES : MAX_FAILURES
    const isPutOff = PASSING.has(code) && failures < maxFailures
    const afterSeconds = retrySecondsAfter(error)
    const again: JobResult = { type: 'again', afterSeconds, failures: failures + 1 }
    if (isPutOff && (message.type !== 'run' || afterSeconds <= TOLD_AFTER_SECONDS)) return again
    if (message.type === 'run') await reportFailure(ports, message, startedAt, messageOf(error))
    if (message.type === 'preview') await failPreview(ports, message.previewId, error)
    if (message.type === 'apply') await reportUnfinished(ports, message.planId, messageOf(error))
    return isPutOff ? again : DONE
  } finally {
    await lease.release()
  }
}

/** A service that asks for a pause gets it. */
function retrySecondsAfter(error: unknown): number {
  const { waitMs = 0 } = askedWaitOf(error)
  return Math.max(RETRY_SECONDS, Math.ceil(waitMs / SECOND_MS))
}

/** Plans of one kind are applied one after the other: two at once would each judge the removal limit alone. */
async function leaseOf({ store }: Pick<Ports, 'store'>, message: JobMessage): Promise<string> {
  if (message.type === 'run') return message.run
  if (message.type === 'undo') return 'undo'
  if (message.type === 'preview') return message.previewId
  if (message.type === 'personal-data' || message.type === 'again') return message.type
  const header = await readPlanHeader(store, message.planId)
  // Notices share the report of their sweep, and therefore its lease.
  const kind = header?.kind === 'notices' ? 'sweep' : header?.kind
  return `apply:${kind ?? message.planId}`
}

function carryOut(ports: Ports, message: JobMessage): Promise<JobResult> {
  switch (message.type) {
    case 'run':
      return run(ports, message)
    case 'apply':
      return apply(ports, message)
    case 'verify':
      return goOn(ports, message, () => verifyPlan(ports, message.planId, ACTION_TYPES))
    case 'again':
      return tryAgain(ports).then(() => DONE)
    case 'undo':
      return goOn(ports, message, () => runUndo(ports, message.undoId, ACTION_TYPES))
    case 'preview':
      return goOn(ports, message, () => runPreview(ports, message.previewId))
    case 'personal-data':
      return reportPersonalData(ports, message).then(() => DONE)
  }
}

/** A plan goes on at once, or when the calls that fail for most people are due to be looked at again. */
async function apply(ports: Ports, message: Extract<JobMessage, { type: 'apply' }>): Promise<JobResult> {
  const afterSeconds = await applyPlan(ports, message.planId, ACTION_TYPES)
  if (afterSeconds !== null) await ports.jobs.push(message, afterSeconds)
  return DONE
}

/** Work that one invocation may not finish goes on in the next. */
async function goOn(ports: Ports, message: JobMessage, work: () => Promise<boolean>): Promise<JobResult> {
  if (!(await work())) await ports.jobs.push(message)
  return DONE
}

async function run(ports: Ports, message: Extract<JobMessage, { type: 'run' }>): Promise<JobResult> {
  const report = await readReport(ports.store, message.run)
  if (report?.runId === message.runId && report.outcome !== 'failed') return DONE
  switch (message.run) {
    case 'provision':
      return scan(ports, message, () => runProvision(ports, message.runId))
    case 'leavers':
      await runLeavers(ports, message.runId)
      return DONE
    case 'sweep':
      return scan(ports, message, () => runSweep(ports, message.runId))
  }
}

/** A run over everybody goes on in the next invocation where its scan stopped; in the end the scan is forgotten. */
function scan(
  ports: Ports,
  message: Extract<JobMessage, { type: 'run' }>,
  work: () => Promise<boolean>,
): Promise<JobResult> {
  return goOn(ports, message, async () => {
    const isFinished = await work()
    if (isFinished) await forgetScan(ports.store, message.runId)
    return isFinished
  })
}

/** A run that could not be done says why and has changed nothing; the next slot tries again. */
async function reportFailure(
  ports: Ports,
  message: Extract<JobMessage, { type: 'run' }>,
  startedAt: string,
  because: string,
): Promise<void> {
  await forgetScan(ports.store, message.runId)
  await saveReport(ports.store, message.run, {
    runId: message.runId,
    outcome: 'failed',
    startedAt,
    endedAt: ports.clock.now().toISOString(),
    counts: {},
    skips: {},
    because,
  })
}
