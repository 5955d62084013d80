import { useState } from 'react'
import { HelperMessage, LoadingButton, SectionMessage, Stack, Text, UserPicker } from '@forge/react'
import { useAction } from '../common/use-action'
import { ask } from '../questions'
import { notices as texts } from '../texts'
import { toWholeNumber } from './draft'
import { LongTextSetting, SwitchSetting, TextSetting } from './fields'
import { IssueSetting, TypedSetting } from './issue-setting'
import type { SectionProps } from './section-props'

/** Who is told before unused access is taken back, and in which words. */
export function NoticeSection({ draft }: SectionProps) {
  const { issueKey } = draft.inForce.notices
  return (
    <>
      <SectionMessage appearance="information">
        <Text>{issueKey === null ? texts.off : texts.on}</Text>
      </SectionMessage>
      <IssueSetting draft={draft} path="notices.issueKey" />
      <TypedSetting
        draft={draft}
        path="notices.daysBefore"
        shown={draft.values.notices.daysBefore.join(', ')}
        toValue={toDays}
      />
      <TextSetting draft={draft} path="notices.subject" />
      <LongTextSetting draft={draft} path="notices.text" />
      <SwitchSetting draft={draft} path="notices.postponeWhenRefused" />
      {issueKey === null ? null : <TestNotice />}
    </>
  )
}

function toDays(text: string): readonly (number | string)[] {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const days = [...new Set(parts.map(toWholeNumber))]
  return days.sort((a, b) => Number(b) - Number(a))
}

function TestNotice() {
  const [accountId, setAccountId] = useState<string | null>(null)
  const { isBusy, run } = useAction(async () => undefined)
  const send = (): void => {
    if (accountId !== null) void run(() => ask('testNotice', { accountId }), texts.testSent)
  }
  return (
    <Stack space="space.100" alignInline="start">
      <UserPicker
        name="test-notice"
        label={texts.test}
        onChange={(user) => {
          const picked = Array.isArray(user) ? user[0] : user
          setAccountId(picked?.id ?? null)
        }}
      />
      <HelperMessage>{texts.testHelp}</HelperMessage>
      <LoadingButton isLoading={isBusy} isDisabled={accountId === null} onClick={send}>
        {texts.testButton}
      </LoadingButton>
    </Stack>
  )
}
