import type { AccessRequest, RunName, Span } from '../../ports'
import type { SeatWatches } from '../../core/seat-watch'
import type { UnlistedGroup } from '../read/unlisted-groups'
import { POLLED } from '../signals/registry'
import { connectedRecord } from '../state/connections'
import type { ConnectedInfo } from '../state/connections'
import { doubtedGroups } from '../state/known-groups'
import type { DoubtedGroups } from '../state/known-groups'
import { heldKeyOf } from '../state/plan-store'
import type { HeldPlan } from '../state/plan-store'
import { pollKeyOf } from '../state/poll-state'
import type { PollState } from '../state/poll-state'
import { reportKeyOf } from '../state/run-report'
import type { RunReport } from '../state/run-report'
import { seatWatches } from '../state/seat-watches'
import { SETTINGS_KEYS, settingsAmong } from '../state/settings'
import { setupRecord } from '../state/setup-record'
import type { SetupRecord } from '../state/setup-record'
import { TROUBLE_HEAD, summaryOf, troubleHeadAmong } from '../state/troubles'

/** What alerts are found by: records, which the tick reads with its own, and what is known beside them. */
export interface AlertFacts extends RecordedFacts {
  /** Seats as last read; `remaining` null = unlimited. A product whose seats are not known is missing. */
  readonly seats: readonly { readonly productKey: string; readonly remaining: number | null }[]
  readonly waiting: readonly Pick<AccessRequest, 'productKey' | 'askedAt'>[]
  /** Requests that nobody has decided yet. */
  readonly open: readonly Pick<AccessRequest, 'askedAt'>[]
  /**
   * Only the page looks at these: the seats of a product that have just not been told, groups of the organization, and what the
   * last full run left of the sign-in log.
   */
  readonly isSeatMissing?: boolean
  readonly unlisted?: readonly UnlistedGroup[]
  readonly cameUnread?: Span
}

export type RecordedFacts = ReturnType<typeof toFacts>

const RUNS = ['provision', 'leavers', 'sweep', 'grant'] as const
const KINDS = ['provision', 'renames', 'leavers', 'groups', 'sweep'] as const

/** With those of the tick at most 25: one batch. */
export const FACT_KEYS: readonly string[] = [
  ...[...SETTINGS_KEYS, connectedRecord.key, setupRecord.key, TROUBLE_HEAD, doubtedGroups.key, seatWatches.key],
  ...[...RUNS.map(reportKeyOf), ...KINDS.map(heldKeyOf), ...POLLED.map(({ name }) => pollKeyOf(name))],
]

/** @param saved values of `FACT_KEYS` as they were read, those that are there */
export function toFacts(saved: ReadonlyMap<string, unknown>) {
  const get = <T>(key: string): T | null => (saved.get(key) as T | undefined) ?? null
  const lastRuns = Object.fromEntries(RUNS.map((run) => [run, get<RunReport>(reportKeyOf(run))]))
  return {
    settings: settingsAmong(saved),
    connected: get<ConnectedInfo>(connectedRecord.key),
    /** When the key of the organization was entered: its life counts from there. */
    keySavedAt: get<SetupRecord>(setupRecord.key)?.parts.organization?.savedAt ?? null,
    lastRuns: lastRuns as Readonly<Record<RunName | 'grant', RunReport | null>>,
    heldPlans: KINDS.flatMap((kind) => get<HeldPlan>(heldKeyOf(kind)) ?? []),
    /** People whose change failed, and the types of action whose calls fail for most people. */
    troubles: summaryOf(troubleHeadAmong(saved)),
    breakers: troubleHeadAmong(saved).breakers,
    /** Groups that protect somebody and are gone, or far smaller than they were. */
    doubts: get<DoubtedGroups>(doubtedGroups.key) ?? {},
    /** Seats that others gave, past the guard. */
    seatsTaken: get<SeatWatches>(seatWatches.key) ?? { products: {} },
    pollOf: (source: string) => get<PollState>(pollKeyOf(source)),
  }
}
