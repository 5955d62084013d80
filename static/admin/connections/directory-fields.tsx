import { Select, TextArea, Textfield } from '@forge/react'
import { Field } from '../common/field'
import { directory as texts, settings } from '../texts'
import type { ConnectionsFormApi } from './form-api'
import { DIRECTORY_CHOICES } from './directory-choice'
import type { DirectoryChoice } from './directory-choice'

const CHOICE_ID = 'connections-directory'

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
        onChange={({ value }: { value: string }) => choose(DIRECTORY_CHOICES.find((one) => one.value === value)!)}
      />
    </Field>
  )
}

function toOption({ label, value }: DirectoryChoice): { label: string; value: string } {
  return { label, value }
}

/** What is asked for depends on the choice; all of it is needed. */
export function DirectoryFields({
  form,
  choice,
}: {
  readonly form: ConnectionsFormApi
  readonly choice: DirectoryChoice
}) {
  const errors = form.formState.errors.directory
  return (
    <>
      {choice.fields.map(({ name, label, kind, help }) => {
        const register = form.register(`directory.${name}`, { required: settings.required })
        return (
          <Field key={name} id={register.id} label={label} help={help} error={errors?.[name]?.message}>
            {kind === 'pem' ? (
              <TextArea {...register} minimumRows={3} isMonospaced />
            ) : (
              <Textfield {...register} type={kind === 'secret' ? 'password' : 'text'} width={400} />
            )}
          </Field>
        )
      })}
    </>
  )
}
