import { keyedDigest } from './digest'
import { DAY_MS } from './time'
import type { Action, PlanKind } from './plan'

/**
 * Below or at this many removals in 24 h nothing is held back, so that small sites are not bothered. Of people who move to
 * another domain no more than that go without an approval, however large the site.
 */
export const REMOVALS_ALWAYS_ALLOWED = 10
/** Share of holders (sweep) or of linked accounts (leavers, new addresses). */
export const REMOVALS_MAX_SHARE = 0.05
/** The usual default of directory connectors against accidental deletions, and ours in any 24 h. */
export const REMOVALS_MAX = 500

/** One line of the ledger: whom one batch took something from, or gave another address, or was about to. */
export interface LedgerEntry {
  readonly at: string
  readonly kind: PlanKind
  readonly planId: string
  /** Index of the batch's first action. */
  readonly start: number
  /** An administrator approved the plan: it does not use up what other kinds may do without one. */
  readonly isApproved?: true
  /** As `marksOf`. */
  readonly people: readonly string[]
}

/** People of whom something is removed, as the ledger knows them. */
export type Marks = ReadonlySet<string>

export interface RemovalRefusal {
  readonly because: 'above-share' | 'above-maximum' | 'many-moved'
  /** People of the plan. */
  readonly removals: number
  /** Those of them who move to another domain, where that is why. */
  readonly moved?: number
  /** Other people of the last 24 hours. */
  readonly recent: number
  readonly limit: number
}

/** 60 bits: of thousands no two are the same, and the ledger need not be cleared of an account that is closed. */
const MARK_LENGTH = 10

/** Added to the mark of whoever moves to another domain: they count as such, too. */
const MOVED = '@'

/** How the ledger knows a person, whatever is removed, and however often. */
export function markOf(accountId: string): string {
  return keyedDigest('removal', accountId).slice(0, MARK_LENGTH)
}

/** What an action adds to the ledger. */
export function marksOf(action: Action): readonly string[] {
  if (!('accountId' in action)) return []
  const mark = markOf(action.accountId)
  return action.type === 'update' && action.address === 'moved' ? [mark, mark + MOVED] : [mark]
}

/**
 * Everybody from whom something was removed within the last 24 hours, each once, over all products and kinds; of new
 * addresses, who was given one. What an administrator approved counts against its own kind.
 * @param exceptPlanId a plan whose own removals do not count, since it is the one that is judged
 */
export function recentRemovals(
  ledger: readonly LedgerEntry[],
  kind: PlanKind,
  now: Date,
  exceptPlanId?: string,
): Marks {
  const counted = ledger.filter(
    (entry) =>
      isRecent(entry, now) &&
      entry.planId !== exceptPlanId &&
      (entry.kind === 'renames') === (kind === 'renames') &&
      (entry.isApproved !== true || limitOf(entry.kind) === limitOf(kind)),
  )
  return new Set(counted.flatMap(({ people }) => people))
}

/** Of each kind the newest that are certainly above every limit: more need not be told apart, and the ledger stays small. */
const KEPT_OF_KIND = 2 * REMOVALS_MAX

/** Forgets what no longer counts. @param ledger oldest first */
export function trimLedger(ledger: readonly LedgerEntry[], now: Date): readonly LedgerEntry[] {
  const newer = new Map<string, number>()
  const kept = [...ledger].reverse().filter((entry) => {
    const before = newer.get(limitOf(entry.kind)) ?? 0
    newer.set(limitOf(entry.kind), before + entry.people.length)
    return isRecent(entry, now) && entry.people.length > 0 && before < KEPT_OF_KIND
  })
  return kept.reverse()
}

function isRecent({ at }: LedgerEntry, now: Date): boolean {
  return now.getTime() - Date.parse(at) < DAY_MS
}

/** Leavers found by the nightly run and by the delta are one kind. */
function limitOf(kind: PlanKind): 'renames' | 'leavers' | 'groups' | 'sweep' {
  return kind === 'sweep' || kind === 'groups' || kind === 'renames' ? kind : 'leavers'
}

/**
 * Refuses a plan whose removals, or new addresses, together with those of the last 24 hours, are above 10 and above 5 % of
 * the population, or above 500 (design rule 6); or by which more than 10 people move to another domain. Counted are people:
 * who is in the plan twice, or was among the recent ones, is one.
 */
export function checkRemovalLimit(people: Marks, recent: Marks, population: number): RemovalRefusal | null {
  const [moved, others] = splitMoved(people)
  const [movedBefore, othersBefore] = splitMoved(recent)
  const removals = others.length
  if (removals === 0) return null
  const movedTotal = new Set([...moved, ...movedBefore]).size
  if (moved.length > 0 && movedTotal > REMOVALS_ALWAYS_ALLOWED) {
    const counts = { removals, moved: moved.length, recent: movedTotal - moved.length }
    return { because: 'many-moved', ...counts, limit: REMOVALS_ALWAYS_ALLOWED }
  }
  const total = new Set([...others, ...othersBefore]).size
  const refusal = { removals, recent: total - removals }
  if (total > REMOVALS_MAX) return { because: 'above-maximum', ...refusal, limit: REMOVALS_MAX }
  const share = Math.floor(population * REMOVALS_MAX_SHARE)
  if (total > REMOVALS_ALWAYS_ALLOWED && total > population * REMOVALS_MAX_SHARE)
    return { because: 'above-share', ...refusal, limit: Math.max(share, REMOVALS_ALWAYS_ALLOWED) }
  return null
}

function splitMoved(marks: Marks): readonly [moved: readonly string[], others: readonly string[]] {
  const isMoved = (mark: string): boolean => mark.endsWith(MOVED)
  return [[...marks].filter(isMoved), [...marks].filter((mark) => !isMoved(mark))]
}
