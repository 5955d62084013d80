import { useState } from 'react'
import { HelperMessage, LoadingButton, SectionMessage, Stack, Text, Textfield, UserPicker } from '@forge/react'
import { toIssueKey } from '../../../src/core/settings/notices'
import { Field } from '../common/field'
import { useAction } from '../common/use-action'
import { ask } from '../questions'
import { notices as texts } from '../texts'
import { toWholeNumber } from './draft'
import { LongTextSetting, SwitchSetting, TextSetting, idOf } from './fields'
import type { SectionProps } from './sections'

/** Who is told before unused access is taken back, and in which words. */
export function NoticeSection({ draft }: SectionProps) {
  const { issueKey } = draft.inForce.notices
  return (
    <>
      <SectionMessage appearance="information">
        <Text>{issueKey === null ? texts.off : texts.on}</Text>
      </SectionMessage>
      <TypedSetting
        draft={draft}
        path="notices.issueKey"
        label={texts.issue}
        help={texts.issueHelp}
        toValue={toIssue}
      />
      <TypedSetting draft={draft} path="notices.daysBefore" label={texts.days} help={texts.daysHelp} toValue={toDays} />
      <TextSetting draft={draft} path="notices.subject" label={texts.subject} />
      <LongTextSetting draft={draft} path="notices.text" label={texts.text} help={texts.textHelp} />
      <SwitchSetting draft={draft} path="notices.postponeWhenRefused" label={texts.postpone} />
      {issueKey === null ? null : <TestNotice />}
    </>
  )
}

interface TypedSettingProps extends Pick<SectionProps, 'draft'> {
  readonly path: 'notices.issueKey' | 'notices.daysBefore'
  readonly label: string
  readonly help: string
  /** What is typed, as the setting holds it. */
  readonly toValue: (text: string) => unknown
}

function TypedSetting({ draft, path, label, help, toValue }: TypedSettingProps) {
  const { issueKey, daysBefore } = draft.values.notices
  const value = path === 'notices.issueKey' ? (issueKey ?? '') : daysBefore.join(', ')
  // What is wrong with one of the numbers is said below the field that holds them all.
  const problem = draft.problems.find((one) => one.path === path || one.path.startsWith(`${path}.`))?.message
  return (
    <Field id={idOf(path)} label={label} help={help} error={problem}>
      <Textfield
        key={draft.generation}
        id={idOf(path)}
        defaultValue={value}
        isInvalid={problem !== undefined}
        width={400}
        onChange={(event: { target: { value?: string } }) => draft.set(path, toValue(event.target.value ?? ''))}
      />
    </Field>
  )
}

/** Empty: nobody is told. */
function toIssue(text: string): string | null {
  return text.trim() === '' ? null : toIssueKey(text)
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
