/** Controls of one setting each. They are told the place in the draft, and say themselves what is wrong there. */
import * as v from 'valibot'
import { Checkbox, ErrorMessage, HelperMessage, Select, Stack, Text, TextArea, Textfield } from '@forge/react'
import type { Choice } from '../../../src/core/settings/row'
import { lookUp, readAt } from '../../../src/core/settings/table'
import { Field, textOf } from '../common/field'
import type { Overview } from '../questions'
import { hintsOf } from '../texts'
import { toIds, toNumber } from './draft'
import type { SettingPath } from './draft'
import type { SettingsDraft } from './use-draft'

/** What every section is told. */
export interface SectionProps {
  readonly draft: SettingsDraft
  readonly overview: Overview
}

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
  // What is wrong with one of several values is said below the field that holds them all.
  const isPlain = field.members?.fields === undefined
  const isOf = (at: string): boolean => at === path || (isPlain && at.startsWith(`${path}.`))
  return { field, label, help, problem: draft.problems.find((one) => isOf(one.path))?.message }
}

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

interface TextSettingProps extends SettingFieldProps {
  /** What the field shows of the value, and what value is meant by a text. */
  readonly show?: (value: unknown) => string
  readonly toValue?: (text: string) => unknown
  readonly width?: number
  readonly placeholder?: string
  readonly isMonospaced?: boolean
  /** Several lines instead of one. */
  readonly isLong?: boolean
}

/** A setting that is typed. */
export function TextSetting(props: TextSettingProps) {
  const { draft, path, show = String, toValue = (text) => text, width = 400, isLong = false, ...looks } = props
  const { placeholder, isMonospaced = false } = looks
  const value = readAt(draft.values, path)
  const field = {
    id: idOf(path),
    defaultValue: show(value ?? ''),
    isInvalid: describe(props).problem !== undefined,
    isMonospaced,
    ...(placeholder === undefined ? {} : { placeholder }),
    onChange: (event: { target: { value?: unknown } }) => draft.set(path, toValue(textOf(event))),
  }
  return (
    <Labelled {...props}>
      {isLong ? (
        <TextArea key={draft.generation} {...field} minimumRows={2} />
      ) : (
        <Textfield key={draft.generation} {...field} width={width} />
      )}
    </Labelled>
  )
}

/** An empty field is null where the setting may be: no limit, never. */
export function NumberSetting(props: SettingFieldProps) {
  const canBeEmpty = v.is(describe(props).field.schema, null)
  const toValue = (text: string): number | string | null => (canBeEmpty && text.trim() === '' ? null : toNumber(text))
  return <TextSetting {...props} toValue={toValue} width={120} />
}

/** Values one per line: ids, unless `toValue` says how to tell them. */
export function LinesSetting(props: SettingFieldProps & Pick<TextSettingProps, 'toValue'>) {
  const show = (value: unknown): string => (value as readonly string[]).join('\n')
  return <TextSetting toValue={toIds} {...props} show={show} isLong isMonospaced />
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
