import { useState } from 'react'
import { Button, ButtonGroup, Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react'
import { useAction } from '../common/use-action'
import { ask } from '../questions'
import { common, settings as texts } from '../texts'
import type { SettingsDraft } from './use-draft'

interface SaveBarProps {
  readonly draft: SettingsDraft
  readonly refresh: () => Promise<void>
}

/** How much is unsaved, what speaks against saving, and the ways out. */
export function SaveBar({ draft, refresh }: SaveBarProps) {
  const { isBusy, run } = useAction(refresh)
  const [refusal, setRefusal] = useState<string | null>(null)
  const problem = draft.problems[0]?.message ?? refusal
  const isChanged = draft.changed.length > 0
  const save = async (): Promise<void> => {
    setRefusal(await run(() => ask('saveSettings', draft.patch), texts.saved))
  }
  const discard = (): void => {
    setRefusal(null)
    draft.discard()
  }
  return (
    <Stack space="space.150">
      {problem === null ? null : (
        <SectionMessage appearance="error" title={common.notSavedTitle}>
          <Text>{problem}</Text>
        </SectionMessage>
      )}
      <Text color="color.text.subtle">{isChanged ? texts.unsaved : texts.allSaved}</Text>
      <Inline>
        <ButtonGroup>
          <LoadingButton
            appearance="primary"
            isLoading={isBusy}
            isDisabled={!isChanged || draft.problems.length > 0}
            onClick={() => void save()}
          >
            {texts.save}
          </LoadingButton>
          <Button appearance="subtle" isDisabled={!isChanged || isBusy} onClick={discard}>
            {texts.discard}
          </Button>
        </ButtonGroup>
      </Inline>
    </Stack>
  )
}
