import { Fragment } from 'react'
import type { ComponentType } from 'react'
import { flag } from '../../../src/core/settings/parts'
import { signals } from '../../../src/core/settings/signals'
import type { SignalSettings } from '../../../src/core/settings/signals'
import { AuditSignalFields } from './audit-signal-fields'
import { IdsSetting, SwitchSetting } from './fields'
import type { SectionProps } from './section-props'
import { SignalTriggerFields } from './signal-trigger-fields'

const rows = signals.rows.signals

/** What else is to be set of a source. */
const MORE: Readonly<Record<string, ComponentType<SectionProps>>> = {
  signIn: ({ draft }) => <IdsSetting draft={draft} path="signals.signInAppIds" />,
  auditEvents: AuditSignalFields,
  webTrigger: ({ draft }) => <SignalTriggerFields timeZone={draft.inForce.schedules.timeZone} />,
}

/** What counts as asking for a seat: every switch of the table of settings, in its order. */
export function SignalSection(props: SectionProps) {
  return (Object.keys(rows) as (keyof SignalSettings)[]).map((name) => {
    const More = MORE[name]
    return rows[name].schema !== flag ? null : (
      <Fragment key={name}>
        <SwitchSetting draft={props.draft} path={`signals.${name}`} />
        {More === undefined ? null : <More {...props} />}
      </Fragment>
    )
  })
}
