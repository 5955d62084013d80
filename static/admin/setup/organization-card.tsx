import { Text, Textfield, useForm } from '@forge/react'
import { Field } from '../common/field'
import { Permissions } from '../connections/permissions'
import { emptyValues } from '../connections/values'
import type { ConnectionsValues } from '../connections/values'
import { connections, settings, setup as texts } from '../texts'
import type { CardProps } from './card-props'
import { ConnectionCard } from './connection-card'
import { ConnectionForm } from './connection-form'

const own = texts.organization

/** The organization's key, and what is fixed together with it. */
export function OrganizationCard({ setup, timeZone, refresh }: CardProps) {
  return (
    <ConnectionCard
      name={own.name}
      the={own.the}
      about={own.about}
      shown={setup.parts.organization}
      timeZone={timeZone}
    >
      {(close) => (
        <OrganizationForm
          setup={setup}
          timeZone={timeZone}
          refresh={async () => {
            close()
            await refresh()
          }}
        />
      )}
    </ConnectionCard>
  )
}

function OrganizationForm({ setup, refresh }: CardProps) {
  const shown = setup.parts.organization
  const form = useForm<ConnectionsValues>({
    defaultValues: {
      ...emptyValues,
      ...shown?.ids,
      groupIds: shown?.groupIds ?? [],
      maySuspend: shown?.maySuspend ?? false,
    },
  })
  const { errors } = form.formState
  const field = (name: 'orgId' | 'directoryId' | 'apiKey') => (
    <Field id={form.getFieldId(name)} label={connections[name]} error={errors[name]?.message}>
      <Textfield
        {...form.register(name, { required: settings.required })}
        type={name === 'apiKey' ? 'password' : 'text'}
        width={400}
      />
    </Field>
  )
  const pickKey = ({ orgId, directoryId, apiKey }: ConnectionsValues) => ({ orgId, directoryId, apiKey })
  return (
    <ConnectionForm
      name={own.name}
      the={own.the}
      form={form}
      toPart={(values) => ({
        part: 'organization',
        values: {
          ...pickKey(values),
          apiKeyExpires: values.apiKeyExpires.trim(),
          groupIds: [...values.groupIds],
          maySuspend: values.maySuspend,
        },
      })}
      toTest={(values) => ({ which: 'organization', values: pickKey(values) })}
      refresh={refresh}
    >
      <Text>{own.where}</Text>
      {field('orgId')}
      {field('directoryId')}
      {field('apiKey')}
      <Field
        id={form.getFieldId('apiKeyExpires')}
        label={own.expires}
        help={own.expiresHelp}
        error={errors.apiKeyExpires?.message}
      >
        <Textfield
          {...form.register('apiKeyExpires', {
            validate: (value) => /^\d{4}-\d{2}-\d{2}$/.test(String(value).trim()) || connections.notADate,
          })}
          width={160}
        />
      </Field>
      <Permissions form={form} />
    </ConnectionForm>
  )
}
