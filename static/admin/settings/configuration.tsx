import { useState } from 'react'
import {
  Button,
  ButtonGroup,
  CodeBlock,
  Inline,
  List,
  ListItem,
  LoadingButton,
  SectionMessage,
  Stack,
  Text,
  TextArea,
} from '@forge/react'
import type { ImportPreview } from '../../../src/app/setup/configuration'
import type { SettingChange } from '../../../src/core/settings/compare-settings'
import { Field } from '../common/field'
import { Section } from '../common/section'
import { useAction } from '../common/use-action'
import { ask } from '../questions'
import { common, configuration as texts } from '../texts'

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
  const [looked, setLooked] = useState(version)
  const [text, setText] = useState('')
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { isBusy, run } = useAction(refresh)
  const look = async (): Promise<void> => {
    setLooked(version)
    const answer = await ask('previewImport', { text }).catch(() => ({ ok: false as const, message: common.failed }))
    setPreview(answer.ok ? answer.value : null)
    setProblem(answer.ok ? null : answer.message)
  }
  const apply = async (): Promise<void> => {
    setProblem(await run(() => ask('importConfiguration', { text, version: looked }), texts.imported))
    setPreview(null)
  }
  return (
    <Section title={texts.importTitle} about={texts.importAbout}>
      <Field id="import-configuration" label={texts.text} help={texts.textHelp} error={problem ?? undefined}>
        <TextArea
          id="import-configuration"
          minimumRows={6}
          isMonospaced
          isInvalid={problem !== null}
          onChange={(event) => {
            setText(String(event.target.value ?? ''))
            setPreview(null)
          }}
        />
      </Field>
      {preview === null ? null : <Changes changes={preview.changes} />}
      <Inline>
        <ButtonGroup>
          <Button onClick={() => void look()}>{texts.look}</Button>
          {preview === null || preview.changes.length === 0 ? null : (
            <LoadingButton appearance="primary" isLoading={isBusy} onClick={() => void apply()}>
              {texts.apply(preview.changes.length)}
            </LoadingButton>
          )}
        </ButtonGroup>
      </Inline>
    </Section>
  )
}

function Changes({ changes }: { readonly changes: readonly SettingChange[] }) {
  if (changes.length === 0) {
    return (
      <SectionMessage appearance="information">
        <Text>{texts.same}</Text>
      </SectionMessage>
    )
  }
  return (
    <SectionMessage appearance="warning" title={texts.changes(changes.length)}>
      <List type="unordered">
        {changes.map(({ setting, entry, from, to }, index) => (
          <ListItem key={String(index)}>
            {`${setting}${entry === undefined ? '' : ` (${entry})`}: ${from ?? texts.nothing} → ${to ?? texts.nothing}`}
          </ListItem>
        ))}
      </List>
    </SectionMessage>
  )
}
