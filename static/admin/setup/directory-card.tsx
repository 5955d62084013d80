import { useState } from 'react'
import { Stack, Text, Textfield, useForm } from '@forge/react'
import type { PartInput } from '../../../src/app/setup/connection-parts'
import type { TestQuestion } from '../../../src/app/setup/test-connection'
import { Field } from '../common/field'
import { firstChoice, toDirectory } from '../connections/directory-choice'
import type { DirectoryChoice } from '../connections/directory-choice'
import { DirectoryChoiceField, DirectoryFields } from '../connections/directory-fields'
import { emptyValues } from '../connections/values'
import type { ConnectionsValues } from '../connections/values'
import { setup as texts } from '../texts'
import type { CardProps } from './card-props'
import { ConnectionCard } from './connection-card'
import { ConnectionForm } from './connection-form'

const own = texts.directory

/** Where the people are, and how the app signs in there. */
export function DirectoryCard({ setup, timeZone, refresh }: CardProps) {
  const shown = setup.parts.directory
  const [choice, choose] = useState<DirectoryChoice>(firstChoice(shown?.kind))
  return (
    <ConnectionCard name={own.name} the={own.the} about={own.about} shown={shown} timeZone={timeZone}>
      {(close) => (
        <Stack space="space.200">
          <DirectoryChoiceField choice={choice} choose={choose} />
          {/* A form of its own for each choice: what another one asks for is neither sent nor missed. */}
          <ChosenForm
            key={choice.value}
            choice={choice}
            ids={shown?.kind === choice.form.kind ? shown.ids : {}}
            refresh={async () => {
              close()
              await refresh()
            }}
          />
        </Stack>
      )}
    </ConnectionCard>
  )
}

interface ChosenFormProps {
  readonly choice: DirectoryChoice
  readonly ids: Readonly<Record<string, string>>
  readonly refresh: () => Promise<void>
}

function ChosenForm({ choice, ids, refresh }: ChosenFormProps) {
  const form = useForm<ConnectionsValues>({ defaultValues: { ...emptyValues, directory: ids } })
  const { where } = choice.form
  const hasEnd = choice.hasEnd === true
  const toPart = (values: ConnectionsValues): PartInput => ({
    part: 'directory',
    ...toDirectory(choice, values.directory),
    expires: hasEnd && values.expires.trim() !== '' ? values.expires.trim() : null,
  })
  const toTest = (values: ConnectionsValues): TestQuestion => ({
    which: 'directory',
    typed: toDirectory(choice, values.directory),
  })
  return (
    <ConnectionForm name={own.name} the={own.the} form={form} toPart={toPart} toTest={toTest} refresh={refresh}>
      {where === undefined ? null : <Text>{where}</Text>}
      <DirectoryFields form={form} choice={choice} />
      {hasEnd ? <LastDay form={form} label={texts.expires} help={texts.expiresHelp} /> : null}
    </ConnectionForm>
  )
}

/** A day that may be left out. */
export function LastDay(props: {
  readonly form: ReturnType<typeof useForm<ConnectionsValues>>
  readonly label: string
  readonly help: string
}) {
  const { form, label, help } = props
  const validate = (value: unknown) => /^(\d{4}-\d{2}-\d{2})?$/.test(String(value).trim()) || texts.notADate
  return (
    <Field id={form.getFieldId('expires')} label={label} help={help} error={form.formState.errors.expires?.message}>
      <Textfield {...form.register('expires', { validate })} width={160} />
    </Field>
  )
}
