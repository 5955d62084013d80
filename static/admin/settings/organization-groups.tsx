/** Groups of the Atlassian organization in the settings. */
import { Textfield } from '@forge/react'
import { Field } from '../common/field'
import { readAt } from './draft'
import { IdsSetting, idOf } from './fields'
import type { SettingFieldProps } from './fields'

export function OrganizationGroupsSetting(props: SettingFieldProps) {
  return <IdsSetting {...props} />
}

/** One group, or none. */
export function GroupIdSetting({ draft, path, label, help }: SettingFieldProps) {
  const problem = draft.problemOf(path)
  return (
    <Field id={idOf(path)} label={label} help={help} error={problem}>
      <Textfield
        key={draft.generation}
        id={idOf(path)}
        defaultValue={String(readAt(draft.values, path) ?? '')}
        isInvalid={problem !== undefined}
        width={400}
        onChange={(event) => {
          const id = String(event.target.value ?? '').trim()
          draft.set(path, id === '' ? null : id)
        }}
      />
    </Field>
  )
}
