import * as v from 'valibot'
import { exemptionsSchema } from './exemptions'
import type { Exemption } from './exemptions'
import { NOTICE_DEFAULTS, NOTICE_LABELS, noticeEntries } from './notices'
import type { NoticesSection } from './notices'
import { ids, wholeNumber } from './parts'

/** Who keeps unused access all the same, whichever product. */
export interface SweepSettings extends NoticesSection {
  readonly exemptGroupIds: readonly string[]
  readonly exemptPeople: readonly Exemption[]
  /** So many days after a grant, dormancy cannot apply. */
  readonly graceDays: number
  /** Also access that nobody was ever seen to use, counted from its grant. */
  readonly removeNeverUsed: boolean
  /** A run takes access from at most so many people; the next one goes on. */
  readonly removalsPerRun: number
  /** How long the journal is kept, and with it the possibility to undo. */
  readonly journalDays: number
}

export const SWEEP_DEFAULTS: SweepSettings = {
  ...NOTICE_DEFAULTS,
  exemptGroupIds: [],
  exemptPeople: [],
  graceDays: 30,
  removeNeverUsed: false,
  removalsPerRun: 5_000,
  journalDays: 365,
}

export const sweepEntries = {
  ...noticeEntries,
  exemptGroupIds: v.optional(ids(1_000)),
  exemptPeople: v.optional(exemptionsSchema),
  graceDays: v.optional(wholeNumber(0, 365)),
  removeNeverUsed: v.optional(v.boolean()),
  removalsPerRun: v.optional(wholeNumber(20, 100_000)),
  journalDays: v.optional(wholeNumber(30, 365)),
}

export const SWEEP_LABELS = {
  ...NOTICE_LABELS,
  exemptGroupIds: 'Exempt groups',
  exemptPeople: 'Exempt people',
  graceDays: 'Days of grace after a grant',
  removalsPerRun: 'Removals per run',
  journalDays: 'Days that the journal is kept',
}
