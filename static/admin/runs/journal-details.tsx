import { useState } from 'react'
import { Button, Checkbox, DynamicTable, EmptyState, Inline, LoadingButton, Stack } from '@forge/react'
import { Dialog } from '../common/dialog'
import { Export } from '../common/export'
import { WhenAnswered } from '../common/not-ready'
import { Pager, usePages } from '../common/pager'
import { PersonCell } from '../common/person-cell'
import { nameOfRun } from '../common/plan-name'
import { Message, headOf, rowOf } from '../common/shapes'
import { useAction } from '../common/use-action'
import { useQuestion } from '../common/use-question'
import { formatInstant } from '../format'
import { ask } from '../questions'
import type { JournalLine, JournalRow } from '../questions'
import { common, exports, journal as texts, outcomeNames, reasonOf } from '../texts'

/** Batches of 20 people in one part of the list. */
const BATCHES = 2
/** As many as one undo takes by name; for more there is the whole run. */
const CHOSEN_MAX = 1_000

interface JournalDetailsProps {
  readonly line: JournalLine
  readonly timeZone: string
  readonly refresh: () => Promise<void>
  readonly onClose: () => void
}

/** Who was touched by one run, how and why; all of it, or those that are ticked, can be taken back. */
export function JournalDetails({ line, timeZone, refresh, onClose }: JournalDetailsProps) {
  const pages = usePages<number>()
  const from = pages.current ?? 0
  const asked = useQuestion(() => ask('readJournal', { planId: line.id, from, batches: BATCHES }), `${line.id} ${from}`)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isSure, setSure] = useState(false)
  const { isBusy, run } = useAction(refresh)
  const canUndo =
    line.kind !== 'provision' && line.kind !== 'renames' && (line.status === 'done' || line.status === 'stopped')
  const choose = (accountId: string): void => {
    const next = new Set(chosen)
    if (!next.delete(accountId) && next.size < CHOSEN_MAX) next.add(accountId)
    setChosen(next)
  }
  const undo = async (): Promise<void> => {
    const question = { planId: line.id, ...(chosen.size === 0 ? {} : { accountIds: [...chosen] }) }
    if ((await run(() => ask('undoRun', question), texts.undoStarted)) === null) onClose()
  }
  const actions = !canUndo ? null : isSure ? (
    <>
      <Button onClick={() => setSure(false)}>{common.cancel}</Button>
      <LoadingButton appearance="warning" isLoading={isBusy} onClick={() => void undo()}>
        {texts.undoNow(chosen.size)}
      </LoadingButton>
    </>
  ) : (
    <Button appearance="primary" onClick={() => setSure(true)}>
      {texts.undo(chosen.size)}
    </Button>
  )
  return (
    <Dialog isWide title={nameOfRun(line.id, timeZone)} onClose={onClose} actions={actions}>
      <Stack space="space.200">
        <Inline>
          <Export kind="journal" of={{ planId: line.id }} what={exports.what.journal} />
        </Inline>
        {isSure ? <Message appearance="warning" title={texts.sureTitle(chosen.size)} text={texts.sure} /> : null}
        <WhenAnswered asked={asked}>
          {(page) =>
            page.entries.length === 0 ? (
              <EmptyState header={texts.nobodyTitle} headingLevel={3} description={texts.nobody} />
            ) : (
              <Stack space="space.200">
                <DynamicTable
                  label={texts.entries}
                  head={headOf<string>(
                    canUndo ? { choose: texts.chooseColumn, ...texts.entryColumns } : texts.entryColumns,
                  )}
                  rows={page.entries.map((entry, index) =>
                    rowOf(`${from} ${index}`, {
                      ...(canUndo ? { choose: toChoice(entry, chosen.has(entry.accountId), choose) } : {}),
                      ...toCells(entry, timeZone),
                    }),
                  )}
                />
                <Pager pages={pages} next={page.next} isAsking={asked.isAsking} />
              </Stack>
            )
          }
        </WhenAnswered>
      </Stack>
    </Dialog>
  )
}

function toChoice(entry: JournalRow, isChosen: boolean, choose: (accountId: string) => void) {
  if (!entry.isUndoable) return ''
  return <Checkbox label={texts.choose} isChecked={isChosen} onChange={() => choose(entry.accountId)} />
}

function toCells(
  { type, accountId, objectId, outcome, because, productKey, undoneAt, stillHeldBy }: JournalRow,
  timeZone: string,
) {
  // Nobody's access is taken back by a sweep but for this reason.
  const why = because ?? (type === 'revoke' && outcome === 'revoked' ? 'dormant' : null)
  const done = outcome === undefined ? texts.meant : outcomeNames[outcome]
  const state =
    undoneAt !== undefined
      ? texts.undone(formatInstant(undoneAt, timeZone))
      : (stillHeldBy ?? []).length > 0
        ? texts.stillHeld
        : ''
  return {
    person: <PersonCell accountId={accountId} objectId={objectId ?? null} />,
    what: productKey === undefined ? done : `${done} (${productKey})`,
    why: why === null ? '' : reasonOf(why),
    state,
  }
}
