import { Button, Inline, Stack, Text } from '@forge/react'
import { useAction } from '../common/use-action'
import { ask } from '../questions'
import { setup as texts } from '../texts'
import { ConnectionCard } from './connection-card'
import { ConnectionForm, KeyField, LastDay, OrganizationKey, useConnectionsForm } from './connection-form'
import type { CardProps, ConnectionsValues } from './connection-form'

const own = texts.scim

/** The app makes accounts in a SCIM directory, or only observes. */
export function ScimCard(props: CardProps) {
  const { isBusy, run } = useAction(props.refresh)
  const shown = props.setup.parts.scim
  return (
    <ConnectionCard {...props} words={own} shown={shown} isOptional>
      {(refresh) => (
        <Stack space="space.200">
          <ScimForm {...props} refresh={refresh} />
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
  const form = useConnectionsForm({ scimDirectoryId: setup.parts.scim?.ids['directoryId'] ?? '' })
  const isAnother = setup.parts.scim === undefined || form.formState.dirtyFields.scimDirectoryId === true
  const pick = ({ scimDirectoryId: directoryId, scimApiKey: apiKey }: ConnectionsValues) => ({ directoryId, apiKey })
  return (
    <ConnectionForm
      {...own}
      form={form}
      toPart={(values) => ({
        ...{ part: 'scim', values: pick(values), expires: values.expires.trim() || null },
        organizationKey: values.organizationKey,
      })}
      toTest={(values) => ({ which: 'scim', values: pick(values) })}
      refresh={refresh}
    >
      <Text>{own.where}</Text>
      <KeyField form={form} name="scimDirectoryId" />
      <KeyField form={form} name="scimApiKey" />
      <OrganizationKey form={form} setup={setup} part="scim" isAnother={isAnother} />
      <LastDay form={form} name="expires" label={own.expires} help={texts.expiresHelp} />
    </ConnectionForm>
  )
}
