import type { Action } from '../../core/plan'
import { checkRemovalLimit } from '../../core/removal-limit'
import { textOf } from '../../core/sweep'
import type { Settings } from '../../core/settings'
import { MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { applyBatch, applyUnjournalled, isJournalled } from './apply-batch'
import type { Outcome } from '../../core/journal'
import { createContext } from './batch-context'
import { addJournalRun, journalTtlSeconds } from '../state/journal'
import { keys } from '../state/keys'
import { LICENCE_LAPSED, armedNow, isLicenceLapsed } from '../read/licence'
import { saveLinks } from '../state/link-store'
import { addBatch, forgetNotes, noteBatch, readProgress } from '../state/plan-progress'
import type { Progress, UnnotedBatch } from '../state/plan-progress'
import { dropActions, readActions, readPlanHeader, readRecentRemovals, savePlanHeader } from '../state/plan-store'
import type { PlanHeader } from '../state/plan-store'
import { readLastGood, saveLastGood } from '../state/last-good'
import { isWaitWorthIt, saveWaiting } from './waiting-links'
import { reportPlan } from '../state/run-report'
import { readSettings } from '../state/settings'

export type { ActionOf, BatchContext, BatchResult } from './apply-batch'
export type { Outcome } from '../../core/journal'

/** A batch is what one round of look-ups serves, and what a killed slice does again at most. */
const BATCH_SIZE = 20
/** Creates need one look-up for twenty and one write each: larger batches wait less for the look-ups. */
const CREATES_PER_BATCH = 100
/** One call tells so many people at most. */
const NOTICES_PER_BATCH = 50
/** A slice ends while a batch (of a few calls for each action, with retries) still fits. */
const MIN_TIME_MS = 2 * MINUTE_MS
const MIN_REQUESTS = 350
/** The organization's lists and Jira's seats show a removal some seconds late. */
const VERIFY_AFTER_SECONDS = 30

/**
 * Applies a stored plan from where it stands, as far as this invocation reaches. Each batch is read again before it is
 * written, so the plan may only shrink; running a batch twice changes nothing the second time.
 * @returns true when the plan is finished
 */
export async function applyPlan(ports: Ports, planId: string): Promise<boolean> {
  const { store, budget, clock } = ports
  const header = await readPlanHeader(store, planId)
  if (header === null || (header.status !== 'ready' && header.status !== 'applying')) return true
  const settings = await readSettings(store)
  // What a slice that was killed did beyond the header counts too.
  let progress = await readProgress(store, header)
  const obstacle = await findObstacle(ports, header, settings)
  if (obstacle !== null) {
    await endSlice(ports, header, progress, settings, obstacle)
    return true
  }
  await addJournalRun(store, toJournalRun(header, clock.now()), journalTtlSeconds(settings))
  const context = await createContext(ports, settings)
  let unnoted: UnnotedBatch | null = null
  let actions: readonly Action[] = []
  let failure: unknown = null
  let stop: string | null = null
  while (
    failure === null &&
    progress.next < header.total &&
    budget.timeLeftMs() > MIN_TIME_MS &&
    budget.requestsLeft() > MIN_REQUESTS
  ) {
    try {
      // Noted before the next batch begins; the last one of a slice goes straight into the header.
      if (unnoted !== null) progress = await noteBatch(store, planId, progress, unnoted)
      unnoted = null
      stop = await findStop(ports, header, settings, progress.outcomes)
      if (stop !== null) break
      const start = progress.next
      if (actions.length === 0) actions = await readActions(store, header, start)
      const batch = takeBatch(actions)
      actions = actions.slice(batch.length)
      const { outcomes, links } = await applyBatch(ports, header, start, batch, context)
      unnoted = { start, links, isJournalled: isJournalled(batch), mayWait: batch[0]?.type === 'create' }
      progress = addBatch(progress, batch.length, outcomes, unnoted)
    } catch (error) {
      failure = error
    }
  }
  // What was done is kept even when a batch failed: the next delivery goes on from here.
  if (stop === null && unnoted !== null && isWaitWorthIt(header, progress))
    progress = await noteBatch(store, planId, progress, unnoted)
  const isOver = await endSlice(ports, header, progress, settings, stop)
  if (failure !== null) throw failure
  return isOver
}

/**
 * Writes down where the plan stands, and ends it where nothing is left or something stands in its way.
 * @returns true when the plan is over
 */
async function endSlice(
  ports: Ports,
  before: PlanHeader,
  progress: Progress,
  settings: Settings,
  stop: string | null,
): Promise<boolean> {
  const { store } = ports
  const { next, outcomes, journalled, noted } = progress
  const { waiting, ...rest } = before
  const reached = { ...rest, next, outcomes, journalled }
  if (stop === null && isWaitWorthIt(before, progress)) {
    const links = (waiting?.links ?? 0) + progress.links.size
    await savePlanHeader(store, { ...reached, status: 'applying', waiting: { starts: noted, links } })
    return false
  }
  await saveWaiting(ports, before, progress.links)
  if (stop === null && next < before.total) await savePlanHeader(store, { ...reached, status: 'applying' })
  else await finishPlan(ports, { ...reached, status: stop === null ? 'done' : 'stopped' }, settings, stop)
  await forgetNotes(store, before.planId, progress)
  return stop !== null || next >= before.total
}

/** Makes or writes one account that an administrator asked for alone. It takes nothing away, so no limit judges it. */
export async function applyNow(
  ports: Ports,
  action: Extract<Action, { type: 'create' | 'update' }>,
  settings: Settings,
): Promise<Outcome> {
  const { outcomes, links } = await applyUnjournalled(ports, [action], await createContext(ports, settings))
  await saveLinks(ports.store, links)
  return outcomes[0]!
}

/** @returns why the plan must not be begun, or gone on with */
async function findObstacle(ports: Ports, header: PlanHeader, settings: Settings): Promise<string | null> {
  if (isLicenceLapsed(ports)) return LICENCE_LAPSED
  if (!isArmedFor(ports, header, settings))
    return 'The job is no longer armed, so the rest of the plan was not applied.'
  const { kind, planId, removals, population = 0 } = header
  if (header.next > 0 || header.approvedBy !== undefined || removals === 0) return null
  // Judged again: a plan that another run made meanwhile counts too, or several runs would be several limits.
  const recent = await readRecentRemovals(ports.store, kind, ports.clock.now(), planId)
  if (checkRemovalLimit(removals, recent, population) === null) return null
  return `Another run has made ${recent} removals since this plan of ${removals}; together they are above the removal limit. The next run makes a new plan.`
}

/** Asked before each batch. @returns why the rest is left alone */
async function findStop(
  ports: Ports,
  { planId, kind }: PlanHeader,
  settings: Settings,
  outcomes: Readonly<Record<string, number>>,
): Promise<string | null> {
  if (isLicenceLapsed(ports)) return LICENCE_LAPSED
  if ((await ports.store.get(keys.stop(planId))) !== null)
    return 'An administrator stopped the run; the rest of the plan was not applied.'
  if (kind !== 'sweep' || (outcomes['revoked'] ?? 0) + BATCH_SIZE <= settings.removalsPerRun) return null
  return `The run's budget of ${settings.removalsPerRun} removals is spent; the next run goes on with the rest.`
}

function toJournalRun({ planId, kind, approvedBy }: PlanHeader, now: Date) {
  return { id: planId, kind, at: now.toISOString(), ...(approvedBy === undefined ? {} : { by: approvedBy }) }
}

function isArmedFor(ports: Ports, header: PlanHeader, settings: Settings): boolean {
  const armed = armedNow(ports, settings)
  return header.kind === 'sweep' || header.kind === 'notices' ? armed.sweep : armed.provision
}

/** Actions of one type (notices with the same words), at most a batch of them. */
function takeBatch(actions: readonly Action[]): readonly Action[] {
  const [first] = actions
  if (first === undefined) return []
  const sizes: Partial<Record<Action['type'], number>> = { create: CREATES_PER_BATCH, notify: NOTICES_PER_BATCH }
  const size = sizes[first.type] ?? BATCH_SIZE
  const end = actions.findIndex((action, index) => index === size || textOf(action) !== textOf(first))
  return end === -1 ? actions : actions.slice(0, end)
}

async function finishPlan(ports: Ports, header: PlanHeader, settings: Settings, because: string | null): Promise<void> {
  const { store, clock, jobs } = ports
  const revoked = header.outcomes['revoked'] ?? 0
  await reportPlan(store, header, {
    endedAt: clock.now().toISOString(),
    outcome: because === null ? 'done' : 'refused',
    counts: header.outcomes,
    because,
  })
  // Our own removals make the next read smaller: that is no sign of a partial one.
  const { holders, freedSoFar = 0 } = await readLastGood(store)
  if (header.kind === 'sweep' && holders !== undefined && revoked > 0)
    await saveLastGood(store, { holders: lowerEach(holders, revoked), freedSoFar: freedSoFar + revoked })
  if (revoked > 0) await jobs.push({ type: 'verify', planId: header.planId }, VERIFY_AFTER_SECONDS)
  // The header comes last but for the actions: who dies before it does all of this again, and nothing twice.
  await savePlanHeader(store, header, journalTtlSeconds(settings))
  await dropActions(store, header)
}

/**
 * Which product the removals were of is not counted, and who dies right here counts them again: a baseline too low is one
 * less reason to refuse a read.
 */
function lowerEach(counts: Readonly<Record<string, number>>, by: number): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, Math.max(0, count - by)]))
}

/** A plan that could not be applied whole, after all retries: its report says why, what was done stays done. */
export async function reportUnfinished(ports: Ports, planId: string, because: string): Promise<void> {
  const { store, clock } = ports
  const header = await readPlanHeader(store, planId)
  if (header === null) return
  const endedAt = clock.now().toISOString()
  await reportPlan(store, header, { endedAt, outcome: 'failed', counts: header.outcomes, because })
  await saveWaiting(ports, header, (await readProgress(store, header)).links)
}
