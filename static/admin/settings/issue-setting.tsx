/** The key of an issue, typed or pasted as its address. */
import { Textfield } from '@forge/react'
import { toIssueKey } from '../../../src/core/settings/notices'
import { Field } from '../common/field'
import { describe, idOf } from './fields'
import type { SectionProps } from './section-props'

interface TypedSettingProps extends Pick<SectionProps, 'draft'> {
  readonly path: 'notices.issueKey' | 'notices.daysBefore' | 'alerts.issueKey'
  /** As it is in the draft, and what is typed as the setting holds it. */
  readonly shown: string
  readonly toValue: (text: string) => unknown
}

/** A text field whose setting is not the text itself. */
export function TypedSetting({ draft, path, shown, toValue }: TypedSettingProps) {
  // What is wrong with one of several values is said below the field that holds them all.
  const problem = draft.problems.find((one) => one.path === path || one.path.startsWith(`${path}.`))?.message
  const { label, help } = describe({ draft, path })
  return (
    <Field id={idOf(path)} label={label} help={help} error={problem}>
      <Textfield
        key={draft.generation}
        id={idOf(path)}
        defaultValue={shown}
        isInvalid={problem !== undefined}
        width={400}
        onChange={(event: { target: { value?: string } }) => draft.set(path, toValue(event.target.value ?? ''))}
      />
    </Field>
  )
}

type IssueSettingProps = Omit<TypedSettingProps, 'shown' | 'toValue'> & {
  readonly path: 'notices.issueKey' | 'alerts.issueKey'
}

export function IssueSetting(props: IssueSettingProps) {
  const { notices, alerts } = props.draft.values
  const issueKey = props.path === 'notices.issueKey' ? notices.issueKey : alerts.issueKey
  return <TypedSetting {...props} shown={issueKey ?? ''} toValue={toIssue} />
}

/** Empty: nobody is told. */
function toIssue(text: string): string | null {
  return text.trim() === '' ? null : toIssueKey(text)
}
