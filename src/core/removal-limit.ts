import { DAY_MS } from './time'
import type { PlanKind } from './plan'

/** Below or at this many removals in 24 h nothing is held back, so that small sites are not bothered. */
export const REMOVALS_ALWAYS_ALLOWED = 10
/** Share of holders (sweep) or of linked accounts (leavers). */
export const REMOVALS_MAX_SHARE = 0.05
/** The usual default of directory connectors against accidental deletions, and ours in any 24 h. */
export const REMOVALS_MAX = 500

/** One line of the ledger: removals of one kind that were applied, or were about to be. */
export interface LedgerEntry {
  readonly at: string
  readonly kind: PlanKind
  readonly removals: number
  readonly planId?: string
  /** The newest batch of the plan, whose removals may not all have been made yet. */
  readonly open?: { readonly start: number; readonly removals: number }
}

export interface RemovalRefusal {
  readonly because: 'above-share' | 'above-maximum'
  readonly removals: number
  readonly recent: number
  readonly limit: number
}

/**
 * Removals of this kind within the last 24 hours.
 * @param exceptPlanId a plan whose own removals do not count, since it is the one that is judged
 */
export function recentRemovals(
  ledger: readonly LedgerEntry[],
  kind: PlanKind,
  now: Date,
  exceptPlanId?: string,
): number {
  return ledger
    .filter((entry) => isSameLimit(entry.kind, kind) && now.getTime() - Date.parse(entry.at) < DAY_MS)
    .filter((entry) => exceptPlanId === undefined || entry.planId !== exceptPlanId)
    .reduce((sum, entry) => sum + entry.removals, 0)
}

/** Leavers found by the nightly run and by the delta share one limit; sweeps and mapped groups have one each. */
function isSameLimit(a: PlanKind, b: PlanKind): boolean {
  return limitOf(a) === limitOf(b)
}

function limitOf(kind: PlanKind): 'leavers' | 'groups' | 'sweep' {
  return kind === 'sweep' || kind === 'groups' ? kind : 'leavers'
}

/**
 * Refuses a plan whose removals, together with those of the last 24 hours, are above 10 and above 5 % of the population,
 * or above 500 (design rule 6).
 */
export function checkRemovalLimit(removals: number, recent: number, population: number): RemovalRefusal | null {
  if (removals === 0) return null
  const total = removals + recent
  if (total > REMOVALS_MAX) return { because: 'above-maximum', removals, recent, limit: REMOVALS_MAX }
  const share = Math.floor(population * REMOVALS_MAX_SHARE)
  if (total > REMOVALS_ALWAYS_ALLOWED && total > population * REMOVALS_MAX_SHARE) {
    return { because: 'above-share', removals, recent, limit: Math.max(share, REMOVALS_ALWAYS_ALLOWED) }
  }
  return null
}
