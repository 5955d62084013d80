import * as v from 'valibot'
import { ids, wholeNumber } from './parts'

/** When access counts as unused, and who keeps it all the same. */
export interface SweepSettings {
  readonly dormancyDays: number
  readonly exemptGroupIds: readonly string[]
  readonly exemptAccountIds: readonly string[]
}

export const SWEEP_DEFAULTS: SweepSettings = { dormancyDays: 180, exemptGroupIds: [], exemptAccountIds: [] }

export const sweepEntries = {
  dormancyDays: v.optional(wholeNumber(1, 3_650)),
  exemptGroupIds: v.optional(ids(1_000)),
  exemptAccountIds: v.optional(ids(1_000)),
}

export const SWEEP_LABELS = {
  dormancyDays: 'Days without activity',
  exemptGroupIds: 'Exempt groups',
  exemptAccountIds: 'Exempt people',
}
