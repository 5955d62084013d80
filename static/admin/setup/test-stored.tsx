import type { ReactNode } from 'react'
import { Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react'
import type { ShownPart } from '../../../src/app/setup/describe-setup'
import { common, setup as texts } from '../texts'
import { Findings } from './findings'
import { useConnectionTest } from './use-connection-test'

interface TestStoredProps {
  readonly shown: ShownPart
  readonly the: string
  /** What else can be done with the connection. */
  readonly beside: ReactNode
}

/** Tries the credentials that are stored: nobody types them again for that. */
export function TestStored({ shown, the, beside }: TestStoredProps) {
  const { isTesting, findings, problem, test } = useConnectionTest()
  return (
    <Stack space="space.150">
      <Inline space="space.100" shouldWrap>
        <LoadingButton isLoading={isTesting} onClick={() => void test({ which: shown.part })}>
          {texts.testStored(the)}
        </LoadingButton>
        {beside}
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
