import { settings } from '../texts'
import { NumberSetting, SwitchSetting } from './fields'
import type { SectionProps } from './sections'

const texts = settings.sweep

/** How careful a sweep is. */
export function SweepSection({ draft }: SectionProps) {
  return (
    <>
      <NumberSetting draft={draft} path="graceDays" label={texts.graceDays} help={texts.graceDaysHelp} />
      <SwitchSetting draft={draft} path="removeNeverUsed" label={texts.neverUsed} help={texts.neverUsedHelp} />
      <NumberSetting draft={draft} path="removalsPerRun" label={texts.perRun} help={texts.perRunHelp} />
      <NumberSetting draft={draft} path="journalDays" label={texts.journalDays} help={texts.journalDaysHelp} />
    </>
  )
}
