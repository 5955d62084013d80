import { useState } from 'react'
import { Stack, Text, Textfield, useForm } from '@forge/react'
import type { PartInput } from '../../../src/app/setup/connection-parts'
import type { TestQuestion } from '../../../src/app/setup/test-connection'
import { Field } from '../common/field'
import { toDirectory } from '../connections/directory-choice'
import type { DirectoryChoice } from '../connections/directory-choice'
import { DirectoryChoiceField, DirectoryFields } from '../connections/directory-fields'
import { emptyValues } from '../connections/values'
import type { ConnectionsValues } from '../connections/values'
import { setup as texts } from '../texts'
import type { CardProps } from './card-props'
import { ConnectionCard } from './connection-card'
import { ConnectionForm } from './connection-form'

const own = texts.directory

/** Where the people are: Entra or Okta, and how the app signs in there. */
export function DirectoryCard({ setup, timeZone, refresh }: CardProps) {
  const shown = setup.parts.directory
  const [choice, choose] = useState<DirectoryChoice>(shown?.kind === 'okta' ? 'okta-token' : 'entra-secret')
  return (
    <ConnectionCard name={own.name} the={own.the} about={own.about} shown={shown} timeZone={timeZone}>
      {(close) => (
        <Stack space="space.200">
          <DirectoryChoiceField choice={choice} choose={choose} />
          {/* A form of its own for each choice: what another one asks for is neither sent nor missed. */}
          <ChosenForm
            key={choice}
            choice={choice}
            ids={shown?.ids ?? {}}
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
  const form = useForm<ConnectionsValues>({ defaultValues: { ...emptyValues, ...ids } })
  const kind = choice.startsWith('okta') ? 'okta' : 'entra'
  const hasEnd = choice === 'entra-secret'
  const toPart = (values: ConnectionsValues): PartInput => ({
    part: 'directory',
    kind,
    values: toDirectory(choice, values)[kind] as Record<string, unknown>,
    expires: hasEnd && values.expires.trim() !== '' ? values.expires.trim() : null,
  })
  const toTest = (values: ConnectionsValues): TestQuestion =>
    ({ which: kind, values: toDirectory(choice, values)[kind] }) as TestQuestion
  return (
    <ConnectionForm name={own.name} the={own.the} form={form} toPart={toPart} toTest={toTest} refresh={refresh}>
      {kind === 'entra' ? <Text>{own.entraWhere}</Text> : null}
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
