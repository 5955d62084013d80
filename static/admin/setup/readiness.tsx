import { useState } from 'react'
import {
  Button,
  DynamicTable,
  Inline,
  Link,
  LoadingButton,
  Lozenge,
  SectionMessage,
  Stack,
  Text,
  User,
} from '@forge/react'
import type { Readiness } from '../../../src/app/setup/check-readiness'
import { PRODUCT_NAMES } from '../../../src/core/settings/products'
import type { ReadinessLine } from '../../../src/app/setup/readiness-line'
import type { Confirmation } from '../../../src/app/state/setup-record'
import { Section } from '../common/section'
import { useAction } from '../common/use-action'
import { formatInstant } from '../format'
import { ask } from '../questions'
import { common, readiness as texts, readinessText } from '../texts'

const LOOKS = { good: 'success', warning: 'moved', bad: 'removed' } as const

/** What the jobs will need, line by line: what is so, and what to do where it is not. */
export function ReadinessSection({ timeZone }: { readonly timeZone: string }) {
  const [readiness, setReadiness] = useState<Readiness | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isChecking, setChecking] = useState(false)
  const check = async (): Promise<void> => {
    setChecking(true)
    const answer = await ask('checkReadiness').catch(() => ({ ok: false as const, message: common.failed }))
    setChecking(false)
    if (answer.ok) setReadiness(answer.value)
    setProblem(answer.ok ? null : answer.message)
  }
  return (
    <Section title={texts.title} about={texts.about}>
      <Inline space="space.150" alignBlock="center" shouldWrap>
        <LoadingButton appearance="primary" isLoading={isChecking} onClick={() => void check()}>
          {texts.check}
        </LoadingButton>
        <Text color="color.text.subtle">
          {readiness === null ? texts.never : texts.checkedAt(formatInstant(readiness.checkedAt, timeZone))}
        </Text>
      </Inline>
      {problem === null ? null : (
        <SectionMessage appearance="error" title={common.notDoneTitle}>
          <Text>{problem}</Text>
        </SectionMessage>
      )}
      {readiness === null ? null : <Lines lines={readiness.lines} timeZone={timeZone} refresh={check} />}
    </Section>
  )
}

interface LinesProps {
  readonly lines: readonly ReadinessLine[]
  readonly timeZone: string
  readonly refresh: () => Promise<void>
}

function Lines({ lines, timeZone, refresh }: LinesProps) {
  const count = (level: ReadinessLine['level']): number => lines.filter((one) => one.level === level).length
  const [bad, warning] = [count('bad'), count('warning')]
  return (
    <Stack space="space.150">
      <SectionMessage appearance={bad > 0 ? 'error' : warning > 0 ? 'warning' : 'success'}>
        <Text>{texts.summary(bad, warning)}</Text>
      </SectionMessage>
      <DynamicTable
        caption={texts.caption}
        head={{
          cells: [
            { key: 'check', content: texts.columns.check, width: 20 },
            { key: 'expected', content: texts.columns.expected, width: 24 },
            { key: 'found', content: texts.columns.found, width: 22 },
            { key: 'toDo', content: texts.columns.toDo, width: 34 },
          ],
        }}
        rows={lines.map((line, index) => toRow(line, String(index), timeZone, refresh))}
      />
    </Stack>
  )
}

function toRow(line: ReadinessLine, key: string, timeZone: string, refresh: () => Promise<void>) {
  const words = readinessText(line, PRODUCT_NAMES, (iso) => formatInstant(iso, timeZone))
  const { name, expected, found, toDo } = words
  const by = line.outcome === 'confirmed' ? line.values['by'] : undefined
  return {
    key,
    cells: [
      {
        key: 'check',
        content: (
          <Stack space="space.050" alignInline="start">
            <Lozenge appearance={LOOKS[line.level]}>{texts.levels[line.level]}</Lozenge>
            <Text>{name}</Text>
          </Stack>
        ),
      },
      { key: 'expected', content: <Text>{expected}</Text> },
      {
        key: 'found',
        content: (
          <Stack space="space.050" alignInline="start">
            <Text>{found}</Text>
            {typeof by === 'string' ? <User accountId={by} /> : null}
          </Stack>
        ),
      },
      {
        key: 'toDo',
        content: (
          <Stack space="space.100" alignInline="start">
            {toDo === '' ? null : <Text>{toDo}</Text>}
            {line.outcome === 'not-confirmed' ? <Confirm name={line.check as Confirmation} refresh={refresh} /> : null}
            {by === undefined ? null : <TakeBack name={line.check as Confirmation} refresh={refresh} />}
          </Stack>
        ),
      },
    ],
  }
}

/** What no API tells: the administrator looks, and says so. */
function Confirm({ name, refresh }: { readonly name: Confirmation; readonly refresh: () => Promise<void> }) {
  const { isBusy, run } = useAction(refresh)
  const { text, href } = texts.links[name]
  return (
    <Inline space="space.150" alignBlock="center" shouldWrap>
      <Link href={href} openNewTab>
        {text}
      </Link>
      <Button
        spacing="compact"
        isDisabled={isBusy}
        onClick={() => void run(() => ask('confirm', { confirmation: name, isConfirmed: true }), texts.confirmed)}
      >
        {texts.confirm[name]}
      </Button>
    </Inline>
  )
}

function TakeBack({ name, refresh }: { readonly name: Confirmation; readonly refresh: () => Promise<void> }) {
  const { isBusy, run } = useAction(refresh)
  return (
    <Button
      appearance="subtle"
      spacing="compact"
      isDisabled={isBusy}
      onClick={() => void run(() => ask('confirm', { confirmation: name, isConfirmed: false }), texts.takenBack)}
    >
      {texts.takeBack[name]}
    </Button>
  )
}
