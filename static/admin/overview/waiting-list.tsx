import { Button, ButtonGroup, DynamicTable, EmptyState, Stack, User } from '@forge/react'
import { useAction } from '../common/use-action'
import { Section, headOf, rowOf } from '../common/shapes'
import { formatInstant, formatNumber } from '../format'
import { ask } from '../questions'
import type { Overview, WaitingEntry } from '../questions'
import { overview as texts, reasonOf } from '../texts'

const ROWS_PER_PAGE = 10

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
  return (
    <Section title={texts.waiting} about={texts.waitingCount(formatNumber(waiting.length), isWaitingCut)}>
      <DynamicTable
        // @forge/react 12.3 draws a row that moves down one place too far: a new order is a new table.
        key={waiting.map(({ productKey, accountId }) => `${productKey} ${accountId}`).join()}
        label={texts.waiting}
        head={headOf(texts.columns)}
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
  return rowOf(`${entry.productKey} ${entry.accountId}`, {
    place: formatNumber(queue.indexOf(entry) + 1),
    person: <User accountId={entry.accountId} />,
    product: entry.productKey,
    since: formatInstant(entry.askedAt, timeZone),
    told: entry.message ?? texts.triedAgain(reasonOf(entry.because)),
    // Inside an element of its own: a table calls a cell's component as a function, and that one has state.
    actions: (
      <Stack>
        <Controls entry={entry} queue={queue} refresh={refresh} />
      </Stack>
    ),
  })
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
  const move = (before: WaitingEntry | undefined): void =>
    void run(() => ask('moveWaiting', { accountId, productKey, before: before?.accountId ?? null }), texts.moved)
  const grant = (): void => void run(() => ask('grantNow', { accountId, productKey }), texts.grantAsked)
  const drop = (): void => void run(() => ask('dropWaiting', { accountId, productKey }), texts.dropped)
  const control = (name: string, onClick: () => void, isDisabled = false) => (
    <Button spacing="compact" isDisabled={isBusy || isDisabled} onClick={onClick}>
      {name}
    </Button>
  )
  return (
    <ButtonGroup>
      {control(texts.grantNow, grant)}
      {control(texts.up, () => move(queue[place - 1]), place === 0)}
      {control(texts.down, () => move(queue[place + 2]), place === queue.length - 1)}
      {control(texts.drop, drop)}
    </ButtonGroup>
  )
}
