import { MINUTE_MS } from '../core/time'
import { countRemovals } from '../core/plan'
import type { Action } from '../core/plan'
import type { Link } from '../core/people'
import type { Settings } from '../core/settings'
import type { Ports } from '../ports'
import { applyCreates, applyUpdates } from './apply-creates'
import { applyLeaving, applyRestores } from './apply-leavers'
import { applyRevocations } from './apply-revocations'
import { readDigestKey } from './digest-key'
import { saveLinks } from './link-store'
import { addBatch, forgetNotes, noteBatch, readProgress } from './plan-progress'
import type { UnnotedBatch } from './plan-progress'
import { dropActions, readActions, readPlanHeader, recordRemovals, savePlanHeader } from './plan-store'
import type { PlanHeader } from './plan-store'
import { readProducts } from './products'
import type { ProductRead } from './products'
import { readLastGood, saveLastGood } from './read-directory'
import { reportPlan } from './run-report'
import { readSettings } from './settings'

/** A batch is what one round of look-ups serves, and what a killed slice does again at most. */
const BATCH_SIZE = 20
/** Creates need one look-up for twenty and one write each: larger batches wait less for the look-ups. */
const CREATES_PER_BATCH = 100
/** A slice ends while a batch (of a few calls for each action, with retries) still fits. */
const MIN_TIME_MS = 2 * MINUTE_MS
const MIN_REQUESTS = 350

export type Outcome =
  'created' | 'linked' | 'updated' | 'restored' | 'deactivated' | 'left-groups' | 'revoked' | 'skipped' | 'failed'

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
  const context = await createContext(ports, settings)
  // What a slice that was killed did beyond the header counts too.
  let progress = await readProgress(store, header)
  let unnoted: UnnotedBatch | null = null
  let actions: readonly Action[] = []
  let failure: unknown = null
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
      if (actions.length === 0) actions = await readActions(store, header, progress.next)
      const batch = takeBatch(actions)
      actions = actions.slice(batch.length)
      await recordRemovals(store, header.kind, countRemovals({ actions: batch }), clock.now())
      const { outcomes, links } = await applyBatch(ports, batch, context)
      unnoted = { start: progress.next, links }
      progress = addBatch(progress, batch.length, outcomes, unnoted)
    } catch (error) {
      failure = error
    }
  }
  // What was done is kept even when a batch failed: the next delivery goes on from here.
  await saveLinks(records, progress.links)
  const { next, outcomes } = progress
  header = { ...header, next, outcomes, status: next < header.total ? 'applying' : 'done' }
  if (header.status === 'done') await finishPlan(ports, header)
  else await savePlanHeader(store, header)
  await forgetNotes(store, planId, progress)
  if (failure !== null) throw failure
  return header.status === 'done'
}

/** Applies one action of a plan that an administrator asked for alone. It takes nothing away, so no limit judges it. */
export async function applyNow(ports: Ports, action: Action, settings: Settings): Promise<Outcome> {
  const { outcomes, links } = await applyBatch(ports, [action], await createContext(ports, settings))
  await saveLinks(ports.records, links)
  return outcomes[0]!
}

async function createContext(ports: Ports, settings: Settings): Promise<BatchContext> {
  const products = await readProducts(ports, settings.products)
  const accessGroupIds = [...new Set(products.flatMap(({ seats }) => seats.accessGroupIds))]
  const digestKey = await readDigestKey(ports.secrets)
  return { settings, products, accessGroupIds, digestKey, readOnlyGroups: createGroupCheck() }
}

export interface BatchContext {
  readonly settings: Settings
  readonly products: readonly ProductRead[]
  /** Of all products together. */
  readonly accessGroupIds: readonly string[]
  /** Key of the digests of written attributes. */
  readonly digestKey: string
  /** Which of these groups only the identity provider can change; each is asked about once a slice. */
  readonly readOnlyGroups: (ports: Ports, groupIds: readonly string[]) => Promise<ReadonlySet<string>>
}

function createGroupCheck(): BatchContext['readOnlyGroups'] {
  const known = new Map<string, Promise<boolean>>()
  return async (ports, groupIds) => {
    for (const groupId of groupIds) {
      if (known.has(groupId)) continue
      known.set(
        groupId,
        ports.accounts.readSynchronisedGroups([groupId]).then((synchronised) => synchronised.has(groupId)),
      )
    }
    // All at once: a promise that nobody waits for yet must not fail unheard.
    const isReadOnly = await Promise.all(groupIds.map((groupId) => known.get(groupId)!))
    const readOnly = new Set(groupIds.filter((_, index) => isReadOnly[index]))
    return readOnly
  }
}

function isArmedFor(header: PlanHeader, settings: Settings): boolean {
  return header.kind === 'sweep' ? settings.armed.sweep : settings.armed.provision
}

/** Actions of one type, at most a batch of them. */
function takeBatch(actions: readonly Action[]): readonly Action[] {
  const type = actions[0]?.type
  const size = type === 'create' ? CREATES_PER_BATCH : BATCH_SIZE
  const end = actions.findIndex((action, index) => index === size || action.type !== type)
  return end === -1 ? actions : actions.slice(0, end)
}

function applyBatch(ports: Ports, batch: readonly Action[], context: BatchContext): Promise<BatchResult> {
  switch (batch[0]?.type) {
    case 'create':
      return applyCreates(ports, onlyOf(batch, 'create'), context)
    case 'restore':
      return applyRestores(ports, onlyOf(batch, 'restore'), context)
    case 'update':
      return applyUpdates(ports, onlyOf(batch, 'update'), context)
    case 'deactivate':
      return applyLeaving(ports, onlyOf(batch, 'deactivate'), context)
    case 'leave-groups':
      return applyLeaving(ports, onlyOf(batch, 'leave-groups'), context)
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
