import { takeProbe } from '../../core/breaker'
import type { Action } from '../../core/plan'
import { isJournalled, isRemoval } from '../../core/plan'
import { checkRemovalLimit, markOf } from '../../core/removal-limit'
import type { Settings } from '../../core/settings'
import { MINUTE_MS, SECOND_MS } from '../../core/time'
import { peopleCounted } from '../../core/troubles'
import type { Outcome } from '../../core/journal'
import type { Ports } from '../../ports'
import { ENOUGH_ROOM } from './action-type'
import type { ActionType, ActionTypes, BatchContext, Room } from './action-type'
import { applyBatch, applyUnjournalled, isMade } from './apply-batch'
import { createContext, refreshContext } from './batch-context'
import { addJournalRun, journalTtlSeconds, readJournalBatch } from '../state/journal'
import { QUEUE, isCrowded, stopOf } from '../state/marks'
import type { Queue } from '../state/marks'
import { LICENCE_LAPSED, armedNow, isLicenceLapsed } from '../read/licence'
import { lastGoodRecord } from '../state/last-good'
import type { LastGood } from '../state/last-good'
import { saveLinks } from '../state/link-store'
import { addBatch, forgetNotes, noteBatch, readProgress } from '../state/plan-progress'
import type { Progress, UnnotedBatch } from '../state/plan-progress'
import {
  dropActions,
  readActions,
  readAllActions,
  readPlanHeader,
  readRecentRemovals,
  savePlanHeader,
  settleRemovals,
} from '../state/plan-store'
import type { PlanHeader } from '../state/plan-store'
import { countVerifiable } from './verify-plan'
import { isWaitWorthIt, saveWaiting } from './waiting-links'
import { forgetMaking } from '../state/makers'
import { reportPlan } from '../state/run-report'
import { readSettings } from '../state/settings'
import { TROUBLE_HEAD, changeBreakers, readTroubleHead, readTroublesOf, troubleHeadAmong } from '../state/troubles'
import type { TroubleHead } from '../state/troubles'

/** A slice ends while a batch (of a few calls for each action, with retries) still fits. */
const MIN_TIME_MS = 2 * MINUTE_MS
const MIN_REQUESTS = 350
const EXCHANGED =
  'Another directory was connected after this plan was made, so the rest of it was not applied. The next full run makes a new one.'
/** The last look at what a plan has done could not be made. */
const END_AGAIN_SECONDS = 60
/** What the store takes in a minute is for those who ask, while they are many. */
const YIELD_SECONDS = 60
/** The organization's lists and Jira's seats show a removal some seconds late. */
const VERIFY_AFTER_SECONDS = 30

/**
 * Applies a stored plan from where it stands, as far as this invocation reaches. Each batch is read again before it is
 * written, so the plan may only shrink; running a batch twice changes nothing the second time.
 * @returns null when the plan is finished, else after how many seconds to go on
 */
export async function applyPlan(ports: Ports, planId: string, types: ActionTypes): Promise<number | null> {
  const { store, budget, clock } = ports
  const header = await readPlanHeader(store, planId)
  if (header === null || (header.status !== 'ready' && header.status !== 'applying')) return null
  const settings = await readSettings(store)
  // What a slice that was killed did beyond the header counts too.
  let progress = await readProgress(store, header)
  const obstacle = await findObstacle(ports, header, settings)
  if (obstacle !== null) {
    await endSlice(ports, types, header, progress, settings, obstacle)
    return null
  }
  await addJournalRun(store, toJournalRun(header, clock.now()), journalTtlSeconds(settings))
  let context = await createContext(ports, settings)
  let unnoted: UnnotedBatch | null = null
  let actions: readonly Action[] = []
  let failure: unknown = null
  let stop: string | null = null
  let waitSeconds = 0
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
      // Who disarms, stops or exempts meanwhile is heard before the next batch (design rule 20).
      context = await refreshContext(ports, context)
      const start = progress.next
      if (actions.length === 0) actions = await readActions(store, header, start)
      const { type, batch } = takeBatch(types, actions)
      const saved = await store.getMany<unknown>([stopOf(planId), TROUBLE_HEAD, lastGoodRecord.key, QUEUE])
      stop = findStop(ports, header, context.settings, type, progress.outcomes, saved)
      if (stop !== null) break
      waitSeconds = isCrowded(saved.get(QUEUE) as Queue | undefined, clock.now()) ? YIELD_SECONDS : 0
      if (waitSeconds > 0) break
      const head = troubleHeadAmong(saved)
      const own = (await type.findRoom?.(ports, header, progress, context)) ?? ENOUGH_ROOM
      stop = own.stop ?? null
      if (stop !== null) break
      const room = own.waitSeconds > 0 ? own : await findRoom(ports, head, batch[0]!.type)
      waitSeconds = room.waitSeconds
      if (waitSeconds > 0) break
      const place = { header, start, context, head }
      const most = Math.min(own.most, room.most)
      const { outcomes, links, failure: failed } = await applyBatch(ports, type, place, batch, most)
      failure = failed
      actions = actions.slice(outcomes.length)
      if (outcomes.length > 0) {
        unnoted = { start, links, isJournalled: isJournalled(batch[0]!), mayWait: type.linksMayWait === true }
        progress = addBatch(progress, outcomes.length, outcomes, unnoted)
      }
    } catch (error) {
      failure = error
    }
  }
  if (failure === null && stop === null && waitSeconds === 0 && progress.next >= header.total) {
    try {
      const room = await findEndRoom(ports, types, header, progress, context)
      waitSeconds = room.waitSeconds
      stop = room.stop ?? null
    } catch (error) {
      failure = error
      // What was done is in its entry or goes into the header; the plan ends when it can be told how.
      waitSeconds = END_AGAIN_SECONDS
    }
  }
  // What was done is kept even when a batch failed: the next delivery goes on from here.
  if (stop === null && unnoted !== null && isWaitWorthIt(header, progress))
    progress = await noteBatch(store, planId, progress, unnoted)
  try {
    const isWaiting = waitSeconds > 0
    const isOver = await endSlice(ports, types, header, progress, context.settings, stop, isWaiting)
    if (failure === null) return isOver ? null : waitSeconds
  } catch (error) {
    // The slice's links or its end could not be written: what the last batch did is not lost with it.
    if (unnoted !== null) await noteBatch(store, planId, progress, unnoted)
    failure ??= error
  }
  throw failure
}

