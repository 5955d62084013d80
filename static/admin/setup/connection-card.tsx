import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button, Inline, LoadingButton, Lozenge, Stack } from '@forge/react'
import type { ShownPart } from '../../../src/app/setup/describe-setup'
import type { TestQuestion } from '../../../src/app/setup/test-connection'
import { Lines, Subheading, Subtle } from '../common/shapes'
import { useAnswer } from '../common/use-question'
import { formatInstant } from '../format'
import { ask } from '../questions'
import { formOf, setup as texts } from '../texts'
import type { CardProps } from './connection-form'
import { Findings } from './findings'

interface ConnectionCardProps extends CardProps {
  /** Its name, the name within a sentence, and what it is for. */
  readonly words: { readonly name: string; readonly the: string; readonly about: string }
  readonly shown: ShownPart | undefined
  /** What it means that nothing was entered. */
  readonly isOptional?: boolean
  /** The form; `refresh` puts it away after saving. */
  readonly children: (refresh: () => Promise<void>) => ReactNode
}

/** @returns the labels of the ids that are shown, by name */
function labelsOf(kind: string | undefined): Readonly<Record<string, string>> {
  const fields = formOf(kind)?.choices.flatMap((choice) => choice.fields) ?? []
  const { orgId, directoryId } = texts.fields
  return { orgId, directoryId, ...Object.fromEntries(fields.map(({ name, label }) => [name, label])) }
}

/** One connection: what is known of it, and its form, which is open while nothing was entered. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { words, shown, timeZone, refresh, isOptional = false, children } = props
  const { name, the, about } = words
  const mayClose = shown !== undefined || isOptional
  const [isOpen, setOpen] = useState(!mayClose)
  const testing = useAnswer((question: TestQuestion) => ask('testConnection', question))
  const labels = labelsOf(shown?.kind)
  const ids = Object.entries(shown?.ids ?? {}).filter(([id]) => labels[id] !== undefined)
  const closeAndRefresh = (): Promise<void> => {
    setOpen(false)
    return refresh()
  }
  return (
    <Stack space="space.150">
      <Inline space="space.150" alignBlock="center">
        <Subheading>{name}</Subheading>
        <Lozenge appearance={shown !== undefined ? 'success' : isOptional ? 'default' : 'moved'}>
          {shown !== undefined ? texts.connected : isOptional ? texts.optional : texts.notConnected}
        </Lozenge>
      </Inline>
      <Subtle>{about}</Subtle>
      {shown === undefined ? null : (
        <Lines
          lines={[
            ...ids.map(([id, value]) => `${labels[id]}: ${value}`),
            shown.expires == null ? texts.noEnd : texts.endsOn(shown.expires),
            ...(shown.savedAt === undefined ? [] : [texts.savedAt(formatInstant(shown.savedAt, timeZone))]),
          ]}
        />
      )}
      {isOpen ? children(closeAndRefresh) : null}
      {mayClose ? (
        <Inline space="space.100" shouldWrap>
          {/* What is stored is tried without anybody typing it again. */}
          {isOpen || shown === undefined ? null : (
            <LoadingButton isLoading={testing.isAsking} onClick={() => void testing.again({ which: shown.part })}>
              {texts.testStored(the)}
            </LoadingButton>
          )}
          <Button appearance={isOpen ? 'subtle' : 'default'} onClick={() => setOpen(!isOpen)}>
            {isOpen ? texts.keep(the) : shown === undefined ? texts.connect(the) : texts.change(the)}
          </Button>
        </Inline>
      ) : null}
      {isOpen ? null : <Findings tested={testing} />}
    </Stack>
  )
}
