import type { ReactNode } from 'react'
import { ErrorMessage, HelperMessage, Label, Stack } from '@forge/react'

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
