import { Button, ButtonGroup, DynamicTable, Stack, Text } from '@forge/react'
import { Export } from '../common/export'
import { Pager, usePages } from '../common/pager'
import { PersonCell } from '../common/person-cell'
import { Problem, Section, Subtle, headOf, rowOf } from '../common/shapes'
import { useAction } from '../common/use-action'
import { useQuestion } from '../common/use-question'
import { formatInstant, formatNumber } from '../format'
import { ask } from '../questions'
import type { TroubleRow } from '../questions'
import { actionNames, exports, overview as texts, reasonOf, remedyOf } from '../texts'

interface TroublesProps {
  readonly timeZone: string
  readonly asOf: string
  /** How many asked and wait for another reason than seats: they stand in the waiting list. */
  readonly askers: number
}

/** People whose change failed, with the reason and what to do. */
export function Troubles({ timeZone, asOf, askers }: TroublesProps) {
  const pages = usePages<number>()
  const from = pages.current ?? 0
  const asked = useQuestion(() => ask('listTroubles', { from }), `${asOf} ${from}`)
  const page = asked.kept
  if (page === null || page.total + askers === 0) return <Problem text={asked.problem} />
  const count = texts.changes(formatNumber(page.total), page.total === 1)
  const told = [
    ...(page.total === 0 ? [] : [texts.troublesAbout(count)]),
    ...(askers === 0 ? [] : [texts.askers(formatNumber(askers), askers === 1)]),
  ]
  return (
    <Section title={texts.troubles} about={told.join(' ')}>
      {page.total === 0 ? null : (
        <DynamicTable
          label={texts.troubles}
          head={headOf(texts.troubleColumns)}
          rows={page.rows.map((row) => toRow(row, timeZone, () => asked.again()))}
          isLoading={asked.isAsking}
        />
      )}
      <Pager pages={pages} next={page.next} isAsking={asked.isAsking} />
      <Problem text={asked.problem} />
      <Export kind="troubles" what={exports.what.troubles} />
    </Section>
  )
}

function toRow(row: TroubleRow, timeZone: string, refresh: () => Promise<void>) {
  const { key, type, accountId, objectId, productKey, because, since, tries, nextAt, isLeftAlone } = row
  return rowOf(key, {
    person: <PersonCell accountId={accountId} objectId={objectId} />,
    what: productKey === null ? actionNames[type] : `${actionNames[type]}: ${productKey}`,
    since: formatInstant(since, timeZone),
    tries: (
      <Stack>
        <Text>{formatNumber(tries)}</Text>
        <Subtle>{isLeftAlone ? texts.leftAlone : texts.nextTry(formatInstant(nextAt, timeZone))}</Subtle>
      </Stack>
    ),
    reason: (
      <Stack>
        <Text>{reasonOf(because)}</Text>
        <Subtle>{remedyOf(because)}</Subtle>
      </Stack>
    ),
    // Inside an element of its own: a table calls a cell's component as a function, and that one has state.
    actions: (
      <Stack>
        <Controls row={row} refresh={refresh} />
      </Stack>
    ),
  })
}

function Controls({ row: { key, isLeftAlone }, refresh }: { row: TroubleRow; refresh: () => Promise<void> }) {
  const { isBusy, run } = useAction(refresh)
  const control = (name: string, method: 'tryAgain' | 'leaveAlone', doneText: string) => (
    <Button spacing="compact" isDisabled={isBusy} onClick={() => void run(() => ask(method, { key }), doneText)}>
      {name}
    </Button>
  )
  return (
    <ButtonGroup>
      {control(texts.tryAgain, 'tryAgain', texts.tryingAgain)}
      {isLeftAlone ? null : control(texts.leaveAlone, 'leaveAlone', texts.leavingAlone)}
    </ButtonGroup>
  )
}
