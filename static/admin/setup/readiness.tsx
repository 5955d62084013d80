import { Button, DynamicTable, Inline, Link, LoadingButton, Lozenge, Stack, Text, User } from '@forge/react'
import type { ReadinessLine } from '../../../src/app/setup/readiness-line'
import type { Confirmation } from '../../../src/app/state/setup-record'
import { Message, Problem, Section, Subtle, headOf, rowOf } from '../common/shapes'
import { useAction } from '../common/use-action'
import { useAnswer } from '../common/use-question'
import { formatInstant } from '../format'
import { ask } from '../questions'
import { readiness as texts, readinessText } from '../texts'

const LOOKS = { good: 'success', warning: 'moved', bad: 'removed' } as const

/** Of the columns, in hundredths of the table. */
const WIDTHS = { check: 20, expected: 24, found: 22, toDo: 34 } as const

/** What the jobs will need, line by line: what is so, and what to do where it is not. */
export function ReadinessSection({ timeZone }: { readonly timeZone: string }) {
  const { kept, problem, isAsking, again } = useAnswer(() => ask('checkReadiness'))
  return (
    <Section title={texts.title} about={texts.about}>
      <Inline space="space.150" alignBlock="center" shouldWrap>
        <LoadingButton appearance="primary" isLoading={isAsking} onClick={() => void again()}>
          {texts.check}
        </LoadingButton>
        <Subtle>{kept === null ? texts.never : texts.checkedAt(formatInstant(kept.checkedAt, timeZone))}</Subtle>
      </Inline>
      <Problem text={problem} />
      {kept === null ? null : <Checks lines={kept.lines} timeZone={timeZone} refresh={again} />}
    </Section>
  )
}

interface ChecksProps {
  readonly lines: readonly ReadinessLine[]
  readonly timeZone: string
  readonly refresh: () => Promise<void>
}

function Checks({ lines, timeZone, refresh }: ChecksProps) {
  const count = (level: ReadinessLine['level']): number => lines.filter((one) => one.level === level).length
  const [bad, warning] = [count('bad'), count('warning')]
  return (
    <Stack space="space.150">
      <Message
        appearance={bad > 0 ? 'error' : warning > 0 ? 'warning' : 'success'}
        text={texts.summary(bad, warning)}
      />
      <DynamicTable
        caption={texts.caption}
        head={{ cells: headOf(texts.columns).cells.map((cell) => ({ ...cell, width: WIDTHS[cell.key] })) }}
        rows={lines.map((line, index) => toRow(line, String(index), timeZone, refresh))}
      />
    </Stack>
  )
}

function toRow(line: ReadinessLine, key: string, timeZone: string, refresh: () => Promise<void>) {
  const { name, expected, found, toDo } = readinessText(line, (iso) => formatInstant(iso, timeZone))
  const isConfirmed = line.outcome === 'confirmed'
  const by = isConfirmed || line.outcome === 'set' ? line.values['by'] : undefined
  return rowOf(key, {
    check: (
      <Stack space="space.050" alignInline="start">
        <Lozenge appearance={LOOKS[line.level]}>{texts.levels[line.level]}</Lozenge>
        <Text>{name}</Text>
      </Stack>
    ),
    expected,
    found: (
      <Stack space="space.050" alignInline="start">
        <Text>{found}</Text>
        {typeof by === 'string' ? <User accountId={by} /> : null}
      </Stack>
    ),
    toDo: (
      <Stack space="space.100" alignInline="start">
        {toDo === '' ? null : <Text>{toDo}</Text>}
        {line.outcome === 'not-confirmed' || isConfirmed ? (
          <Confirm name={line.check as Confirmation} isConfirmed={isConfirmed} refresh={refresh} />
        ) : null}
      </Stack>
    ),
  })
}

interface ConfirmProps {
  readonly name: Confirmation
  readonly isConfirmed: boolean
  readonly refresh: () => Promise<void>
}

/** What no API tells: the administrator looks and says so, or takes that back. */
function Confirm({ name, isConfirmed, refresh }: ConfirmProps) {
  const { isBusy, run } = useAction(refresh)
  const { text, href } = texts.links[name]
  const question = { confirmation: name, isConfirmed: !isConfirmed }
  return (
    <Inline space="space.150" alignBlock="center" shouldWrap>
      {isConfirmed ? null : (
        <Link href={href} openNewTab>
          {text}
        </Link>
      )}
      <Button
        appearance={isConfirmed ? 'subtle' : 'default'}
        spacing="compact"
        isDisabled={isBusy}
        onClick={() => void run(() => ask('confirm', question), isConfirmed ? texts.takenBack : texts.confirmed)}
      >
        {isConfirmed ? texts.takeBack[name] : texts.confirm[name]}
      </Button>
    </Inline>
  )
}
