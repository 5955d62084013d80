import type { Store } from '../ports'
import { keys } from './keys'

export type RunOutcome =
  | 'done' //      applied whole, or nothing to do
  | 'applying' //  a stored plan is being applied
  | 'dry-run' //   not armed: it ended at the plan
  | 'held' //      removals wait for approval; the rest goes on
  | 'refused' //   a check stopped the run before anything was changed
  | 'failed'

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
}

export async function saveReport(store: Store, run: string, report: RunReport): Promise<void> {
  await store.set(keys.lastRun(run), report)
}

export async function readReport(store: Store, run: string): Promise<RunReport | null> {
  return store.get<RunReport>(keys.lastRun(run))
}
