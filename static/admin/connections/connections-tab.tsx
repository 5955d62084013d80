import { useState } from 'react'
import { List, ListItem, SectionMessage, Stack, Text } from '@forge/react'
import type { ConnectedInfo } from '../../../src/app/connections'
import type { Overview } from '../questions'
import { connections as texts, directory } from '../texts'
import { ConnectionsForm } from './connections-form'

interface ConnectionsTabProps {
  readonly overview: Overview
  readonly refresh: () => Promise<void>
}

/** What is connected, by ids and dates, and the form that connects it. */
export function ConnectionsTab({ overview, refresh }: ConnectionsTabProps) {
  const { connected } = overview
  // A form of its own after each save: what was typed as a secret does not stay on the page.
  const [saves, setSaves] = useState(0)
  const afterSave = async (): Promise<void> => {
    setSaves((count) => count + 1)
    await refresh()
  }
  return (
    <Stack space="space.400">
      {connected === null ? (
        <SectionMessage appearance="information" title={texts.notConnectedTitle}>
          <Text>{texts.notConnected}</Text>
        </SectionMessage>
      ) : (
        <Connected info={connected} />
      )}
      <ConnectionsForm key={`${saves} ${JSON.stringify(connected)}`} connected={connected} refresh={afterSave} />
    </Stack>
  )
}

function Connected({ info }: { readonly info: ConnectedInfo }) {
  const lines = [
    [directory.title, directory.names[info.directory ?? 'entra']],
    [directory.tenantId, info.tenantId],
    [directory.orgUrl, info.oktaUrl],
    [directory.clientId, info.clientId],
    [texts.orgId, info.orgId],
    [texts.directoryId, info.directoryId],
    [texts.scimDirectoryId, info.scimDirectoryId ?? texts.scimNone],
  ].filter(([, value]) => value !== undefined)
  return (
    <SectionMessage appearance="success" title={texts.connectedTitle}>
      <Stack space="space.100">
        <List type="unordered">
          {lines.map(([name, value]) => (
            <ListItem key={name}>{`${name}: ${value}`}</ListItem>
          ))}
        </List>
        <Text>{texts.expires(info.apiKeyExpires)}</Text>
        <Text>{texts.replace}</Text>
      </Stack>
    </SectionMessage>
  )
}
