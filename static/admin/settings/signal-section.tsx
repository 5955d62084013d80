import { AuditSignalFields } from './audit-signal-fields'
import { IdsSetting, SwitchSetting } from './fields'
import type { SectionProps } from './section-props'
import { SignalTriggerFields } from './signal-trigger-fields'

/** What counts as asking for a seat. */
export function SignalSection({ draft }: SectionProps) {
  return (
    <>
      <SwitchSetting draft={draft} path="signals.portal" />
      <SwitchSetting draft={draft} path="signals.productEvents" />
      <SwitchSetting draft={draft} path="signals.onBehalf" />
      <SwitchSetting draft={draft} path="signals.colleague" />
      <SwitchSetting draft={draft} path="signals.signIn" />
      <IdsSetting draft={draft} path="signals.signInAppIds" />
      <AuditSignalFields draft={draft} />
      <SwitchSetting draft={draft} path="signals.webTrigger" />
      <SignalTriggerFields timeZone={draft.inForce.schedules.timeZone} />
    </>
  )
}
