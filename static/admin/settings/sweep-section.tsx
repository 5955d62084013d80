import { NumberSetting, SwitchSetting } from './fields'
import type { SectionProps } from './section-props'

/** How careful a sweep is. */
export function SweepSection({ draft }: SectionProps) {
  return (
    <>
      <NumberSetting draft={draft} path="graceDays" />
      <SwitchSetting draft={draft} path="removeNeverUsed" />
      <NumberSetting draft={draft} path="removalsPerRun" />
      <NumberSetting draft={draft} path="journalDays" />
    </>
  )
}
