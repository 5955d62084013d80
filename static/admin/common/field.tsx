import type { ReactNode } from 'react'
import { ErrorMessage, HelperMessage, Label, Stack, Textfield } from '@forge/react'

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly help?: string | undefined
  readonly error?: string | undefined
  readonly children: ReactNode
}

/** A control with its visible label, and either its help or what is wrong with it. */
export function Field({ id, label, help, error, children }: FieldProps) {
  return (
    <Stack>
      <Label labelFor={id}>{label}</Label>
      {children}
      {error !== undefined ? <ErrorMessage>{error}</ErrorMessage> : null}
      {error === undefined && help !== undefined ? <HelperMessage>{help}</HelperMessage> : null}
    </Stack>
  )
}

interface TextFieldProps extends Omit<FieldProps, 'children'> {
  readonly change: (text: string) => void
  readonly name?: string
  /** Left out where what was typed is shown by the field itself. */
  readonly value?: string
  readonly type?: 'text' | 'password'
  readonly placeholder?: string
  readonly width?: number
}

/** A line of text with its label. */
export function TextField({ label, help, error, change, ...field }: TextFieldProps) {
  return (
    <Field id={field.id} label={label} help={help} error={error}>
      <Textfield {...field} onChange={(event) => change(textOf(event))} />
    </Field>
  )
}

/** What stands in a field of text after a key stroke. */
export function textOf(event: { readonly target: { readonly value?: unknown } }): string {
  return String(event.target.value ?? '')
}
