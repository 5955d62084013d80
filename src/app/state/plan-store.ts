import type { Approvable } from '../../core/four-eyes'
import { HOUR_MS } from '../../core/time'
import { countRemovals } from '../../core/plan'
import type { Action, Plan, PlanKind } from '../../core/plan'
import { recentRemovals, trimLedger } from '../../core/removal-limit'
import type { LedgerEntry, Marks } from '../../core/removal-limit'
import type { Clock, RunName, Store } from '../../ports'
import { forgetList, readListFrom, readWholeList, saveList } from './chunked-list'
import { defineRecord, defineRecords, readAhead } from './record'
import { TROUBLE_HEAD } from './troubles'

/** Actions are dropped with the end of their plan; a crash right then leaves them for at most so long. */
const ACTIONS_TTL_SECONDS = 30 * 86_400
/** An approval counts for the stored plan only, and only this long after it was made (design rule 6). */
export const APPROVAL_MAX_AGE_MS = 24 * HOUR_MS

export type PlanStatus = 'ready' | 'held' | 'applying' | 'done' | 'stopped'

/** A stored plan without its actions, which lie in chunks beside it. */
export interface PlanHeader {
  readonly planId: string
  /** The run whose report tells what became of the plan. */
  readonly run: RunName
  readonly runId: string
  readonly kind: PlanKind
  readonly plannedAt: string
  readonly status: PlanStatus
  readonly total: number
  /** How many people lose something by it, or get another address. */
  readonly removals: number
  /** Index of the first action that has not been applied. */
  readonly next: number
  readonly outcomes: Readonly<Record<string, number>>
  readonly approvedBy?: string
  /** As of `LastGood`, when the directory was read that the plan is about; left out: 0, or it is about none. */
  readonly exchanges?: number
  /** How many holders or accounts the removals are a share of. */
  readonly population?: number
  /** Links that are not in the shards yet: where the batches begin whose entries hold them, and how many they are. */
  readonly waiting?: { readonly starts: readonly number[]; readonly links: number }
  /** Where each batch begins that the journal tells of. */
  readonly journalled?: readonly number[]
  /** How many of those batches were looked at again, and how many people turned out to hold the product still. */
  readonly verified?: number
  readonly stillHeld?: number
}

/** Where a plan comes from. A run may make more than one plan. */
export type PlanOrigin = Pick<PlanHeader, 'planId' | 'run' | 'runId'> &
  /** Of another try: who approved what failed. */
  Partial<Pick<PlanHeader, 'approvedBy' | 'exchanges'>> & {
    /** Account ids of those who asked for this very plan. */
    readonly askedBy?: readonly string[]
  }

/** A plan that waits for an administrator. */
export interface HeldPlan extends Approvable {
  readonly planId: string
  readonly job: Exclude<PlanKind, 'notices'>
  readonly plannedAt: string
  readonly removals: number
  readonly because: string
}

const headers = defineRecords<PlanHeader>((planId) => `plan:${planId}`)
const heldPlans = defineRecords<HeldPlan>((kind) => `held:${kind}`)
/** For who reads it together with something else. */
export const heldKeyOf = heldPlans.keyOf
const actionsOf = (planId: string): string => `plan:${planId}:actions`

/** @returns the store to hand plans over with: everything they are judged by is read in one batch */
export function readPlansAhead(
  store: Store,
  plans: readonly (readonly [planId: string, plan: Pick<Plan, 'kind'>])[],
): Promise<Store> {
  const ofPlans = plans.flatMap(([planId, { kind }]) => [headers.keyOf(planId), heldPlans.keyOf(kind)])
  return readAhead(store, [...ofPlans, ledger.key, TROUBLE_HEAD])
}

export async function savePlan(store: Store, origin: PlanOrigin, plan: Plan, status: PlanStatus): Promise<PlanHeader> {
  const { planId } = origin
  const header: PlanHeader = {
    ...origin,
    removals: countRemovals(plan),
    kind: plan.kind,
    plannedAt: plan.plannedAt,
    status,
    total: plan.actions.length,
    population: plan.population,
    next: 0,
    outcomes: {},
  }
  // The header comes last: a plan without it was never stored.
  await saveList(store, actionsOf(planId), plan.actions, null, ACTIONS_TTL_SECONDS)
  await savePlanHeader(store, header)
  return header
}

export function readPlanHeader(store: Store, planId: string): Promise<PlanHeader | null> {
  return headers.read(store, planId)
}

/** @returns by the plan's id */
export function readPlanHeaders(store: Store, planIds: readonly string[]): Promise<ReadonlyMap<string, PlanHeader>> {
  return headers.readMany(store, planIds)
}

