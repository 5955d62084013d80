import { Button, Inline, Stack, Text, Textfield, useForm } from '@forge/react'
import { Field } from '../common/field'
import { useAction } from '../common/use-action'
import { emptyValues } from '../connections/values'
import type { ConnectionsValues } from '../connections/values'
import { ask } from '../questions'
import { connections, settings, setup as texts } from '../texts'
import type { CardProps } from './card-props'
import { ConnectionCard } from './connection-card'
import { ConnectionForm } from './connection-form'
import { LastDay } from './directory-card'

const own = texts.scim

/** The app makes accounts in a SCIM directory, or only observes. */
export function ScimCard({ setup, timeZone, refresh }: CardProps) {
  const { isBusy, run } = useAction(refresh)
  const shown = setup.parts.scim
  return (
    <ConnectionCard name={own.name} the={own.the} about={own.about} shown={shown} timeZone={timeZone} isOptional>
      {(close) => (
        <Stack space="space.200">
          <ScimForm
            setup={setup}
            timeZone={timeZone}
            refresh={async () => {
              close()
              await refresh()
            }}
          />
          {shown === undefined ? null : (
            <Inline>
              <Button
                appearance="warning"
                isDisabled={isBusy}
                onClick={() => void run(() => ask('saveConnection', { part: 'scim', values: null }), own.removed)}
              >
                {own.observe}
              </Button>
            </Inline>
          )}
        </Stack>
      )}
    </ConnectionCard>
  )
}

function ScimForm({ setup, refresh }: CardProps) {
  const form = useForm<ConnectionsValues>({
    defaultValues: { ...emptyValues, scimDirectoryId: setup.parts.scim?.ids['directoryId'] ?? '' },
  })
  const { errors } = form.formState
  const field = (name: 'scimDirectoryId' | 'scimApiKey') => (
    <Field id={form.getFieldId(name)} label={connections[name]} error={errors[name]?.message}>
      <Textfield
        {...form.register(name, { required: settings.required })}
        type={name === 'scimApiKey' ? 'password' : 'text'}
        width={400}
      />
    </Field>
  )
  const pick = ({ scimDirectoryId: directoryId, scimApiKey: apiKey }: ConnectionsValues) => ({ directoryId, apiKey })
  return (
    <ConnectionForm
      name={own.name}
      the={own.the}
      form={form}
      toPart={(values) => ({
        part: 'scim',
        values: pick(values),
        expires: values.expires.trim() === '' ? null : values.expires.trim(),
      })}
      toTest={(values) => ({ which: 'scim', values: pick(values) })}
      refresh={refresh}
    >
      <Text>{own.where}</Text>
      {field('scimDirectoryId')}
      {field('scimApiKey')}
      <LastDay form={form} label={own.expires} help={texts.expiresHelp} />
    </ConnectionForm>
  )
}
