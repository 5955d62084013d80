import { Select, TextArea, Textfield } from '@forge/react'
import { Field } from '../common/field'
import { directory as texts, settings } from '../texts'
import type { ConnectionsFormApi } from './form-api'
import { DIRECTORY_CHOICES } from './directory-choice'
import type { DirectoryChoice, DirectoryValues } from './directory-choice'

const CHOICE_ID = 'connections-directory'

interface FieldDescription {
  readonly name: keyof DirectoryValues
  readonly kind: 'text' | 'password' | 'pem'
  readonly help?: string
}

const TENANT: readonly FieldDescription[] = [
  { name: 'tenantId', kind: 'text' },
  { name: 'clientId', kind: 'text' },
]
const KEY: FieldDescription = { name: 'privateKey', kind: 'pem', help: texts.privateKeyHelp }
const ORG: FieldDescription = { name: 'orgUrl', kind: 'text', help: texts.orgUrlHelp }
const FIELDS: Readonly<Record<DirectoryChoice, readonly FieldDescription[]>> = {
  'entra-secret': [...TENANT, { name: 'clientSecret', kind: 'password', help: texts.clientSecretHelp }],
  'entra-certificate': [...TENANT, { name: 'certificate', kind: 'pem', help: texts.certificateHelp }, KEY],
  'okta-token': [ORG, { name: 'apiToken', kind: 'password', help: texts.apiTokenHelp }],
  'okta-app': [ORG, { name: 'clientId', kind: 'text' }, { name: 'keyId', kind: 'text', help: texts.keyIdHelp }, KEY],
}

interface DirectoryChoiceFieldProps {
  readonly choice: DirectoryChoice
  readonly choose: (choice: DirectoryChoice) => void
}

export function DirectoryChoiceField({ choice, choose }: DirectoryChoiceFieldProps) {
  return (
    <Field id={CHOICE_ID} label={texts.choice} help={texts.choiceHelp}>
      <Select
        inputId={CHOICE_ID}
        value={toOption(choice)}
        options={DIRECTORY_CHOICES.map(toOption)}
        onChange={(option: { value: DirectoryChoice }) => choose(option.value)}
      />
    </Field>
  )
}

function toOption(value: DirectoryChoice): { label: string; value: DirectoryChoice } {
  return { label: texts.choices[value], value }
}

/** What is asked for depends on the choice; all of it is needed. */
export function DirectoryFields({
  form,
  choice,
}: {
  readonly form: ConnectionsFormApi
  readonly choice: DirectoryChoice
}) {
  const { errors } = form.formState
  return (
    <>
      {FIELDS[choice].map(({ name, kind, help }) => (
        <Field key={name} id={form.getFieldId(name)} label={texts[name]} help={help} error={errors[name]?.message}>
          {kind === 'pem' ? (
            <TextArea {...form.register(name, { required: settings.required })} minimumRows={3} isMonospaced />
          ) : (
            <Textfield {...form.register(name, { required: settings.required })} type={kind} width={400} />
          )}
        </Field>
      ))}
    </>
  )
}
