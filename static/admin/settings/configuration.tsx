import { useState } from 'react'
import { Button, ButtonGroup, CodeBlock, Inline, LoadingButton, SectionMessage, Stack, TextArea } from '@forge/react'
import type { SettingChange } from '../../../src/core/settings/compare-settings'
import { Field, textOf } from '../common/field'
import { Lines, Message, Section } from '../common/shapes'
import { useAction } from '../common/use-action'
import { useAnswer } from '../common/use-question'
import { ask } from '../questions'

const texts = {
  exportTitle: 'Export',
  exportAbout: 'The whole configuration without secrets, to keep it or to set up another site like this one.',
  show: 'Show the configuration',
  exported: 'The configuration is shown below. Copy all of it.',
  importTitle: 'Import',
  importAbout:
    'Replaces all settings by those of the text, all together or not at all. Jobs stay as they are: an import never arms one. Credentials are entered under Set-up.',
  text: 'Exported configuration',
  textHelp: 'Paste all of it. Nothing is saved before you have seen what would change.',
  look: 'What would this change?',
  apply: (count: number) => `Apply ${count === 1 ? 'one change' : `${count} changes`}`,
  imported: 'The configuration is imported.',
  same: 'Nothing would change: the settings are already so.',
  changes: (count: number) => (count === 1 ? 'One setting would change' : `${count} settings would change`),
  nothing: 'nothing',
} as const

/** The whole configuration out of the app, and into it again after a look at what would change. */
interface ConfigurationProps {
  /** Of the settings that the page shows. */
  readonly version: number
  readonly refresh: () => Promise<void>
}

export function ConfigurationSection({ version, refresh }: ConfigurationProps) {
  return (
    <Stack space="space.400">
      <Export />
      <Import version={version} refresh={refresh} />
    </Stack>
  )
}

function Export() {
  const [text, setText] = useState<string | null>(null)
  const { isBusy, run } = useAction(async () => undefined)
  const show = async (): Promise<void> => {
    await run(async () => {
      const answer = await ask('exportConfiguration')
      if (answer.ok) setText(JSON.stringify(answer.value, null, 2))
      return answer
    }, texts.exported)
  }
  return (
    <Section title={texts.exportTitle} about={texts.exportAbout}>
      <Inline>
        <LoadingButton isLoading={isBusy} onClick={() => void show()}>
          {texts.show}
        </LoadingButton>
      </Inline>
      {text === null ? null : <CodeBlock text={text} language="json" />}
    </Section>
  )
}

function Import({ version, refresh }: ConfigurationProps) {
  const [text, setText] = useState('')
  // A preview holds for the text and the version it was asked with.
  const [looked, setLooked] = useState({ text, version })
  const looking = useAnswer(() => ask('previewImport', { text }))
  const importing = useAction(refresh)
  const [refusal, setRefusal] = useState<string | null>(null)
  const isCurrent = looked.text === text && !looking.isAsking
  const preview = isCurrent && looking.answer?.ok === true ? looking.answer.value : null
  const problem = refusal ?? looking.problem
  const look = (): void => {
    setLooked({ text, version })
    setRefusal(null)
    void looking.again()
  }
  const apply = async (): Promise<void> => {
    setRefusal(await importing.run(() => ask('importConfiguration', looked), texts.imported))
    setLooked({ text: '', version })
  }
  return (
    <Section title={texts.importTitle} about={texts.importAbout}>
      <Field id="import-configuration" label={texts.text} help={texts.textHelp} error={problem ?? undefined}>
        <TextArea
          id="import-configuration"
          minimumRows={6}
          isMonospaced
          isInvalid={problem !== null}
          onChange={(event) => setText(textOf(event))}
        />
      </Field>
      {preview === null ? null : <Changes changes={preview.changes} />}
      <Inline>
        <ButtonGroup>
          <Button onClick={look}>{texts.look}</Button>
          {preview === null || preview.changes.length === 0 ? null : (
            <LoadingButton appearance="primary" isLoading={importing.isBusy} onClick={() => void apply()}>
              {texts.apply(preview.changes.length)}
            </LoadingButton>
          )}
        </ButtonGroup>
      </Inline>
    </Section>
  )
}

function Changes({ changes }: { readonly changes: readonly SettingChange[] }) {
  if (changes.length === 0) return <Message appearance="information" text={texts.same} />
  return (
    <SectionMessage appearance="warning" title={texts.changes(changes.length)}>
      <Lines
        lines={changes.map(
          ({ setting, entry, from, to }) =>
            `${setting}${entry === undefined ? '' : ` (${entry})`}: ${from ?? texts.nothing} → ${to ?? texts.nothing}`,
        )}
      />
    </SectionMessage>
  )
}
