import { settings } from '../texts'
import { IdsSetting, SwitchSetting } from './fields'
import type { SectionProps } from './sections'

const texts = settings.signals

/** What counts as asking for a seat. */
export function SignalSection({ draft }: SectionProps) {
  return (
    <>
      <SwitchSetting draft={draft} path="signals.productEvents" label={texts.productEvents} />
      <SwitchSetting draft={draft} path="signals.signIn" label={texts.signIn} help={texts.signInHelp} />
      <IdsSetting draft={draft} path="signals.signInAppIds" label={texts.appIds} help={texts.appIdsHelp} />
    </>
  )
}
