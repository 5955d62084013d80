import { Button, ButtonGroup, DynamicTable, EmptyState, Stack, Text, User } from '@forge/react'
import { useAction } from '../common/use-action'
import { Section } from '../common/section'
import { formatInstant, formatNumber } from '../format'
import { ask } from '../questions'
import type { Overview, WaitingEntry } from '../questions'
import { overview as texts, reasonOf } from '../texts'

const ROWS_PER_PAGE = 10
const COLUMNS = ['place', 'person', 'product', 'since', 'told', 'actions'] as const

interface WaitingListProps {
  readonly overview: Overview
  readonly refresh: () => Promise<void>
}

/** Who waits for a seat, in the order of the queue, and the ways to change it. Names are drawn by Jira from account ids. */
export function WaitingList({ overview, refresh }: WaitingListProps) {
  const { waiting, isWaitingCut, settings } = overview
  if (waiting.length === 0) {
    return (
      <Section title={texts.waiting}>
        <EmptyState header={texts.nobodyTitle} headingLevel={3} description={texts.nobody} />
      </Section>
    )
  }
  const head = { cells: COLUMNS.map((key) => ({ key, content: texts.columns[key] })) }
  return (
    <Section title={texts.waiting} about={texts.waitingCount(formatNumber(waiting.length), isWaitingCut)}>
      <DynamicTable
        // @forge/react 12.3 draws a row that moves down one place too far: a new order is a new table.
        key={waiting.map(({ productKey, accountId }) => `${productKey} ${accountId}`).join()}
        label={texts.waiting}
        head={head}
        rows={waiting.map((entry) => {
          const queue = waiting.filter(({ productKey }) => productKey === entry.productKey)
          return toRow(entry, queue, settings.schedules.timeZone, refresh)
        })}
        rowsPerPage={ROWS_PER_PAGE}
      />
    </Section>
  )
}

function toRow(entry: WaitingEntry, queue: readonly WaitingEntry[], timeZone: string, refresh: () => Promise<void>) {
  const told = entry.message ?? texts.triedAgain(reasonOf(entry.because))
  return {
    key: `${entry.productKey} ${entry.accountId}`,
    cells: [
      { key: 'place', content: <Text>{formatNumber(queue.indexOf(entry) + 1)}</Text> },
      { key: 'person', content: <User accountId={entry.accountId} /> },
      { key: 'product', content: <Text>{entry.productKey}</Text> },
      { key: 'since', content: <Text>{formatInstant(entry.askedAt, timeZone)}</Text> },
      { key: 'told', content: <Text>{told}</Text> },
      {
        key: 'actions',
        // Inside an element of its own: a table calls a cell's component as a function, and that one has state.
        content: (
          <Stack>
            <Controls entry={entry} queue={queue} refresh={refresh} />
          </Stack>
        ),
      },
    ],
  }
}

interface ControlsProps {
  readonly entry: WaitingEntry
  /** Those who wait for the same product, in order. */
  readonly queue: readonly WaitingEntry[]
  readonly refresh: () => Promise<void>
}

function Controls({ entry, queue, refresh }: ControlsProps) {
  const { isBusy, run } = useAction(refresh)
  const { accountId, productKey } = entry
  const place = queue.indexOf(entry)
  const move = (before: string | null): void =>
    void run(() => ask('moveWaiting', { accountId, productKey, before }), texts.moved)
  return (
    <ButtonGroup>
      <Button
        spacing="compact"
        isDisabled={isBusy}
        onClick={() => void run(() => ask('grantNow', { accountId, productKey }), texts.grantAsked)}
      >
        {texts.grantNow}
      </Button>
      <Button
        spacing="compact"
        isDisabled={isBusy || place === 0}
        onClick={() => move(queue[place - 1]?.accountId ?? null)}
      >
        {texts.up}
      </Button>
      <Button
        spacing="compact"
        isDisabled={isBusy || place === queue.length - 1}
        onClick={() => move(queue[place + 2]?.accountId ?? null)}
      >
        {texts.down}
      </Button>
      <Button
        spacing="compact"
        isDisabled={isBusy}
        onClick={() => void run(() => ask('dropWaiting', { accountId, productKey }), texts.dropped)}
      >
        {texts.drop}
      </Button>
    </ButtonGroup>
  )
}
