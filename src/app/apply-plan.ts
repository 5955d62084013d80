import { MINUTE_MS } from '../core/time'
import type { Action } from '../core/plan'
import type { Link } from '../core/people'
import type { Settings } from '../core/settings'
import type { Ports } from '../ports'
import { applyCreates } from './apply-creates'
import { applyDeactivations, applyRestores } from './apply-leavers'
import { applyRevocations } from './apply-revocations'
import { saveLinks } from './link-store'
import { dropActions, readActions, readPlanHeader, recordRemovals, savePlanHeader } from './plan-store'
import type { PlanHeader } from './plan-store'
import { readProducts } from './products'
import type { ProductRead } from './products'
import { readLastGood, saveLastGood } from './read-directory'
import { reportPlan } from './run-report'
import { readSettings } from './settings'

/** A batch is what one look-up call serves. */
const BATCH_SIZE = 20
/** A slice ends while a batch (≤ 20 actions of a few calls each, with retries) still fits. */
const MIN_TIME_MS = 2 * MINUTE_MS
const MIN_REQUESTS = 150

export type Outcome = 'created' | 'linked' | 'restored' | 'deactivated' | 'revoked' | 'skipped' | 'failed'

/** What one batch did: an outcome per action, and what it learnt about links. */
export interface BatchResult {
  readonly outcomes: readonly Outcome[]
  readonly links: ReadonlyMap<string, Link | null>
}

/**
 * Applies a stored plan from where it stands, as far as this invocation reaches. Each batch is read again before it is
 * written, so the plan may only shrink; running a batch twice changes nothing the second time.
 * @returns true when the plan is finished
 */
export async function applyPlan(ports: Ports, planId: string): Promise<boolean> {
  const { store, records, budget, clock } = ports
  let header = await readPlanHeader(store, planId)
  if (header === null || (header.status !== 'ready' && header.status !== 'applying')) return true
  const settings = await readSettings(store)
  if (!isArmedFor(header, settings)) {
    await finishPlan(ports, { ...header, status: 'stopped' })
    return true
  }
  const products = await readProducts(ports, settings.products)
  const accessGroupIds = [...new Set(products.flatMap(({ seats }) => seats.accessGroupIds))]
  const context: BatchContext = { settings, products, accessGroupIds }
  const links = new Map<string, Link | null>()
  const outcomes: Record<string, number> = { ...header.outcomes }
  let next = header.next
  let actions: readonly Action[] = []
  let failure: unknown = null
  while (
    failure === null &&
    next < header.total &&
    budget.timeLeftMs() > MIN_TIME_MS &&
    budget.requestsLeft() > MIN_REQUESTS
  ) {
    try {
      if (actions.length === 0) actions = await readActions(store, header, next)
      const batch = takeBatch(actions)
      actions = actions.slice(batch.length)
      const removals = batch.filter((action) => action.type === 'revoke' || action.type === 'deactivate').length
      await recordRemovals(store, header.kind, removals, clock.now())
      const result = await applyBatch(ports, batch, context)
      for (const [objectId, link] of result.links) links.set(objectId, link)
      for (const outcome of result.outcomes) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      next += batch.length
    } catch (error) {
      failure = error
    }
  }
  // What was done is kept even when a batch failed: the next delivery goes on from here.
  await saveLinks(records, links)
  header = { ...header, next, outcomes, status: next < header.total ? 'applying' : 'done' }
  if (header.status === 'done') await finishPlan(ports, header)
  else await savePlanHeader(store, header)
  if (failure !== null) throw failure
  return header.status === 'done'
}

export interface BatchContext {
  readonly settings: Settings
  readonly products: readonly ProductRead[]
  /** Of all products together. */
  readonly accessGroupIds: readonly string[]
}

function isArmedFor(header: PlanHeader, settings: Settings): boolean {
  return header.kind === 'sweep' ? settings.armed.sweep : settings.armed.provision
}

/** Actions of one type, at most a batch of them. */
function takeBatch(actions: readonly Action[]): readonly Action[] {
  const type = actions[0]?.type
  const end = actions.findIndex((action, index) => index === BATCH_SIZE || action.type !== type)
  return end === -1 ? actions : actions.slice(0, end)
}

function applyBatch(ports: Ports, batch: readonly Action[], context: BatchContext): Promise<BatchResult> {
  switch (batch[0]?.type) {
    case 'create':
      return applyCreates(ports, onlyOf(batch, 'create'), context)
    case 'restore':
      return applyRestores(ports, onlyOf(batch, 'restore'), context)
    case 'deactivate':
      return applyDeactivations(ports, onlyOf(batch, 'deactivate'), context)
    case 'revoke':
      return applyRevocations(ports, onlyOf(batch, 'revoke'), context)
    case undefined:
      throw new Error(
        'Expected a batch with at least one action: the plan says that some are left, its chunks have none.',
      )
  }
}

export type ActionOf<T extends Action['type']> = Extract<Action, { type: T }>

function onlyOf<T extends Action['type']>(batch: readonly Action[], type: T): ActionOf<T>[] {
  return batch.filter((action): action is ActionOf<T> => action.type === type)
}

async function finishPlan(ports: Ports, header: PlanHeader): Promise<void> {
  const { store, clock } = ports
  await savePlanHeader(store, header)
  await dropActions(store, header)
  const revoked = header.outcomes['revoked'] ?? 0
  // Our own removals make the next read smaller: that is no sign of a partial one.
  const { holders } = await readLastGood(store)
  if (header.kind === 'sweep' && holders !== undefined && revoked > 0)
    await saveLastGood(store, { holders: lowerEach(holders, revoked) })
  const isDone = header.status === 'done'
  await reportPlan(store, header, {
    endedAt: clock.now().toISOString(),
    outcome: isDone ? 'done' : 'refused',
    counts: header.outcomes,
    because: isDone ? null : 'The job is no longer armed, so the rest of the plan was not applied.',
  })
}

/** Which product the removals were of is not counted: a baseline too low is one less reason to refuse a read. */
function lowerEach(counts: Readonly<Record<string, number>>, by: number): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, Math.max(0, count - by)]))
}

/** A plan that could not be applied whole, after all retries: its report says why, what was done stays done. */
export async function reportUnfinished(ports: Ports, planId: string, because: string): Promise<void> {
  const header = await readPlanHeader(ports.store, planId)
  if (header === null) return
  const endedAt = ports.clock.now().toISOString()
  await reportPlan(ports.store, header, { endedAt, outcome: 'failed', counts: header.outcomes, because })
}
