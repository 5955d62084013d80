/** Controls of one setting each. They are told the place in the draft, and say themselves what is wrong there. */
import * as v from 'valibot'
import type { Choice } from '../../../src/core/settings/row'
import { Checkbox, ErrorMessage, HelperMessage, Select, Stack, Text, TextArea, Textfield } from '@forge/react'
import { Field } from '../common/field'
import { hintsOf } from '../texts'
import { lookUp, readAt } from '../../../src/core/settings/table'
import { toIds, toNumber } from './draft'
import type { SettingPath } from './draft'
import type { SettingsDraft } from './use-draft'

export interface SettingFieldProps {
  readonly draft: SettingsDraft
  readonly path: SettingPath
}

/** How the table of settings describes the field at a place. */
export function describe({ draft, path }: SettingFieldProps) {
  const { field, label } = lookUp(path.split('.'), draft.values)
  if (field === null) throw new Error(`Expected the path of a setting, got "${path}".`)
  // What is particular to a directory is none of core's business.
  const help = field.help === undefined ? undefined : [field.help, ...hintsOf(path)].join(' ')
  return { field, label, help, problem: draft.problemOf(path) }
}

type TextEvent = { target: { value?: string } }

/** The control's id, by which its label finds it. */
export function idOf(path: SettingPath): string {
  return `setting-${path}`
}

/** A control with its label, and either its help or what is wrong with it. */
export function Labelled(props: SettingFieldProps & { readonly children: React.ReactNode }) {
  const { label, help, problem } = describe(props)
  return (
    <Field id={idOf(props.path)} label={label} help={help} error={problem}>
      {props.children}
    </Field>
  )
}

export function TextSetting(props: SettingFieldProps & { readonly width?: number; readonly isMonospaced?: boolean }) {
  const { draft, path, width = 400, isMonospaced = false } = props
  return (
    <Labelled {...props}>
      <Textfield
        key={draft.generation}
        id={idOf(path)}
        defaultValue={String(readAt(draft.values, path) ?? '')}
        isInvalid={draft.problemOf(path) !== undefined}
        isMonospaced={isMonospaced}
        width={width}
        onChange={(event: TextEvent) => draft.set(path, event.target.value ?? '')}
      />
    </Labelled>
  )
}

export function LongTextSetting(props: SettingFieldProps) {
  const { draft, path } = props
  return (
    <Labelled {...props}>
      <TextArea
        key={draft.generation}
        id={idOf(path)}
        defaultValue={String(readAt(draft.values, path) ?? '')}
        isInvalid={draft.problemOf(path) !== undefined}
        minimumRows={2}
        onChange={(event: TextEvent) => draft.set(path, event.target.value ?? '')}
      />
    </Labelled>
  )
}

/** An empty field is null where the setting may be: no limit, never. */
export function NumberSetting(props: SettingFieldProps) {
  const { draft, path } = props
  const canBeEmpty = v.is(describe(props).field.schema, null)
  const toValue = (text: string): number | string | null => (canBeEmpty && text.trim() === '' ? null : toNumber(text))
  return (
    <Labelled {...props}>
      <Textfield
        key={draft.generation}
        id={idOf(path)}
        defaultValue={String(readAt(draft.values, path) ?? '')}
        isInvalid={draft.problemOf(path) !== undefined}
        width={120}
        onChange={(event: TextEvent) => draft.set(path, toValue(event.target.value ?? ''))}
      />
    </Labelled>
  )
}

/** Ids one per line. */
export function IdsSetting(props: SettingFieldProps) {
  const { draft, path } = props
  return (
    <Labelled {...props}>
      <TextArea
        key={draft.generation}
        id={idOf(path)}
        defaultValue={(readAt(draft.values, path) as readonly string[]).join('\n')}
        isInvalid={draft.problemOf(path) !== undefined}
        minimumRows={2}
        isMonospaced
        onChange={(event: TextEvent) => draft.set(path, toIds(event.target.value ?? ''))}
      />
    </Labelled>
  )
}

export function SwitchSetting(props: SettingFieldProps) {
  const { draft, path } = props
  const { label, help, problem } = describe(props)
  return (
    <Stack>
      <Checkbox
        id={idOf(path)}
        label={label}
        isChecked={readAt(draft.values, path) === true}
        onChange={() => draft.set(path, readAt(draft.values, path) !== true)}
      />
      {problem === undefined ? null : <ErrorMessage>{problem}</ErrorMessage>}
      {problem === undefined && help !== undefined ? <HelperMessage>{help}</HelperMessage> : null}
    </Stack>
  )
}

/** One of a few values. */
export function ChoiceSetting(props: SettingFieldProps) {
  const { draft, path } = props
  const { choices = [] } = describe(props).field
  const value = String(readAt(draft.values, path))
  return (
    <Labelled {...props}>
      <Select
        key={draft.generation}
        inputId={idOf(path)}
        defaultValue={choices.find((choice) => choice.value === value) ?? { label: value, value }}
        options={[...choices]}
        onChange={(choice: Choice) => draft.set(path, choice.value)}
      />
    </Labelled>
  )
}

/** Any of a few values. */
export function ManySetting(props: SettingFieldProps) {
  const { draft, path } = props
  const { field, label, help, problem } = describe(props)
  const { choices = [] } = field
  const chosen = readAt(draft.values, path) as readonly unknown[]
  return (
    <Stack>
      <Text weight="medium">{label}</Text>
      {choices.map((choice) => (
        <Checkbox
          key={String(choice.value)}
          id={`${idOf(path)}-${String(choice.value)}`}
          label={choice.label}
          isChecked={chosen.includes(choice.value)}
          onChange={() =>
            draft.set(
              path,
              choices.map(({ value }) => value).filter((value) => chosen.includes(value) !== (value === choice.value)),
            )
          }
        />
      ))}
      {problem === undefined ? null : <ErrorMessage>{problem}</ErrorMessage>}
      {problem === undefined && help !== undefined ? <HelperMessage>{help}</HelperMessage> : null}
    </Stack>
  )
}
