import type { SettingsPatch } from '../../../core/settings'
import { saveSettings } from '../../settings'
import { previewSweep, readPreview } from '../../sweep/preview'
import { describeGroups } from '../group-names'
import { changes, reads } from '../method'
import { previewSchedule } from '../schedule'
import type { ScheduleQuestion } from '../schedule'

export const settingsMethods = {
  saveSettings: changes<SettingsPatch>('settings')(saveSettings),
  previewSchedule: reads<ScheduleQuestion>()(previewSchedule),
  describeGroups: reads<{ ids: readonly string[] }>()(describeGroups),
  previewSweep: reads<{ patch: SettingsPatch }>()(previewSweep),
  readPreview: reads<{ previewId: string }>()(readPreview),
}
