import { useState } from 'react'
import { Button, DynamicTable, EmptyState, Inline, Lozenge, Stack, Text } from '@forge/react'
import { WhenAnswered } from '../common/not-ready'
import { Pager, usePages } from '../common/pager'
import { PersonCell } from '../common/person-cell'
import { nameOfRun } from '../common/plan-name'
import { Section, headOf, rowOf } from '../common/shapes'
import { useQuestion } from '../common/use-question'
import { formatInstant } from '../format'
import { ask } from '../questions'
import type { JournalLine } from '../questions'
import { journal as texts } from '../texts'
import { JournalDetails } from './journal-details'
import { toCountText } from './run-lines'

interface JournalProps {
  readonly timeZone: string
  readonly looks: number
  readonly refresh: () => Promise<void>
}

/** What was done, run by run, and the way to take it back. */
export function Journal({ timeZone, looks, refresh }: JournalProps) {
  const pages = usePages<string>()
  const [opened, setOpened] = useState<JournalLine | null>(null)
  const before = pages.current
  const asked = useQuestion(() => ask('listJournal', { before }), JSON.stringify([before, looks]))
  return (
    <Section title={texts.title} about={texts.about}>
      <WhenAnswered asked={asked}>
        {(page) => (
          <Stack space="space.200">
            {page.lines.length === 0 ? (
              <EmptyState header={texts.nothingTitle} headingLevel={3} description={texts.nothing} />
            ) : (
              <DynamicTable
                label={texts.title}
                head={headOf(texts.columns)}
                rows={page.lines.map((line) => toRow(line, timeZone, setOpened))}
                isLoading={asked.isAsking}
              />
            )}
            <Pager
              pages={pages}
              next={page.before}
              isAsking={asked.isAsking}
              names={{ back: texts.newer, on: texts.older }}
            />
          </Stack>
        )}
      </WhenAnswered>
      {opened === null ? null : (
        <JournalDetails
          key={opened.id}
          line={opened}
          timeZone={timeZone}
          refresh={refresh}
          onClose={() => setOpened(null)}
        />
      )}
    </Section>
  )
}

const APPEARANCES = {
  ready: 'inprogress',
  held: 'moved',
  applying: 'inprogress',
  running: 'inprogress',
  done: 'success',
  stopped: 'moved',
} as const

function toRow(line: JournalLine, timeZone: string, open: (line: JournalLine) => void) {
  const { id, kind, at, by, status, counts, planId } = line
  const name =
    kind === 'undo' && planId !== undefined ? texts.undoOf(nameOfRun(planId, timeZone)) : nameOfRun(id, timeZone)
  return rowOf(id, {
    when: formatInstant(at, timeZone),
    run: (
      <Inline space="space.100" alignBlock="center" shouldWrap>
        <Text>{name}</Text>
        {status === null ? null : <Lozenge appearance={APPEARANCES[status]}>{texts.statuses[status]}</Lozenge>}
      </Inline>
    ),
    by: by === undefined ? texts.byItself : <PersonCell accountId={by} />,
    outcome: toCountText(counts, ', ') || texts.noChange,
    actions:
      kind === 'undo' || status === null ? (
        ''
      ) : (
        <Button spacing="compact" onClick={() => open(line)}>
          {texts.details}
        </Button>
      ),
  })
}