/** By whom the plan is applied, under its lease. @param ttlSeconds of a plan that is over: as long as the journal is kept */
export async function savePlanHeader(store: Store, header: PlanHeader, ttlSeconds?: number): Promise<void> {
  await headers.change(store, header.planId, () => header, ttlSeconds)
}

/** @param next null for a plan that is not stored. @returns the header as it is now */
export function changePlanHeader(
  store: Store,
  planId: string,
  next: (header: PlanHeader | null) => PlanHeader | null,
  ttlSeconds?: number,
): Promise<PlanHeader | null> {
  return headers.change(store, planId, next, ttlSeconds)
}

/** The plan of a kind that waits for approval. */
export function readHeldPlan(store: Store, kind: PlanKind): Promise<HeldPlan | null> {
  return heldPlans.read(store, kind)
}

/** @returns the plan that waited before */
export async function replaceHeldPlan(store: Store, kind: PlanKind, next: HeldPlan | null): Promise<HeldPlan | null> {
  let before: HeldPlan | null = null
  await heldPlans.change(store, kind, (current) => ((before = current), next))
  return before
}

/** Nobody waits for this plan any more; another one that waits by now is left alone. */
export async function releaseHeldPlan(store: Store, kind: PlanKind, planId: string): Promise<void> {
  await heldPlans.change(store, kind, (current) => (current?.planId === planId ? null : current))
}

/** @returns the actions from `from` on, at most to the end of their chunk */
export async function readActions(store: Store, { planId }: PlanHeader, from: number): Promise<readonly Action[]> {
  return (await readListFrom<Action>(store, actionsOf(planId), from))?.items ?? []
}

/** @returns every action of the plan, as far as they are stored */
export async function readAllActions(store: Store, { planId }: Pick<PlanHeader, 'planId'>): Promise<readonly Action[]> {
  return (await readWholeList<Action>(store, actionsOf(planId)))?.items ?? []
}

/** Forgets the actions of a plan that is over; the header stays as the record of the run. */
export async function dropActions(store: Store, { planId }: Pick<PlanHeader, 'planId'>): Promise<void> {
  await forgetList(store, actionsOf(planId))
}

export function isApprovalTooLate(header: PlanHeader, clock: Clock): boolean {
  return clock.now().getTime() - Date.parse(header.plannedAt) > APPROVAL_MAX_AGE_MS
}

const ledger = defineRecord<readonly LedgerEntry[]>('ledger', [])

/** Whose removals, or new addresses, of the last 24 hours count against the limit. */
export async function readRecentRemovals(
  store: Store,
  kind: PlanKind,
  now: Date,
  exceptPlanId?: string,
): Promise<Marks> {
  return recentRemovals(await ledger.read(store), kind, now, exceptPlanId)
}

/**
 * Writes the people of a batch into the ledger before anything is removed: a crash counts too many rather than too few.
 * Each batch has a line of its own, so that nobody's line is lost, and doing it again changes nothing.
 * @param start of the batch
 * @param marks as `marksOf`
 * @returns those that an earlier attempt left there
 */
export async function recordRemovals(
  store: Store,
  { kind, planId, approvedBy }: Pick<PlanHeader, 'kind' | 'planId' | 'approvedBy'>,
  start: number,
  marks: readonly string[],
  now: Date,
): Promise<readonly string[]> {
  let earlier: readonly string[] = []
  if (marks.length === 0) return earlier
  const isApproved = approvedBy === undefined ? {} : ({ isApproved: true } as const)
  await ledger.change(store, (entries) => {
    const before = entries.find((entry) => isOf(entry, planId, start))
    earlier = before?.people ?? []
    const people = [...new Set([...earlier, ...marks])]
    const entry = { at: now.toISOString(), kind, planId, start, ...isApproved, people }
    return trimLedger([...entries.filter((one) => one !== before), entry], now)
  })
  return earlier
}

/** Corrects the ledger once it is known from whom a batch really took something. @param made as `marksOf` */
export async function settleRemovals(
  store: Store,
  planId: string,
  start: number,
  made: readonly string[],
): Promise<void> {
  const marks = new Set(made)
  await ledger.change(store, (entries) =>
    entries
      .map((one) => (isOf(one, planId, start) ? { ...one, people: one.people.filter((mark) => marks.has(mark)) } : one))
      .filter(({ people }) => people.length > 0),
  )
}

function isOf(entry: LedgerEntry, planId: string, start: number): boolean {
  return entry.planId === planId && entry.start === start
}
