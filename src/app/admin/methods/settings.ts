import { saveSettings } from '../../setup/save-settings'
import { previewProvision, previewSweep, readPreview } from '../preview'
import { exportConfiguration, importConfiguration, previewImport } from '../../setup/configuration'
import type { ImportQuestion } from '../../setup/configuration'
import { sendTestNotice } from '../../sweep/test-notice'
import { nameDirectoryGroups, findDirectoryGroups } from '../group-names'
import { changes, reads } from '../method'
import { previewSchedule } from '../schedule'
import type { ScheduleQuestion } from '../schedule'

export const settingsMethods = {
  saveSettings: changes<object>('settings')(saveSettings),
  exportConfiguration: reads()(exportConfiguration),
  previewImport: reads<ImportQuestion>()(previewImport),
  importConfiguration: changes<ImportQuestion>('settings')(importConfiguration),
  previewSchedule: reads<ScheduleQuestion>()(previewSchedule),
  nameDirectoryGroups: reads<{ ids: readonly string[] }>()(nameDirectoryGroups),
  findDirectoryGroups: reads<{ query: string }>()(findDirectoryGroups),
  previewSweep: reads<{ patch: object }>()(previewSweep),
  previewProvision: reads<{ patch: object }>()(previewProvision),
  /** Sends the saved notice to one holder. */
  testNotice: changes<{ accountId: string }>('notice-tested')(sendTestNotice),
  /** What the organization's audit log knows, to choose from what counts as signing in. */
  listAuditActions: reads()((ports) => ports.audit.readActions()),
  readPreview: reads<{ previewId: string }>()(readPreview),
}