/** No action is left: whether a type that watches what comes of its actions lets the plan end. */
async function findEndRoom(
  ports: Ports,
  types: ActionTypes,
  header: PlanHeader,
  progress: Progress,
  context: BatchContext,
): Promise<Room> {
  for (const type of new Set(Object.values(types))) {
    const room = (await type.findRoom?.(ports, header, progress, context)) ?? ENOUGH_ROOM
    if (room.waitSeconds > 0 || room.stop !== undefined) return room
  }
  return ENOUGH_ROOM
}

/**
 * How many people of a type the next batch may hold: while its calls fail for most people, one every 15 minutes, whichever
 * plan comes first.
 */
async function findRoom(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  { breakers }: TroubleHead,
  type: Action['type'],
): Promise<Room> {
  if (breakers[type]?.open === undefined) return ENOUGH_ROOM
  const now = clock.now()
  let most = 0
  let probeAt = now.toISOString()
  await changeBreakers(store, (current) => {
    const known = current[type]
    most = known?.open === undefined ? Infinity : 0
    probeAt = known?.open?.probeAt ?? probeAt
    const probe = known === undefined ? null : takeProbe(known, now)
    if (probe === null) return current
    most = 1
    return { ...current, [type]: probe }
  })
  if (most > 0) return { most, waitSeconds: 0 }
  return { most, waitSeconds: Math.ceil((Date.parse(probeAt) - now.getTime()) / SECOND_MS) }
}

/**
 * Writes down where the plan stands, and ends it where nothing is left or something stands in its way.
 * @returns true when the plan is over
 */
async function endSlice(
  ports: Ports,
  types: ActionTypes,
  before: PlanHeader,
  reachedSoFar: Progress,
  settings: Settings,
  stop: string | null,
  isWaiting = false,
): Promise<boolean> {
  const { store } = ports
  const progress = stop === null ? reachedSoFar : await addCutBatch(ports, before, reachedSoFar)
  const { next, outcomes, journalled, noted } = progress
  const { waiting, ...rest } = before
  const reached = { ...rest, next, outcomes, journalled }
  if (stop === null && isWaitWorthIt(before, progress)) {
    const links = (waiting?.links ?? 0) + progress.links.size
    await savePlanHeader(store, { ...reached, status: 'applying', waiting: { starts: noted, links } })
    return false
  }
  await saveWaiting(ports, before, progress.links)
  const isOver = stop !== null || (next >= before.total && !isWaiting)
  if (!isOver) await savePlanHeader(store, { ...reached, status: 'applying' })
  else await finishPlan(ports, types, { ...reached, status: stop === null ? 'done' : 'stopped' }, settings, stop)
  await forgetNotes(store, before.planId, progress)
  return isOver
}

/** A batch that was cut short goes on as a rule. Where its plan ends instead, what it did counts and can be undone. */
async function addCutBatch({ store }: Ports, { planId }: PlanHeader, progress: Progress): Promise<Progress> {
  const start = progress.next
  const cut = await readJournalBatch(store, { planId, start })
  if (cut === null) return progress
  const outcomes = cut.entries.flatMap(({ outcome }) => outcome ?? [])
  // Who has no outcome may have lost something, too.
  const made = cut.entries.flatMap((entry) =>
    isRemoval(entry) && (entry.outcome === undefined || isMade(entry)) ? [markOf(entry.accountId)] : [],
  )
  await settleRemovals(store, planId, start, made)
  return addBatch(progress, 0, outcomes, { start, links: new Map(), isJournalled: true, mayWait: false })
}

