import { DynamicTable, EmptyState, Text, User } from '@forge/react'
import { Section } from '../common/section'
import { formatInstant, formatNumber } from '../format'
import type { Overview, WaitingEntry } from '../questions'
import { overview as texts } from '../texts'

const ROWS_PER_PAGE = 10

/** Who waits for a seat, in the order of the queue. Names are drawn by Jira from account ids. */
export function WaitingList({ overview }: { readonly overview: Overview }) {
  const { waiting, isWaitingCut, settings } = overview
  if (waiting.length === 0) {
    return (
      <Section title={texts.waiting}>
        <EmptyState header={texts.nobodyTitle} headingLevel={3} description={texts.nobody} />
      </Section>
    )
  }
  const { columns } = texts
  const head = {
    cells: [
      { key: 'person', content: columns.person },
      { key: 'since', content: columns.since },
      { key: 'told', content: columns.told },
    ],
  }
  return (
    <Section title={texts.waiting} about={texts.waitingCount(formatNumber(waiting.length), isWaitingCut)}>
      <DynamicTable
        label={texts.waiting}
        head={head}
        rows={waiting.map((entry) => toRow(entry, settings.schedules.timeZone))}
        rowsPerPage={ROWS_PER_PAGE}
      />
    </Section>
  )
}

function toRow(entry: WaitingEntry, timeZone: string) {
  const told = entry.because === 'no-seat' ? entry.message : texts.notTaken
  return {
    key: entry.accountId,
    cells: [
      { key: 'person', content: <User accountId={entry.accountId} /> },
      { key: 'since', content: <Text>{formatInstant(entry.askedAt, timeZone)}</Text> },
      { key: 'told', content: <Text>{told}</Text> },
    ],
  }
}
