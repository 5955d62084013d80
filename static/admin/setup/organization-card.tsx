import { Text } from '@forge/react'
import { setup as texts } from '../texts'
import { ConnectionCard } from './connection-card'
import { ConnectionForm, KeyField, LastDay, OrganizationKey, useConnectionsForm } from './connection-form'
import type { CardProps, ConnectionsValues } from './connection-form'
import { Permissions } from './permissions'
import { Roles } from './roles'

const own = texts.organization

/** The organization's key, and what is fixed together with it. */
export function OrganizationCard(props: CardProps) {
  return (
    <ConnectionCard {...props} words={own} shown={props.setup.parts.organization}>
      {(refresh) => <OrganizationForm {...props} refresh={refresh} />}
    </ConnectionCard>
  )
}

function OrganizationForm({ setup, refresh }: CardProps) {
  const { ids = {}, groupIds = [], maySuspend = false, roles = {} } = setup.parts.organization ?? {}
  const form = useConnectionsForm({ ...ids, groupIds, maySuspend, roles })
  // Another list of groups is opened by the key that is typed above.
  const isAnother = form.formState.dirtyFields.orgId === true
  const pickKey = ({ orgId, directoryId, apiKey }: ConnectionsValues) => ({ orgId, directoryId, apiKey })
  return (
    <ConnectionForm
      {...own}
      form={form}
      toPart={(values) => ({
        part: 'organization',
        values: {
          ...pickKey(values),
          apiKeyExpires: values.apiKeyExpires.trim(),
          groupIds: [...values.groupIds],
          maySuspend: values.maySuspend,
          roles: { ...values.roles },
        },
        organizationKey: values.organizationKey,
      })}
      toTest={(values) => ({ which: 'organization', values: pickKey(values) })}
      refresh={refresh}
    >
      <Text>{own.where}</Text>
      <KeyField form={form} name="orgId" />
      <KeyField form={form} name="directoryId" />
      <KeyField form={form} name="apiKey" />
      <OrganizationKey form={form} setup={setup} part="organization" isAnother={isAnother} />
      <LastDay form={form} name="apiKeyExpires" label={own.expires} help={own.expiresHelp} />
      <Permissions form={form} />
      <Roles form={form} unknown={setup.unknownRoles} />
    </ConnectionForm>
  )
}
