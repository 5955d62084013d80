/** Fields whose value is a text, a yes or no, or a number. */
import AtlaskitCheckbox from '@atlaskit/checkbox'
import { Radio as AtlaskitRadio, RadioGroup as AtlaskitRadioGroup } from '@atlaskit/radio'
import AtlaskitTextArea from '@atlaskit/textarea'
import AtlaskitTextfield from '@atlaskit/textfield'
import AtlaskitToggle from '@atlaskit/toggle'
import { useState } from 'react'
import type { ChangeEvent, FormEvent, ComponentProps } from 'react'
import type { Drawings, Drawn } from '../draw'
import { useLocalValue } from './local-value'
import { propsFor } from './pass-through'

type TextLike = { value?: string; onChange?: (event: ChangeEvent) => void }

/** `value` as typed and as the app answers. */
function useTypedValue({ value, onChange }: TextLike) {
  const [shown, note] = useLocalValue(value)
  // Atlaskit declares a plain form event for one of the two fields; both hand over the field that changed.
  const change = (event: FormEvent<HTMLInputElement | HTMLTextAreaElement>): void => {
    note(event.currentTarget.value)
    onChange?.(event as ChangeEvent<HTMLInputElement | HTMLTextAreaElement>)
  }
  return { ...(shown === undefined ? {} : { value: shown }), onChange: change }
}

function Textfield(props: Drawn) {
  const rest = propsFor<ComponentProps<typeof AtlaskitTextfield>>(props)
  return <AtlaskitTextfield {...rest} {...useTypedValue(props as TextLike)} />
}

function TextArea(props: Drawn) {
  const rest = propsFor<ComponentProps<typeof AtlaskitTextArea>>(props)
  return <AtlaskitTextArea {...rest} {...useTypedValue(props as TextLike)} />
}

type CheckLike = { isChecked?: boolean; onChange?: (event: ChangeEvent<HTMLInputElement>) => void }

/** `isChecked` as clicked and as the app answers. */
function useCheck({ isChecked, onChange }: CheckLike) {
  const [shown, note] = useLocalValue(isChecked)
  const change = (event: ChangeEvent<HTMLInputElement>): void => {
    note(event.target.checked)
    onChange?.(event)
  }
  return { ...(shown === undefined ? {} : { isChecked: shown }), onChange: change }
}

function Checkbox(props: Drawn) {
  return (
    <AtlaskitCheckbox {...propsFor<ComponentProps<typeof AtlaskitCheckbox>>(props)} {...useCheck(props as CheckLike)} />
  )
}

function Toggle(props: Drawn) {
  return (
    <AtlaskitToggle {...propsFor<ComponentProps<typeof AtlaskitToggle>>(props)} {...useCheck(props as CheckLike)} />
  )
}

function Radio(props: Drawn) {
  return <AtlaskitRadio {...propsFor<ComponentProps<typeof AtlaskitRadio>>(props)} />
}

function RadioGroup(props: Drawn) {
  const { onChange, value, ...rest } = propsFor<ComponentProps<typeof AtlaskitRadioGroup>>(props)
  const [shown, note] = useLocalValue(value ?? undefined)
  return (
    <AtlaskitRadioGroup
      {...rest}
      {...(shown === undefined ? {} : { value: shown })}
      onChange={(event) => {
        note(event.target.value)
        ;(onChange as ((event: ChangeEvent<HTMLInputElement>) => void) | undefined)?.(event)
      }}
    />
  )
}

interface GroupOption {
  readonly label: string
  readonly value: string
  readonly isDisabled?: boolean
}

function CheckboxGroup(props: Drawn) {
  const { options, name, defaultValue, value, isDisabled, onChange } = props as unknown as {
    options: readonly GroupOption[]
    name: string
    defaultValue?: string[]
    value?: string[]
    isDisabled?: boolean
    onChange?: (values: string[]) => void
  }
  const [own, setOwn] = useState(defaultValue ?? [])
  const [given, note] = useLocalValue(value)
  const checked = given ?? own
  const change = (option: string, isChecked: boolean): void => {
    const next = isChecked ? [...checked, option] : checked.filter((other) => other !== option)
    setOwn(next)
    note(next)
    onChange?.(next)
  }
  return (
    <div role="group" aria-label={name}>
      {options.map((option) => (
        <AtlaskitCheckbox
          key={option.value}
          name={name}
          value={option.value}
          label={option.label}
          isChecked={checked.includes(option.value)}
          isDisabled={option.isDisabled ?? isDisabled ?? false}
          onChange={(event) => change(option.value, event.target.checked)}
        />
      ))}
    </div>
  )
}

/** Atlaskit's range cannot be had here; the browser's has the same properties. */
function Range(props: Drawn) {
  const { value, defaultValue, onChange, isDisabled, min, max, step, id, name } = props
  const [shown, note] = useLocalValue(value as number | undefined)
  const held = shown === undefined ? { defaultValue: defaultValue as number | undefined } : { value: shown }
  const limits = { min: min as number, max: max as number, step: step as number }
  const label = props['aria-labelledby'] as string | undefined
  return (
    <input
      type="range"
      {...held}
      {...limits}
      {...(id === undefined ? {} : { id: String(id) })}
      {...(name === undefined ? {} : { name: String(name) })}
      {...(label === undefined ? {} : { 'aria-labelledby': label })}
      disabled={isDisabled === true}
      style={{ width: '100%' }}
      onChange={(event) => {
        note(Number(event.target.value))
        ;(onChange as ((value: number) => void) | undefined)?.(Number(event.target.value))
      }}
    />
  )
}

export const fieldDrawings: Drawings = {
  Textfield,
  TextArea,
  Checkbox,
  CheckboxGroup,
  Radio,
  RadioGroup,
  Toggle,
  Range,
}
