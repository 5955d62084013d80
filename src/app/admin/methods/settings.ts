import type { SettingsPatch } from '../../../core/settings'
import { saveSettings } from '../../settings'
import { previewSweep, readPreview } from '../../sweep/preview'
import { sendTestNotice } from '../../sweep/test-notice'
import { describeGroups } from '../group-names'
import { changes, reads } from '../method'
import { previewSchedule } from '../schedule'
import type { ScheduleQuestion } from '../schedule'

export const settingsMethods = {
  saveSettings: changes<SettingsPatch>('settings')((ports, patch, by) => saveSettings(ports.store, patch, by)),
  previewSchedule: reads<ScheduleQuestion>()(previewSchedule),
  describeGroups: reads<{ ids: readonly string[] }>()(describeGroups),
  previewSweep: reads<{ patch: SettingsPatch }>()(previewSweep),
  /** Sends the saved notice to one holder. */
  testNotice: changes<{ accountId: string }>('notice-tested')(sendTestNotice),
  /** What the organization's audit log knows, to choose from what counts as signing in. */
  listAuditActions: reads()((ports) => ports.audit.readActions()),
  readPreview: reads<{ previewId: string }>()(readPreview),
}
