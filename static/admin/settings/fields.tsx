/** Controls of one setting each. They are told the place in the draft, and say themselves what is wrong there. */
import { Checkbox, ErrorMessage, HelperMessage, Select, Stack, Text, TextArea, Textfield } from '@forge/react'
import { Field } from '../common/field'
import { readAt, toIds, toNumber, toWholeNumber } from './draft'
import type { SettingPath } from './draft'
import type { SettingsDraft } from './use-draft'

export interface SettingFieldProps {
  readonly draft: SettingsDraft
  readonly path: SettingPath
  readonly label: string
  readonly help?: string
}

type TextEvent = { target: { value?: string } }

/** The control's id, by which its label finds it. */
export function idOf(path: SettingPath): string {
  return `setting-${path}`
}

function Labelled(props: SettingFieldProps & { readonly children: React.ReactNode }) {
  const { draft, path, label, help, children } = props
  return (
    <Field id={idOf(path)} label={label} help={help} error={draft.problemOf(path)}>
      {children}
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

/** @param props.canBeEmpty an empty field is null: no limit, never */
export function NumberSetting(
  props: SettingFieldProps & { readonly canBeEmpty?: boolean; readonly isDecimal?: boolean },
) {
  const { draft, path, canBeEmpty = false, isDecimal = false } = props
  const parse = isDecimal ? toNumber : toWholeNumber
  const toValue = (text: string): number | string | null => (canBeEmpty && text.trim() === '' ? null : parse(text))
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
  const { draft, path, label, help } = props
  const problem = draft.problemOf(path)
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

export interface Choice {
  readonly label: string
  readonly value: string
}

/** One of a few values. */
export function ChoiceSetting(props: SettingFieldProps & { readonly choices: readonly Choice[] }) {
  const { draft, path, choices } = props
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
export function ManySetting(props: SettingFieldProps & { readonly choices: readonly Choice[] }) {
  const { draft, path, label, help, choices } = props
  const chosen = readAt(draft.values, path) as readonly string[]
  const problem = draft.problemOf(path)
  return (
    <Stack>
      <Text weight="medium">{label}</Text>
      {choices.map((choice) => (
        <Checkbox
          key={choice.value}
          id={`${idOf(path)}-${choice.value}`}
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
