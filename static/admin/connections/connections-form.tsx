import { useState } from 'react'
import { Form, FormFooter, LoadingButton, SectionMessage, Stack, Text, Textfield, useForm } from '@forge/react'
import type { ConnectedInfo } from '../../../src/app/connections'
import { Field } from '../common/field'
import { Section } from '../common/section'
import { useAction } from '../common/use-action'
import { ask } from '../questions'
import { common, connections as texts, settings } from '../texts'
import { Permissions } from './permissions'
import { toConnections, toConnectionsValues } from './values'
import type { ConnectionsValues } from './values'

type TextField = Exclude<keyof ConnectionsValues, 'groupIds' | 'maySuspend'>

export type ConnectionsFormApi = ReturnType<typeof useForm<ConnectionsValues>>

interface ConnectionsFormProps {
  readonly connected: ConnectedInfo | null
  readonly refresh: () => Promise<void>
}

/** Everything that is needed to talk to Entra, the organization and the SCIM directory, entered together. */
export function ConnectionsForm({ connected, refresh }: ConnectionsFormProps) {
  const form = useForm<ConnectionsValues>({ defaultValues: toConnectionsValues(connected) })
  const { errors } = form.formState
  const { isBusy, run } = useAction(refresh)
  const [problem, setProblem] = useState<string | null>(null)
  const save = async (values: ConnectionsValues): Promise<void> => {
    setProblem(await run(() => ask('saveConnections', toConnections(values)), texts.saved))
  }
  const field = (name: TextField, kind: 'text' | 'password' = 'text', help?: string) => (
    <Field id={form.getFieldId(name)} label={texts[name]} help={help} error={errors[name]?.message}>
      <Textfield {...form.register(name, { required: settings.required })} type={kind} width={400} />
    </Field>
  )
  return (
    <Form onSubmit={form.handleSubmit(save)}>
      <Stack space="space.400">
        <Section title={texts.entra}>
          {field('tenantId')}
          {field('clientId')}
          {field('clientSecret', 'password', texts.clientSecretHelp)}
        </Section>
        <Section title={texts.organization}>
          {field('orgId')}
          {field('directoryId')}
          {field('apiKey', 'password')}
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
          {field('scimDirectoryId')}
          {field('scimApiKey', 'password')}
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
