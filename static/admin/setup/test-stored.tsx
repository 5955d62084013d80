import { Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react'
import type { ShownPart } from '../../../src/app/setup/describe-setup'
import { common, setup as texts } from '../texts'
import { Findings } from './findings'
import { useConnectionTest } from './use-connection-test'

interface TestStoredProps {
  readonly shown: ShownPart
  readonly the: string
}

/** Tries the credentials that are stored: nobody types them again for that. */
export function TestStored({ shown, the }: TestStoredProps) {
  const { isTesting, findings, problem, test } = useConnectionTest()
  const which = shown.part === 'directory' ? (shown.kind ?? 'entra') : shown.part
  return (
    <Stack space="space.150">
      <Inline>
        <LoadingButton isLoading={isTesting} onClick={() => void test({ which })}>
          {texts.testStored(the)}
        </LoadingButton>
      </Inline>
      <Findings findings={findings} />
      {problem === null ? null : (
        <SectionMessage appearance="error" title={common.notDoneTitle}>
          <Text>{problem}</Text>
        </SectionMessage>
      )}
    </Stack>
  )
}
