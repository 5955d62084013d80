import { DynamicTable, Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react'
import { useState } from 'react'
import { productName } from '../../../src/core/settings/products'
import type { StartGroup, StartState as StartStateAnswer } from '../../../src/app/admin/scan-start-state'
import type { RunReport } from '../../../src/app/state/run-report'
import { Section } from '../common/section'
import { formatNumber } from '../format'
import { toCountLines } from '../runs/run-lines'
import { ask } from '../questions'
import { common, refusalText, startState as texts } from '../texts'

/** For a site that was there before the app: which groups give access today, and what the first runs would change. */
export function StartState() {
  const [state, setState] = useState<StartStateAnswer | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isLooking, setLooking] = useState(false)
  const look = async (): Promise<void> => {
    setLooking(true)
    const answer = await ask('scanStartState').catch(() => ({ ok: false as const, message: common.failed }))
    setLooking(false)
    if (answer.ok) setState(answer.value)
    setProblem(answer.ok ? null : answer.message)
  }
  return (
    <Section title={texts.title} about={texts.about}>
      <Inline>
        <LoadingButton isLoading={isLooking} onClick={() => void look()}>
          {texts.look}
        </LoadingButton>
      </Inline>
      {problem === null ? null : (
        <SectionMessage appearance="error" title={common.notDoneTitle}>
          <Text>{problem}</Text>
        </SectionMessage>
      )}
      {state === null ? null : <Found state={state} />}
    </Section>
  )
}

function Found({ state: { groups, seats, provision, sweep } }: { readonly state: StartStateAnswer }) {
  return (
    <Stack space="space.150">
      {seats.map(({ productKey, used, total }) => (
        <Text key={productKey}>
          {texts.seats(productName(productKey), formatNumber(used), total === null ? null : formatNumber(total))}
        </Text>
      ))}
      <DynamicTable
        caption={texts.title}
        emptyView={<Text>{texts.none}</Text>}
        head={{
          cells: (['product', 'group', 'members', 'notes'] as const).map((key) => ({
            key,
            content: texts.columns[key],
          })),
        }}
        rows={groups.map((group, index) => ({
          key: String(index),
          cells: [
            { key: 'product', content: productName(group.productKey) },
            { key: 'group', content: group.name ?? group.groupId },
            { key: 'members', content: formatNumber(group.members) },
            { key: 'notes', content: <Text>{notesOf(group)}</Text> },
          ],
        }))}
      />
      <LastFound title={texts.provision} report={provision} />
      <LastFound title={texts.sweep} report={sweep} />
    </Stack>
  )
}

function notesOf(group: StartGroup): string {
  const notes = [
    group.name === null ? texts.missing : null,
    group.isDefault ? texts.isDefault : null,
    group.isSynchronised ? texts.synchronised : null,
    group.refusedBecause === 'synchronised' || group.refusedBecause === 'missing' ? null : refusalText(group),
  ]
  return notes.filter((note) => note !== null).join('. ')
}

function LastFound({ title, report }: { readonly title: string; readonly report: RunReport | null }) {
  const counts = report === null ? [] : toCountLines(report.counts)
  return (
    <Stack space="space.050">
      <Text weight="medium">{title}</Text>
      <Text>
        {report === null
          ? texts.notRun
          : [report.because, ...counts.map(({ name, value }) => `${name}: ${value}`)]
              .filter((one) => one !== null)
              .join('. ')}
      </Text>
    </Stack>
  )
}
