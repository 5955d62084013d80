import { useState } from 'react'
import { Button, DynamicTable, EmptyState, Inline, Lozenge, Stack, Text } from '@forge/react'
import { PersonCell } from '../common/person-cell'
import { Pager } from '../common/pager'
import { nameOfRun } from '../common/plan-name'
import { Section } from '../common/section'
import { usePages } from '../common/use-pages'
import { useQuestion } from '../common/use-question'
import { WhenAnswered } from '../common/when-answered'
import { formatInstant } from '../format'
import { ask } from '../questions'
import type { JournalLine } from '../questions'
import { journal as texts } from '../texts'
import { JournalDetails } from './journal-details'
import { headOf } from './plan-list'
import { toCountLines } from './run-lines'

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
                head={headOf(['when', 'run', 'by', 'outcome', 'actions'])}
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
  const outcome = toCountLines(counts)
    .map(({ name, value }) => `${name}: ${value}`)
    .join(', ')
  const name =
    kind === 'undo' && planId !== undefined ? texts.undoOf(nameOfRun(planId, timeZone)) : nameOfRun(id, timeZone)
  return {
    key: id,
    cells: [
      { key: 'when', content: <Text>{formatInstant(at, timeZone)}</Text> },
      {
        key: 'run',
        content: (
          <Inline space="space.100" alignBlock="center" shouldWrap>
            <Text>{name}</Text>
            {status === null ? null : <Lozenge appearance={APPEARANCES[status]}>{texts.statuses[status]}</Lozenge>}
          </Inline>
        ),
      },
      { key: 'by', content: by === undefined ? <Text>{texts.byItself}</Text> : <PersonCell accountId={by} /> },
      { key: 'outcome', content: <Text>{outcome === '' ? texts.noChange : outcome}</Text> },
      {
        key: 'actions',
        content:
          kind === 'undo' || status === null ? (
            <Text>{''}</Text>
          ) : (
            <Button spacing="compact" onClick={() => open(line)}>
              {texts.details}
            </Button>
          ),
      },
    ],
  }
}
