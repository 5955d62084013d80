import { judgeExpiry } from '../../core/expiry'
import type { JobName } from '../../core/plan'
import type { Settings } from '../../core/settings'
import type { RunName } from '../../ports'
import type { ConnectedInfo } from '../state/connections'
import type { GrantAlert } from './grant-alerts'
import type { GroupAlert } from './group-alerts'
import type { RunReport } from '../state/run-report'

/** What an administrator should see first. The page words it; which ones there are is decided here. */
export type Alert =
  | { readonly type: 'not-connected' }
  /** Negative days: it has expired. */
  | { readonly type: 'key-expires'; readonly at: string; readonly daysLeft: number }
  | { readonly type: 'seats-unreadable' }
  | { readonly type: 'plan-held'; readonly planId: string; readonly removals: number; readonly isTooLate: boolean }
  | {
      readonly type: 'run-stopped'
      readonly run: RunName | 'grant'
      readonly outcome: 'failed' | 'refused'
      readonly because: string | null
    }
  /** Jira would not tell people before the last sweep's removals. */
  | { readonly type: 'notices-refused'; readonly count: number }
  | { readonly type: 'not-armed'; readonly job: JobName }
  | GrantAlert
  | GroupAlert

export interface AlertSource {
  /** Those of seats, waiting list and signals. */
  readonly grantAlerts: readonly GrantAlert[]
  /** Those of access groups outside the list. */
  readonly groupAlerts: readonly GroupAlert[]
  readonly settings: Pick<Settings, 'armed'>
  readonly connected: ConnectedInfo | null
  /** When the key of the organization was entered: its life counts from there. null = not known. */
  readonly keySavedAt: string | null
  readonly areSeatsRead: boolean
  readonly heldPlans: readonly { readonly planId: string; readonly removals: number; readonly isTooLate: boolean }[]
  readonly lastRuns: Readonly<Record<RunName | 'grant', RunReport | null>>
}

/** Most urgent first. While nothing is connected, the rest follows from that and is not repeated. */
export function findAlerts(source: AlertSource, now: Date): readonly Alert[] {
  const { settings, connected, areSeatsRead, heldPlans, lastRuns, grantAlerts, groupAlerts } = source
  const alerts: Alert[] = []
  if (connected === null) alerts.push({ type: 'not-connected' })
  else {
    const { level, daysLeft } = judgeExpiry(connected.apiKeyExpires, source.keySavedAt, now)
    if (level !== 'good') alerts.push({ type: 'key-expires', at: connected.apiKeyExpires, daysLeft })
  }
  if (!areSeatsRead) alerts.push({ type: 'seats-unreadable' })
  for (const { planId, removals, isTooLate } of heldPlans) {
    alerts.push({ type: 'plan-held', planId, removals, isTooLate })
  }
  for (const run of ['provision', 'leavers', 'grant', 'sweep'] as const) {
    const report = lastRuns[run]
    if (report?.outcome !== 'failed' && report?.outcome !== 'refused') continue
    alerts.push({ type: 'run-stopped', run, outcome: report.outcome, because: report.because })
  }
  const refusedNotices = lastRuns.sweep?.counts['notice-refused'] ?? 0
  if (refusedNotices > 0) alerts.push({ type: 'notices-refused', count: refusedNotices })
  if (connected !== null) {
    alerts.push(...groupAlerts, ...grantAlerts)
    for (const job of ['provision', 'grant', 'sweep'] as const) {
      if (!settings.armed[job]) alerts.push({ type: 'not-armed', job })
    }
  }
  return alerts
}
