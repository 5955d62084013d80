import type { SettingsPatch } from '../../../core/settings'
import { saveSettings } from '../../settings'
import { previewSweep, readPreview } from '../../sweep/preview'
import { describeGroups } from '../group-names'
import { method } from '../method'
import { previewSchedule } from '../schedule'
import type { ScheduleQuestion } from '../schedule'

export const settingsMethods = {
  saveSettings: method<SettingsPatch>()((ports, patch) => saveSettings(ports.store, patch)),
  previewSchedule: method<ScheduleQuestion>()(previewSchedule),
  describeGroups: method<{ ids: readonly string[] }>()(describeGroups),
  previewSweep: method<{ patch: SettingsPatch }>()(previewSweep),
  readPreview: method<{ previewId: string }>()(readPreview),
}
