import type { AccessRequest, RunName } from '../../ports'
import type { UnlistedGroup } from '../read/unlisted-groups'
import { POLLED } from '../signals/registry'
import type { ConnectedInfo } from '../state/connections'
import { keys } from '../state/keys'
import type { HeldPlan } from '../state/plan-store'
import type { PollState } from '../state/poll-state'
import type { RunReport } from '../state/run-report'
import { SETTINGS_KEYS, settingsAmong } from '../state/settings'
import type { SetupRecord } from '../state/setup-record'

/** What alerts are found by: records, which the tick reads with its own, and what is known beside them. */
export interface AlertFacts extends RecordedFacts {
  /** Seats as last read; `remaining` null = unlimited. A product whose seats are not known is missing. */
  readonly seats: readonly { readonly productKey: string; readonly remaining: number | null }[]
  readonly waiting: readonly Pick<AccessRequest, 'productKey' | 'askedAt'>[]
  /** Only the page looks at these: the seats of a product that have just not been told, and groups of the organization. */
  readonly isSeatMissing?: boolean
  readonly unlisted?: readonly UnlistedGroup[]
}

export type RecordedFacts = ReturnType<typeof toFacts>

const RUNS = ['provision', 'leavers', 'sweep', 'grant'] as const
const KINDS = ['provision', 'leavers', 'groups', 'sweep'] as const

/** With those of the tick at most 25: one batch. */
export const FACT_KEYS: readonly string[] = [
  ...[...SETTINGS_KEYS, keys.connected, keys.setup],
  ...[...RUNS.map(keys.lastRun), ...KINDS.map(keys.held), ...POLLED.map(({ name }) => keys.poll(name))],
]

/** @param saved values of `FACT_KEYS` as they were read, those that are there */
export function toFacts(saved: ReadonlyMap<string, unknown>) {
  const get = <T>(key: string): T | null => (saved.get(key) as T | undefined) ?? null
  const lastRuns = Object.fromEntries(RUNS.map((run) => [run, get<RunReport>(keys.lastRun(run))]))
  return {
    settings: settingsAmong(saved),
    connected: get<ConnectedInfo>(keys.connected),
    /** When the key of the organization was entered: its life counts from there. */
    keySavedAt: get<SetupRecord>(keys.setup)?.parts.organization?.savedAt ?? null,
    lastRuns: lastRuns as Readonly<Record<RunName | 'grant', RunReport | null>>,
    heldPlans: KINDS.flatMap((kind) => get<HeldPlan>(keys.held(kind)) ?? []),
    pollOf: (source: string) => get<PollState>(keys.poll(source)),
  }
}
