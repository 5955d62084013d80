import { useState } from 'react'
import { Form, FormFooter, LoadingButton, SectionMessage, Stack, Text, Textfield, useForm } from '@forge/react'
import type { ConnectedInfo } from '../../../src/app/connections'
import { Field } from '../common/field'
import { Section } from '../common/section'
import { useAction } from '../common/use-action'
import { ask } from '../questions'
import { common, connections as texts, directory, settings } from '../texts'
import { choiceOf } from './directory-choice'
import type { DirectoryChoice } from './directory-choice'
import { DirectoryChoiceField, DirectoryFields } from './directory-fields'
import { Permissions } from './permissions'
import { toConnections, toConnectionsValues } from './values'
import type { ConnectionsValues } from './values'

type OwnField = 'orgId' | 'directoryId' | 'apiKey' | 'scimDirectoryId' | 'scimApiKey'

interface ConnectionsFormProps {
  readonly connected: ConnectedInfo | null
  readonly refresh: () => Promise<void>
}

export type ConnectionsFormApi = ReturnType<typeof useForm<ConnectionsValues>>

/** Everything that is needed to talk to the directory, the organization and the SCIM directory, entered together. */
export function ConnectionsForm({ connected, refresh }: ConnectionsFormProps) {
  const [choice, choose] = useState(choiceOf(connected))
  return (
    <Stack space="space.400">
      <Section title={directory.title}>
        <DirectoryChoiceField choice={choice} choose={choose} />
      </Section>
      {/* A form of its own for each choice: what another one asks for is neither sent nor missed. */}
      <ChosenForm key={choice} choice={choice} connected={connected} refresh={refresh} />
    </Stack>
  )
}

function ChosenForm({ choice, connected, refresh }: ConnectionsFormProps & { readonly choice: DirectoryChoice }) {
  const form = useForm<ConnectionsValues>({ defaultValues: toConnectionsValues(connected) })
  const { errors } = form.formState
  const { isBusy, run } = useAction(refresh)
  const [problem, setProblem] = useState<string | null>(null)
  const save = async (values: ConnectionsValues): Promise<void> => {
    setProblem(await run(() => ask('saveConnections', toConnections(choice, values)), texts.saved))
  }
  const field = (name: OwnField, rules: object = { required: settings.required }) => (
    <Field id={form.getFieldId(name)} label={texts[name]} error={errors[name]?.message}>
      <Textfield {...form.register(name, rules)} type={/Key$/.test(name) ? 'password' : 'text'} width={400} />
    </Field>
  )
  const both = {
    validate: (_value: string, { scimDirectoryId, scimApiKey }: ConnectionsValues) =>
      (scimDirectoryId === '') === (scimApiKey === '') || texts.scimBoth,
  }
  return (
    <Form onSubmit={form.handleSubmit(save)}>
      <Stack space="space.400">
        <Section title={directory.names[choice.startsWith('okta') ? 'okta' : 'entra']}>
          <DirectoryFields form={form} choice={choice} />
        </Section>
        <Section title={texts.organization}>
          {field('orgId')}
          {field('directoryId')}
          {field('apiKey')}
          <Field
            id={form.getFieldId('apiKeyExpires')}
            label={texts.apiKeyExpires}
            help={texts.apiKeyExpiresHelp}
            error={errors.apiKeyExpires?.message}
          >
            <Textfield
              {...form.register('apiKeyExpires', {
                validate: (value) => /^\d{4}-\d{2}-\d{2}$/.test(String(value)) || texts.notADate,
              })}
              width={160}
            />
          </Field>
        </Section>
        <Permissions form={form} />
        <Section title={texts.scim}>
          <Text>{texts.scimHelp}</Text>
          {field('scimDirectoryId', both)}
          {field('scimApiKey', both)}
        </Section>
        {problem === null ? null : (
          <SectionMessage appearance="error" title={common.notSavedTitle}>
            <Text>{problem}</Text>
          </SectionMessage>
        )}
      </Stack>
      <FormFooter align="start">
        <LoadingButton appearance="primary" type="submit" isLoading={isBusy}>
          {texts.save}
        </LoadingButton>
      </FormFooter>
    </Form>
  )
}
