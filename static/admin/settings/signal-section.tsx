import { notices, settings } from '../texts'
import { AuditSignalFields } from './audit-signal-fields'
import { IdsSetting, SwitchSetting } from './fields'
import type { SectionProps } from './sections'
import { SignalTriggerFields } from './signal-trigger-fields'

const texts = settings.signals

/** What counts as asking for a seat. */
export function SignalSection({ draft }: SectionProps) {
  return (
    <>
      <SwitchSetting draft={draft} path="signals.portal" label={texts.portal} help={texts.portalHelp} />
      <SwitchSetting
        draft={draft}
        path="signals.productEvents"
        label={texts.productEvents}
        help={texts.productEventsHelp}
      />
      <SwitchSetting draft={draft} path="signals.onBehalf" label={texts.onBehalf} help={texts.onBehalfHelp} />
      <SwitchSetting draft={draft} path="signals.colleague" label={notices.colleague} help={notices.colleagueHelp} />
      <SwitchSetting draft={draft} path="signals.signIn" label={texts.signIn} help={texts.signInHelp} />
      <IdsSetting draft={draft} path="signals.signInAppIds" label={texts.appIds} help={texts.appIdsHelp} />
      <AuditSignalFields draft={draft} />
      <SwitchSetting draft={draft} path="signals.webTrigger" label={texts.webTrigger} help={texts.webTriggerHelp} />
      <SignalTriggerFields timeZone={draft.inForce.schedules.timeZone} />
    </>
  )
}
