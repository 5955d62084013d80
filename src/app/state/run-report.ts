import type { Acts, GrantMeasure } from '../../core/savings'
import type { OddRows } from '../../core/odd-rows'
import type { Store } from '../../ports'
import { defineRecords } from './record'

export type RunOutcome =
  | 'done' //      applied whole, or nothing to do
  | 'applying' //  a stored plan is being applied
  | 'dry-run' //   not armed: it ended at the plan
  | 'held' //      removals wait for approval; the rest goes on
  | 'refused' //   a check stopped the run before anything was changed
  | 'failed'

/** A number that a run did not go by, as it reported it: a source that showed far fewer than last time. */
export interface RefusedSize {
  readonly source: string
  readonly expected: number
  readonly got: number
}

/** The last run of one kind, as the page shows it. */
export interface RunReport {
  readonly runId: string
  readonly outcome: RunOutcome
  readonly startedAt: string
  readonly endedAt: string
  /** Counts by name, e.g. { people: 42000, create: 12 }. */
  readonly counts: Readonly<Record<string, number>>
  /** Skips by reason. */
  readonly skips: Readonly<Record<string, number>>
  /** Which check stopped the run, or what failed; null when neither. */
  readonly because: string | null
  /** Of the settings that it went by. */
  readonly settingsVersion?: number
  /** Plans of this run that are still being applied. */
  readonly openPlans?: readonly string[]
  /** Grants only: how many were asked for by hand, and how long people waited (see core/savings). */
  readonly grants?: { readonly byHand: number; readonly waits: readonly number[]; readonly acts?: Acts }
  /** The source that was refused as too small, which an administrator may accept. */
  readonly refusedSize?: RefusedSize
  /** Accounts and people of whom not everything was told, the first few; `counts.oddRows` says how many there were. */
  readonly oddRows?: readonly string[]
  /** How many accounts have each role that nobody knows. */
  readonly unknownRoles?: Readonly<Record<string, number>>
  /** The plan of this run that waits, or waited, for approval. */
  readonly heldPlan?: string
}

/** For the report of a run: how many rows were odd, and whose. */
export function countOddRows({ count }: OddRows): RunReport['counts'] {
  return count === 0 ? {} : { oddRows: count }
}

export function nameOddRows({ count, ids, roles }: OddRows): Pick<RunReport, 'oddRows' | 'unknownRoles'> {
  return count === 0 ? {} : { oddRows: ids, ...(roles === undefined ? {} : { unknownRoles: roles }) }
}

const reports = defineRecords<RunReport>((run) => `last-run:${run}`)
/** For who reads it together with something else. */
export const reportKeyOf = reports.keyOf

export async function saveReport(store: Store, run: string, report: RunReport): Promise<void> {
  await reports.change(store, run, () => report)
}

export function readReport(store: Store, run: string): Promise<RunReport | null> {
  return reports.read(store, run)
}

/** @returns by the name of the run; a run that never was is missing */
export function readReports(store: Store, runs: readonly string[]): Promise<ReadonlyMap<string, RunReport>> {
  return reports.readMany(store, runs)
}

export async function changeReport(
  store: Store,
  run: string,
  next: (report: RunReport | null) => RunReport | null,
): Promise<void> {
  await reports.change(store, run, next)
}

/** Of one run; the report of a newer run is left alone. */
async function changeOwn(
  store: Store,
  { run, runId }: { readonly run: string; readonly runId: string },
  next: (report: RunReport) => RunReport,
): Promise<RunReport | null> {
  return reports.change(store, run, (report) => (report?.runId === runId ? next(report) : report))
}

/** What became of a plan, for the report of its run; the report of a newer run is left alone. @returns the report as it is now */
export async function reportPlan(
  store: Store,
  plan: { readonly planId: string; readonly run: string; readonly runId: string },
  end: {
    readonly endedAt: string
    readonly outcome: 'done' | 'refused' | 'failed'
    readonly counts: Readonly<Record<string, number>>
    readonly because: string | null
  },
): Promise<RunReport | null> {
  return changeOwn(store, plan, (report) => {
    const openPlans = (report.openPlans ?? []).filter((planId) => planId !== plan.planId)
    const { heldPlan, ...kept } = report
    const stillHeld = heldPlan === plan.planId ? undefined : heldPlan
    const outcome = outcomeAfter(report.outcome, end.outcome, stillHeld !== undefined, openPlans.length > 0)
    return {
      ...kept,
      outcome,
      endedAt: end.endedAt,
      counts: { ...report.counts, ...end.counts },
      because: outcome === 'done' ? null : (end.because ?? report.because),
      openPlans,
      ...(stillHeld === undefined ? {} : { heldPlan: stillHeld }),
    }
  })
}

/** Adds what was found out after the end of a plan; the report of a newer run is left alone. */
export async function addCounts(
  store: Store,
  plan: { readonly run: string; readonly runId: string },
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  await changeOwn(store, plan, (report) => ({ ...report, counts: { ...report.counts, ...counts } }))
}

/** What one day's report says of those who asked. */
export function grantsOf({ counts, grants }: RunReport): GrantMeasure {
  const { byHand = 0, waits = [], acts = {} } = grants ?? {}
  return {
    granted: counts['granted'] ?? 0,
    byHand,
    refused: (counts['refused'] ?? 0) + (counts['waiting'] ?? 0),
    waits,
    acts,
  }
}

/** Bad news stays; a plan that waits for approval is news until it is applied; the last plan to end ends the run. */
function outcomeAfter(before: RunOutcome, end: RunOutcome, isHeld: boolean, isOpen: boolean): RunOutcome {
  if (end !== 'done') return end
  if (before === 'failed' || before === 'refused') return before
  if (isHeld) return 'held'
  return isOpen ? 'applying' : 'done'
}
