import * as v from 'valibot'
import { ids } from './parts'

/** Who keeps unused access all the same, whichever product. */
export interface SweepSettings {
  readonly exemptGroupIds: readonly string[]
  readonly exemptAccountIds: readonly string[]
}

export const SWEEP_DEFAULTS: SweepSettings = { exemptGroupIds: [], exemptAccountIds: [] }

export const sweepEntries = {
  exemptGroupIds: v.optional(ids(1_000)),
  exemptAccountIds: v.optional(ids(1_000)),
}

export const SWEEP_LABELS = {
  exemptGroupIds: 'Exempt groups',
  exemptAccountIds: 'Exempt people',
}
