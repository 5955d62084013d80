import { DynamicTable, Inline, LoadingButton, Stack, Text } from '@forge/react'
import { productName } from '../../../src/core/settings/products'
import type { StartGroup, StartState as StartStateAnswer } from '../../../src/app/admin/scan-start-state'
import type { RunReport } from '../../../src/app/state/run-report'
import { Problem, Section, headOf, rowOf } from '../common/shapes'
import { useAnswer } from '../common/use-question'
import { formatNumber } from '../format'
import { toCountText } from '../runs/run-lines'
import { ask } from '../questions'
import { refusalText } from '../texts'

/** What an existing site looks like before the app changes anything. */
const texts = {
  title: 'Where this site starts',
  about: 'Which groups give access today, and what the first runs would change.',
  look: 'Look at this site',
  columns: { product: 'Product', group: 'Group', members: 'Members', notes: 'Notes' },
  isDefault: 'Default group',
  synchronised: 'Changed by the identity provider only',
  missing: 'Not found',
  none: 'No group gives access.',
  seats: (product: string, used: string, total: string | null) =>
    total === null ? `${product}: ${used} seats used, unlimited.` : `${product}: ${used} of ${total} seats used.`,
  provision: 'What provision found last',
  sweep: 'What a sweep found last',
  notRun: 'It has not run yet. Run it under Runs: in a dry run it changes nothing.',
} as const

/** For a site that was there before the app: which groups give access today, and what the first runs would change. */
export function StartState() {
  const { kept, problem, isAsking, again } = useAnswer(() => ask('scanStartState'))
  return (
    <Section title={texts.title} about={texts.about}>
      <Inline>
        <LoadingButton isLoading={isAsking} onClick={() => void again()}>
          {texts.look}
        </LoadingButton>
      </Inline>
      <Problem text={problem} />
      {kept === null ? null : <Found state={kept} />}
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
        head={headOf(texts.columns)}
        rows={groups.map((group, index) =>
          rowOf(String(index), {
            product: productName(group.productKey),
            group: group.name ?? group.groupId,
            members: formatNumber(group.members),
            notes: notesOf(group),
          }),
        )}
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
  return (
    <Stack space="space.050">
      <Text weight="medium">{title}</Text>
      <Text>
        {report === null
          ? texts.notRun
          : [report.because ?? '', toCountText(report.counts, '. ')].filter((one) => one !== '').join('. ')}
      </Text>
    </Stack>
  )
}
