import type { PreviewedJob } from '../../../src/app/admin/preview'
import type { SettingName } from './draft'

/** Settings that no nightly run looks at: they count from the next request, signal or tick on. */
const AT_ONCE: ReadonlySet<SettingName> = new Set<SettingName>([
  'signals',
  'schedules',
  'refusalMessage',
  'waitingDays',
  'seatWarning',
  'journalDays',
  'noAccessAccountIds',
  'noAccessGroupIds',
])
const SWEEP_ONLY: ReadonlySet<SettingName> = new Set<SettingName>(['graceDays', 'removeNeverUsed', 'removalsPerRun'])
const PROVISION_ONLY: ReadonlySet<SettingName> = new Set<SettingName>([
  'requiredGroupIds',
  'scope',
  'target',
  'experimentalInvite',
  'leavers',
])

/** Which runs would go another way; a setting that is in no list may concern both. */
export function previewedJobs(changed: readonly SettingName[]): readonly PreviewedJob[] {
  const matters = changed.filter((name) => !AT_ONCE.has(name))
  const provision = matters.some((name) => !SWEEP_ONLY.has(name))
  const sweep = matters.some((name) => !PROVISION_ONLY.has(name))
  return [...(provision ? (['provision'] as const) : []), ...(sweep ? (['sweep'] as const) : [])]
}
