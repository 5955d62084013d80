import { useState } from 'react'
import { Select, Stack, Text, TextArea, Textfield } from '@forge/react'
import type { Setup } from '../../../src/app/setup/describe-setup'
import { Field } from '../common/field'
import { common, setup as texts } from '../texts'
import { ConnectionCard } from './connection-card'
import { ConnectionForm, LastDay, OrganizationKey, useConnectionsForm } from './connection-form'
import type { CardProps, ConnectionsFormApi } from './connection-form'
import { DIRECTORY_CHOICES, firstChoice, toDirectory } from './directory-choice'
import type { DirectoryChoice } from './directory-choice'

const own = texts.directory
const CHOICE_ID = 'connections-directory'

/** Where the people are, and how the app signs in there. */
export function DirectoryCard(props: CardProps) {
  const shown = props.setup.parts.directory
  const [choice, choose] = useState<DirectoryChoice>(firstChoice(shown?.kind))
  return (
    <ConnectionCard {...props} words={own} shown={shown}>
      {(refresh) => (
        <Stack space="space.200">
          <Field id={CHOICE_ID} label={own.choice} help={own.choiceHelp}>
            <Select
              inputId={CHOICE_ID}
              value={toOption(choice)}
              options={DIRECTORY_CHOICES.map(toOption)}
              onChange={({ value }: { value: string }) => choose(DIRECTORY_CHOICES.find((one) => one.value === value)!)}
            />
          </Field>
          {/* A form of its own for each choice: what another one asks for is neither sent nor missed. */}
          <ChosenForm
            key={choice.value}
            choice={choice}
            setup={props.setup}
            ids={shown?.kind === choice.form.kind ? shown.ids : {}}
            refresh={refresh}
          />
        </Stack>
      )}
    </ConnectionCard>
  )
}

function toOption({ label, value }: DirectoryChoice): { label: string; value: string } {
  return { label, value }
}

interface ChosenFormProps {
  readonly choice: DirectoryChoice
  readonly setup: Setup
  readonly ids: Readonly<Record<string, string>>
  readonly refresh: () => Promise<void>
}

function ChosenForm({ choice, setup, ids, refresh }: ChosenFormProps) {
  const form = useConnectionsForm({ directory: ids })
  const { where, kind, identifiedBy } = choice.form
  const { dirtyFields } = form.formState
  const isAnother = setup.parts.directory?.kind !== kind || dirtyFields.directory?.[identifiedBy] === true
  return (
    <ConnectionForm
      {...own}
      form={form}
      toPart={({ directory, expires, organizationKey }) => ({
        part: 'directory',
        ...toDirectory(choice, directory),
        expires: choice.hasEnd === true ? expires.trim() || null : null,
        organizationKey,
      })}
      toTest={({ directory }) => ({ which: 'directory', typed: toDirectory(choice, directory) })}
      refresh={refresh}
    >
      {where === undefined ? null : <Text>{where}</Text>}
      <DirectoryFields form={form} choice={choice} />
      {choice.hasEnd === true ? (
        <LastDay form={form} name="expires" label={own.expires} help={texts.expiresHelp} />
      ) : null}
      <OrganizationKey form={form} setup={setup} part="directory" isAnother={isAnother} />
    </ConnectionForm>
  )
}

interface DirectoryFieldsProps {
  readonly form: ConnectionsFormApi
  readonly choice: DirectoryChoice
}

/** What is asked for depends on the choice; all of it is needed. */
function DirectoryFields({ form, choice }: DirectoryFieldsProps) {
  const errors = form.formState.errors.directory
  return choice.fields.map(({ name, label, kind, help }) => {
    const field = form.register(`directory.${name}`, { required: common.required })
    return (
      <Field key={name} id={field.id} label={label} help={help} error={errors?.[name]?.message}>
        {kind === 'pem' ? (
          <TextArea {...field} minimumRows={3} isMonospaced />
        ) : (
          <Textfield {...field} type={kind === 'secret' ? 'password' : 'text'} width={400} />
        )}
      </Field>
    )
  })
}
