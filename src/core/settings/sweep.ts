import * as v from 'valibot'
import { ids, wholeNumber } from './parts'

/** Who keeps unused access all the same, whichever product. */
export interface SweepSettings {
  readonly exemptGroupIds: readonly string[]
  readonly exemptAccountIds: readonly string[]
  /** A run takes access from at most so many people; the next one goes on. */
  readonly removalsPerRun: number
  /** How long the journal is kept, and with it the possibility to undo. */
  readonly journalDays: number
}

export const SWEEP_DEFAULTS: SweepSettings = {
  exemptGroupIds: [],
  exemptAccountIds: [],
  removalsPerRun: 5_000,
  journalDays: 365,
}

export const sweepEntries = {
  exemptGroupIds: v.optional(ids(1_000)),
  exemptAccountIds: v.optional(ids(1_000)),
  removalsPerRun: v.optional(wholeNumber(20, 100_000)),
  journalDays: v.optional(wholeNumber(30, 365)),
}

export const SWEEP_LABELS = {
  exemptGroupIds: 'Exempt groups',
  exemptAccountIds: 'Exempt people',
  removalsPerRun: 'Removals per run',
  journalDays: 'Days that the journal is kept',
}
