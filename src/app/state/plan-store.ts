import { HOUR_MS, DAY_MS } from '../../core/time'
import { countRemovals } from '../../core/plan'
import type { Action, Plan, PlanKind } from '../../core/plan'
import { recentRemovals } from '../../core/removal-limit'
import type { LedgerEntry } from '../../core/removal-limit'
import type { Clock, RunName, Store } from '../../ports'
import { keys } from './keys'

/** ≤ 700 actions of ≤ 340 bytes (four groups) stay under the 240 KiB of one value. */
const ACTIONS_PER_CHUNK = 700
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
  readonly removals: number
  /** Index of the first action that has not been applied. */
  readonly next: number
  readonly outcomes: Readonly<Record<string, number>>
  readonly approvedBy?: string
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
export type PlanOrigin = Pick<PlanHeader, 'planId' | 'run' | 'runId'>

/** A plan that waits for an administrator. */
export interface HeldPlan {
  readonly planId: string
  readonly job: Exclude<PlanKind, 'notices'>
  readonly plannedAt: string
  readonly removals: number
  readonly because: string
}

export async function savePlan(store: Store, origin: PlanOrigin, plan: Plan, status: PlanStatus): Promise<PlanHeader> {
  const { planId } = origin
  const entries = new Map<string, unknown>()
  for (let chunk = 0; chunk * ACTIONS_PER_CHUNK < plan.actions.length; chunk += 1) {
    entries.set(
      keys.planChunk(planId, chunk),
      plan.actions.slice(chunk * ACTIONS_PER_CHUNK, (chunk + 1) * ACTIONS_PER_CHUNK),
    )
  }
  const header: PlanHeader = {
    ...origin,
    kind: plan.kind,
    plannedAt: plan.plannedAt,
    status,
    total: plan.actions.length,
    removals: countRemovals(plan),
    population: plan.population,
    next: 0,
    outcomes: {},
  }
  // The header comes last: a plan without it was never stored.
  for (const [key, value] of entries) await store.set(key, value, ACTIONS_TTL_SECONDS)
  await store.set(keys.plan(planId), header)
  return header
}

export async function readPlanHeader(store: Store, planId: string): Promise<PlanHeader | null> {
  return store.get<PlanHeader>(keys.plan(planId))
}

/** @param ttlSeconds of a plan that is over: as long as the journal is kept */
export async function savePlanHeader(store: Store, header: PlanHeader, ttlSeconds?: number): Promise<void> {
  await store.set(keys.plan(header.planId), header, ttlSeconds)
}

/** @returns the actions from `from` on, at most to the end of its chunk */
export async function readActions(store: Store, header: PlanHeader, from: number): Promise<readonly Action[]> {
  const chunk = Math.floor(from / ACTIONS_PER_CHUNK)
  const actions = await store.get<readonly Action[]>(keys.planChunk(header.planId, chunk))
  return actions?.slice(from - chunk * ACTIONS_PER_CHUNK) ?? []
}

/** Forgets the actions of a plan that is over; the header stays as the record of the run. */
export async function dropActions(store: Store, header: PlanHeader): Promise<void> {
  const count = Math.ceil(header.total / ACTIONS_PER_CHUNK)
  await store.deleteMany(Array.from({ length: count }, (_, chunk) => keys.planChunk(header.planId, chunk)))
}

export function isApprovalTooLate(header: PlanHeader, clock: Clock): boolean {
  return clock.now().getTime() - Date.parse(header.plannedAt) > APPROVAL_MAX_AGE_MS
}

/** Removals of the last 24 hours that count against the same limit. */
export async function readRecentRemovals(
  store: Store,
  kind: PlanKind,
  now: Date,
  exceptPlanId?: string,
): Promise<number> {
  return recentRemovals((await store.get<readonly LedgerEntry[]>(keys.ledger)) ?? [], kind, now, exceptPlanId)
}

/** Writes removals into the ledger before they are made: a crash counts too many rather than too few. */
export async function recordRemovals(
  store: Store,
  { kind, planId }: Pick<PlanHeader, 'kind' | 'planId'>,
  removals: number,
  now: Date,
): Promise<void> {
  if (removals === 0) return
  const ledger = (await store.get<readonly LedgerEntry[]>(keys.ledger)) ?? []
  const at = now.toISOString()
  const recent = ledger.filter((entry) => now.getTime() - Date.parse(entry.at) < DAY_MS)
  const last = recent.at(-1)
  // Entries of the same minute become one, so that a long run does not grow the ledger.
  if (last !== undefined && last.planId === planId && last.at.slice(0, 16) === at.slice(0, 16)) {
    recent[recent.length - 1] = { at, kind, planId, removals: last.removals + removals }
  } else {
    recent.push({ at, kind, planId, removals })
  }
  await store.set(keys.ledger, recent)
}
