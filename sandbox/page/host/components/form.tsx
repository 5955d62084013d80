/** Forms and the words around their fields. */
import {
  ErrorMessage,
  FormFooter,
  FormHeader,
  FormSection,
  HelperMessage,
  Label as AtlaskitLabel,
  RequiredAsterisk,
  ValidMessage,
} from '@atlaskit/form'
import type { FormEvent } from 'react'
import type { Drawings, Drawn } from '../draw'
import { passThrough } from './pass-through'

function Form({ onSubmit, children }: Drawn) {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    ;(onSubmit as (() => void) | undefined)?.()
  }
  // The app validates; the browser's own bubbles never show in Jira.
  return (
    <form noValidate onSubmit={submit}>
      {children}
    </form>
  )
}

/** UI Kit calls `htmlFor` `labelFor`. */
function Label({ labelFor, id, children }: Drawn) {
  return (
    <AtlaskitLabel htmlFor={String(labelFor)} {...(id === undefined ? {} : { id: String(id) })}>
      {children}
    </AtlaskitLabel>
  )
}

export const formDrawings: Drawings = {
  Form,
  Label,
  FormHeader: passThrough(FormHeader),
  FormSection: passThrough(FormSection),
  FormFooter: passThrough(FormFooter),
  HelperMessage: passThrough(HelperMessage),
  ErrorMessage: passThrough(ErrorMessage),
  ValidMessage: passThrough(ValidMessage),
  RequiredAsterisk: () => <RequiredAsterisk />,
}
