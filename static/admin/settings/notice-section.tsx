import { useState } from 'react'
import { HelperMessage, LoadingButton, Stack } from '@forge/react'
import { toIssueKey } from '../../../src/core/settings/notices'
import { Message, PersonPicker } from '../common/shapes'
import { useAction } from '../common/use-action'
import { ask } from '../questions'
import { toWholeNumber } from './draft'
import { SwitchSetting, TextSetting } from './fields'
import type { SectionProps, SettingFieldProps } from './fields'

const texts = {
  off: 'No notice issue is named: nobody is told before unused access is taken back.',
  on: 'Nobody loses access before having been told as often as you say here, and at least 48 hours after the last notice.',
  test: 'Send a test to',
  testHelp: 'Somebody with access. The saved text is sent to this person alone, and counts for nothing.',
  testButton: 'Send test',
  testSent: 'Jira took the test notice. Ask the person whether it arrived.',
} as const

/** Who is told before unused access is taken back, and in which words. */
export function NoticeSection({ draft }: SectionProps) {
  const { issueKey } = draft.inForce.notices
  return (
    <>
      <Message appearance="information" text={issueKey === null ? texts.off : texts.on} />
      <IssueSetting draft={draft} path="notices.issueKey" />
      <TextSetting draft={draft} path="notices.daysBefore" show={showDays} toValue={toDays} />
      <TextSetting draft={draft} path="notices.subject" />
      <TextSetting draft={draft} path="notices.text" isLong />
      <SwitchSetting draft={draft} path="notices.postponeWhenRefused" />
      {issueKey === null ? null : <TestNotice />}
    </>
  )
}

/** The key of an issue, typed or pasted as its address. Empty: nobody is told. */
export function IssueSetting(props: SettingFieldProps) {
  return <TextSetting {...props} toValue={(text) => (text.trim() === '' ? null : toIssueKey(text))} />
}

function showDays(days: unknown): string {
  return (days as readonly unknown[]).join(', ')
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
      <PersonPicker name="test-notice" label={texts.test} pick={setAccountId} />
      <HelperMessage>{texts.testHelp}</HelperMessage>
      <LoadingButton isLoading={isBusy} isDisabled={accountId === null} onClick={send}>
        {texts.testButton}
      </LoadingButton>
    </Stack>
  )
}
