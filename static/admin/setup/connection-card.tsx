import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button, Heading, Inline, List, ListItem, Lozenge, Stack, Text } from '@forge/react'
import type { ShownPart } from '../../../src/app/setup/describe-setup'
import { formatInstant } from '../format'
import { connections, formOf, setup as texts } from '../texts'
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

/** @returns the labels of the ids that are shown, by name */
function labelsOf(kind: string | undefined): Readonly<Record<string, string>> {
  const fields = formOf(kind)?.choices.flatMap((choice) => choice.fields) ?? []
  const { orgId, directoryId } = connections
  return { orgId, directoryId, ...Object.fromEntries(fields.map(({ name, label }) => [name, label])) }
}

/** One connection: what is known of it, and its form, which is open while nothing was entered. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { name, the, about, shown, timeZone, isOptional = false, children } = props
  const [isOpen, setOpen] = useState(shown === undefined && !isOptional)
  const labels = labelsOf(shown?.kind)
  const ids = Object.entries(shown?.ids ?? {}).filter(([id]) => labels[id] !== undefined)
  const toggle =
    shown === undefined && !isOptional ? null : (
      <Inline>
        <Button appearance={isOpen ? 'subtle' : 'default'} onClick={() => setOpen(!isOpen)}>
          {isOpen ? texts.keep(the) : shown === undefined ? texts.connect(the) : texts.change(the)}
        </Button>
      </Inline>
    )
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
            <ListItem key={id}>{`${labels[id]}: ${value}`}</ListItem>
          ))}
          <ListItem>{shown.expires == null ? texts.noEnd : texts.endsOn(shown.expires)}</ListItem>
          {shown.savedAt === undefined ? null : (
            <ListItem>{texts.savedAt(formatInstant(shown.savedAt, timeZone))}</ListItem>
          )}
        </List>
      )}
      {isOpen ? children(() => setOpen(false)) : null}
      {isOpen || shown === undefined ? toggle : <TestStored shown={shown} the={the} beside={toggle} />}
    </Stack>
  )
}

function Status({ isConnected, isOptional }: { readonly isConnected: boolean; readonly isOptional: boolean }) {
  if (isConnected) return <Lozenge appearance="success">{texts.connected}</Lozenge>
  return isOptional ? <Lozenge>{texts.optional}</Lozenge> : <Lozenge appearance="moved">{texts.notConnected}</Lozenge>
}
