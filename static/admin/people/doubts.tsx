import { Button, DynamicTable, Lozenge, Stack, Text } from '@forge/react'
import type { Verdict } from '../../../src/core/identity'
import { Export } from '../common/export'
import { WhenAnswered } from '../common/not-ready'
import { Pager, usePages } from '../common/pager'
import { Section, Subtle, headOf, rowOf } from '../common/shapes'
import { useAction } from '../common/use-action'
import { useQuestion } from '../common/use-question'
import { formatInstant, formatNumber } from '../format'
import { ask } from '../questions'
import type { DoubtRow, ShownIdentity } from '../questions'
import { exports, identities as texts } from '../texts'

interface DoubtsProps {
  readonly timeZone: string
  readonly looks: number
  readonly refresh: () => Promise<void>
  /** Shows what is known of an account. */
  readonly open: (accountId: string) => void
}

/** People of whom it is not certain whose account is theirs, with both sides, and what an administrator says about it. */
export function Doubts({ timeZone, looks, refresh, open }: DoubtsProps) {
  const pages = usePages<number>()
  const from = pages.current ?? 0
  const asked = useQuestion(() => ask('listDoubts', { from }), `${looks} ${from}`)
  return (
    <Section title={texts.title}>
      <WhenAnswered asked={asked}>
        {(page) =>
          page.total === 0 ? (
            <Subtle>{texts.nobody}</Subtle>
          ) : (
            <Stack space="space.150">
              <Text>{texts.about(formatNumber(page.open), page.open === 1, formatNumber(page.total - page.open))}</Text>
              <DynamicTable
                label={texts.title}
                head={headOf(texts.columns)}
                rows={page.rows.map((row) => toRow(row, { timeZone, refresh, open }))}
                isLoading={asked.isAsking}
              />
              <Pager pages={pages} next={page.next} isAsking={asked.isAsking} />
              <Stack alignInline="start">
                <Export kind="doubts" what={exports.what.doubts} />
              </Stack>
            </Stack>
          )
        }
      </WhenAnswered>
    </Section>
  )
}

function toRow(row: DoubtRow, controls: Omit<DoubtsProps, 'looks'>) {
  const { objectId, accountId, otherId, because, since, person, account, other } = row
  return rowOf(`${objectId} ${accountId ?? ''}`, {
    person: <Side of={person} id={texts.directoryId(objectId)} missing={texts.gonePerson} />,
    account:
      accountId === null ? (
        texts.noAccount
      ) : (
        <Side isAccount of={account} id={texts.accountId(accountId)} missing={texts.goneAccount} />
      ),
    other:
      otherId === null ? texts.noOther : <Side of={other} id={texts.directoryId(otherId)} missing={texts.gonePerson} />,
    why: (
      <Stack>
        <Text>{because === null ? texts.settled : texts.reasons[because]}</Text>
        {because === null ? null : <Subtle>{texts.since(formatInstant(since, controls.timeZone))}</Subtle>}
      </Stack>
    ),
    // Inside an element of its own: a table calls a cell's component as a function, and that one has state.
    actions: (
      <Stack>
        <Controls row={row} {...controls} />
      </Stack>
    ),
  })
}

interface SideProps {
  /** null: gone, or not told. */
  readonly of: ShownIdentity | null
  readonly id: string
  readonly missing: string
  readonly isAccount?: boolean
}

function Side({ of, id, missing, isAccount = false }: SideProps) {
  const [on, off] = isAccount ? [texts.active, texts.inactive] : [texts.enabled, texts.disabled]
  return (
    <Stack space="space.050" alignInline="start">
      <Text>{of === null ? missing : of.name === '' ? texts.noName : of.name}</Text>
      {of === null || of.address === '' ? null : <Text>{of.address}</Text>}
      {of === null ? null : (
        <Lozenge appearance={of.isActive ? 'success' : 'default'}>{of.isActive ? on : off}</Lozenge>
      )}
      <Subtle>{id}</Subtle>
    </Stack>
  )
}

function Controls({ row, timeZone, refresh, open }: { row: DoubtRow } & Omit<DoubtsProps, 'looks'>) {
  const { objectId, accountId, because, decision, person, account, other } = row
  const { isBusy, run } = useAction(refresh)
  const pair = { objectId, accountId }
  const button = (name: string, click: () => void) => (
    <Button spacing="compact" isDisabled={isBusy} onClick={click}>
      {name}
    </Button>
  )
  const choice = (verdict: Verdict, doneText: string) => (
    <Stack space="space.050" alignInline="start">
      {button(texts.verdicts[verdict], () => void run(() => ask('sayIdentity', { ...pair, verdict }), doneText))}
      <Subtle>{texts.does(verdict, person?.name ?? null, because, other !== null)}</Subtle>
    </Stack>
  )
  return (
    <Stack space="space.150" alignInline="start">
      {decision === null ? (
        <>
          {accountId === null ? null : choice('same', texts.saidSame)}
          {accountId === null ? null : choice('another', texts.saidAnother)}
          {choice('alone', texts.saidAlone)}
        </>
      ) : (
        <Stack space="space.050" alignInline="start">
          <Lozenge appearance="inprogress">{texts.decided(decision.verdict, decision.isUnlinked === true)}</Lozenge>
          <Subtle>{texts.decidedAt(formatInstant(decision.at, timeZone))}</Subtle>
          {button(texts.takeBack, () => void run(() => ask('takeBackDecision', pair), texts.takenBack))}
          <Subtle>{texts.takesBack(decision.verdict, decision.isUnlinked === true)}</Subtle>
        </Stack>
      )}
      {accountId === null || account === null ? null : button(texts.open, () => open(accountId))}
    </Stack>
  )
}
