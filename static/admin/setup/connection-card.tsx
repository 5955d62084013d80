import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button, Heading, Inline, List, ListItem, Lozenge, Stack, Text } from '@forge/react'
import type { ShownPart } from '../../../src/app/setup/describe-setup'
import { formatInstant } from '../format'
import { connections, directory, setup as texts } from '../texts'
import { TestStored } from './test-stored'

interface ConnectionCardProps {
  readonly name: string
  /** The name within a sentence. */
  readonly the: string
  readonly about: string
  readonly shown: ShownPart | undefined
  readonly timeZone: string
  /** What it means that nothing was entered. */
  readonly isOptional?: boolean
  /** The form; `close` puts it away after saving. */
  readonly children: (close: () => void) => ReactNode
}

const LABELS: Readonly<Record<string, string>> = {
  tenantId: directory.tenantId,
  clientId: directory.clientId,
  orgUrl: directory.orgUrl,
  orgId: connections.orgId,
  directoryId: connections.directoryId,
}

/** One connection: what is known of it, and its form, which is open while nothing was entered. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { name, the, about, shown, timeZone, isOptional = false, children } = props
  const [isOpen, setOpen] = useState(shown === undefined && !isOptional)
  const ids = Object.entries(shown?.ids ?? {}).filter(([id]) => LABELS[id] !== undefined)
  return (
    <Stack space="space.150">
      <Inline space="space.150" alignBlock="center">
        <Heading as="h3" size="small">
          {name}
        </Heading>
        <Status isConnected={shown !== undefined} isOptional={isOptional} />
      </Inline>
      <Text color="color.text.subtle">{about}</Text>
      {shown === undefined ? null : (
        <List type="unordered">
          {ids.map(([id, value]) => (
            <ListItem key={id}>{`${LABELS[id]}: ${value}`}</ListItem>
          ))}
          <ListItem>{shown.expires == null ? texts.noEnd : texts.endsOn(shown.expires)}</ListItem>
          {shown.savedAt === undefined ? null : (
            <ListItem>{texts.savedAt(formatInstant(shown.savedAt, timeZone))}</ListItem>
          )}
        </List>
      )}
      {isOpen || shown === undefined ? null : <TestStored shown={shown} the={the} />}
      {isOpen ? children(() => setOpen(false)) : null}
      {shown === undefined && !isOptional ? null : (
        <Inline>
          <Button appearance={isOpen ? 'subtle' : 'default'} onClick={() => setOpen(!isOpen)}>
            {isOpen ? texts.keep(the) : shown === undefined ? texts.connect(the) : texts.change(the)}
          </Button>
        </Inline>
      )}
    </Stack>
  )
}

function Status({ isConnected, isOptional }: { readonly isConnected: boolean; readonly isOptional: boolean }) {
  if (isConnected) return <Lozenge appearance="success">{texts.connected}</Lozenge>
  return isOptional ? <Lozenge>{texts.optional}</Lozenge> : <Lozenge appearance="moved">{texts.notConnected}</Lozenge>
}
