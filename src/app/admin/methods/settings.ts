import { saveSettings } from '../../setup/save-settings'
import type { SettingsQuestion } from '../../setup/save-settings'
import { previewProvision, previewSweep, readPreview } from '../preview'
import type { PreviewQuestion } from '../preview'
import { exportConfiguration, importConfiguration, previewImport } from '../../setup/configuration'
import type { ImportPreviewQuestion, ImportQuestion } from '../../setup/configuration'
import { sendTestNotice } from '../../sweep/test-notice'
import { nameDirectoryGroups, findDirectoryGroups } from '../group-names'
import { changes, reads } from '../method'
import { previewSchedule } from '../schedule'
import type { ScheduleQuestion } from '../schedule'

export const settingsMethods = {
  saveSettings: changes<SettingsQuestion>('settings')(saveSettings),
  exportConfiguration: reads()(exportConfiguration),
  previewImport: reads<ImportPreviewQuestion>()(previewImport),
  importConfiguration: changes<ImportQuestion>('settings')(importConfiguration),
  previewSchedule: reads<ScheduleQuestion>()(previewSchedule),
  nameDirectoryGroups: reads<{ ids: readonly string[] }>()(nameDirectoryGroups),
  findDirectoryGroups: reads<{ query: string }>()(findDirectoryGroups),
  previewSweep: reads<PreviewQuestion>()(previewSweep),
  previewProvision: reads<PreviewQuestion>()(previewProvision),
  /** Sends the saved notice to one holder. */
  testNotice: changes<{ accountId: string }>('notice-tested')(sendTestNotice),
  /** What the organization's audit log knows, to choose from what counts as signing in. */
  listAuditActions: reads()((ports) => ports.audit.readActions()),
  readPreview: reads<{ previewId: string }>()(readPreview),
}