/**
 * Carries out one action that an administrator asked for alone. It takes nothing away, so no limit judges it and no journal
 * tells of it.
 * @param exchanges as of `LastGood`, when the person was read
 * @throws AppError of the service that was asked
 */
export async function applyNow(
  ports: Ports,
  type: ActionType,
  action: Action,
  settings: Settings,
  exchanges: number,
): Promise<Outcome> {
  const context = await createContext(ports, settings)
  const place = {
    header: { planId: '', kind: 'provision', exchanges },
    start: 0,
    context,
    head: await readTroubleHead(ports.store),
  } as const
  const { outcomes, links, failure } = await applyUnjournalled(ports, type, place, [action])
  await saveLinks(ports.store, links, { exchanges })
  if (failure !== null) throw failure
  return outcomes[0]!
}

/** @returns why the plan must not be begun, or gone on with */
async function findObstacle(ports: Ports, header: PlanHeader, settings: Settings): Promise<string | null> {
  const unarmed = findUnarmed(ports, header, settings)
  if (unarmed !== null) return unarmed
  const { kind, planId, removals, population = 0 } = header
  if (header.approvedBy !== undefined || removals === 0) return null
  // Judged again in each slice: what other plans have made meanwhile counts too, or several runs would be several limits.
  const { store, clock } = ports
  const recent = await readRecentRemovals(store, kind, clock.now(), planId)
  const actions = await readAllActions(store, header)
  const people = peopleCounted(actions, await readTroublesOf(store, await readTroubleHead(store), actions))
  const refusal = checkRemovalLimit(people, recent, population)
  if (refusal === null) return null
  const what = kind === 'renames' ? 'changes of address' : 'removals'
  return `Another run has made ${refusal.recent} ${what} since this plan of ${removals}; together they are above the removal limit. The next run makes a new plan.`
}

/** Asked before each batch. @returns why the rest is left alone */
function findStop(
  ports: Ports,
  header: PlanHeader,
  settings: Settings,
  type: ActionType,
  outcomes: Readonly<Record<string, number>>,
  saved: ReadonlyMap<string, unknown>,
): string | null {
  const unarmed = findUnarmed(ports, header, settings)
  if (unarmed !== null) return unarmed
  const { exchanges = 0 } = (saved.get(lastGoodRecord.key) ?? {}) as LastGood
  if (isOfDirectory(header) && exchanges !== (header.exchanges ?? 0)) return EXCHANGED
  if (saved.has(stopOf(header.planId))) return 'An administrator stopped the run; the rest of the plan was not applied.'
  return type.findStop?.(settings, outcomes) ?? null
}

function isOfDirectory({ kind }: PlanHeader): boolean {
  return kind !== 'sweep' && kind !== 'notices'
}

function findUnarmed(ports: Ports, header: PlanHeader, settings: Settings): string | null {
  if (isLicenceLapsed(ports)) return LICENCE_LAPSED
  const armed = armedNow(ports, settings)
  return (isOfDirectory(header) ? armed.provision : armed.sweep)
    ? null
    : 'The job is no longer armed, so the rest of the plan was not applied.'
}

function toJournalRun({ planId, kind, approvedBy }: PlanHeader, now: Date) {
  return { id: planId, kind, at: now.toISOString(), ...(approvedBy === undefined ? {} : { by: approvedBy }) }
}

/** Actions of one type (and, where the type asks for it, with the same text), at most a batch of them. */
function takeBatch(
  types: ActionTypes,
  actions: readonly Action[],
): { readonly type: ActionType; readonly batch: readonly Action[] } {
  const [first] = actions
  if (first === undefined)
    throw new Error(
      'Expected a batch with at least one action: the plan says that some are left, its chunks have none.',
    )
  const type = types[first.type]
  const isApart = (action: Action): boolean =>
    action.type !== first.type || type.textOf?.(action) !== type.textOf?.(first)
  const end = actions.findIndex((action, index) => index === type.batchSize || isApart(action))
  return { type, batch: end === -1 ? actions : actions.slice(0, end) }
}

async function finishPlan(
  ports: Ports,
  types: ActionTypes,
  header: PlanHeader,
  settings: Settings,
  because: string | null,
): Promise<void> {
  const { store, clock, jobs } = ports
  const report = await reportPlan(store, header, {
    endedAt: clock.now().toISOString(),
    outcome: because === null ? 'done' : 'refused',
    counts: header.outcomes,
    because,
  })
  if (report?.runId === header.runId) await forgetMaking(store, header.run, report)
  for (const type of new Set(Object.values(types))) {
    await type.afterPlan?.(ports, header)
    if (countVerifiable(type, header) > 0)
      await jobs.push({ type: 'verify', planId: header.planId }, VERIFY_AFTER_SECONDS)
  }
  // The header comes last but for the actions: who dies before it does all of this again, and nothing twice.
  await savePlanHeader(store, header, journalTtlSeconds(settings))
  await dropActions(store, header)
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
