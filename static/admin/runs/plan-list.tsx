import { DynamicTable, EmptyState, Stack, Text } from '@forge/react'
import { Pager } from '../common/pager'
import { PersonCell } from '../common/person-cell'
import { usePages } from '../common/use-pages'
import { useQuestion } from '../common/use-question'
import { WhenAnswered } from '../common/when-answered'
import { formatNumber } from '../format'
import { ask } from '../questions'
import type { PlanPart, ReviewPage } from '../questions'
import { actionNames, lists as texts, reasonOf } from '../texts'
import { signalText } from './signal-text'

interface ListProps {
  readonly timeZone: string
  /** The server's present, for ages. */
  readonly now: string
}

/** The very plan that an approval approves, person by person. */
export function PlanList({ planId, timeZone, now }: ListProps & { readonly planId: string }) {
  const pages = usePages<number>()
  const from = pages.current ?? 0
  const asked = useQuestion(() => ask('readPlanPart', { planId, from }), `${planId} ${from}`)
  return (
    <WhenAnswered asked={asked}>
      {({ rows, total, next }) => (
        <Stack space="space.200">
          <Text>{texts.planned(formatNumber(total))}</Text>
          <DynamicTable
            label={texts.planLabel}
            head={headOf(['person', 'what', 'why', 'last'])}
            rows={rows.map((row, index) => toPlanRow(row, from + index, { timeZone, now }))}
          />
          <Pager pages={pages} next={next} isAsking={asked.isAsking} />
        </Stack>
      )}
    </WhenAnswered>
  )
}

/** Who would give the seat back and who keeps it, by the last sweep that looked; also a dry one. */
export function ReviewList({ timeZone, now }: ListProps) {
  const pages = usePages<number>()
  const from = pages.current ?? 0
  const asked = useQuestion(() => ask('readReviewPart', { from }), String(from))
  return (
    <WhenAnswered asked={asked}>
      {({ rows, total, next }) =>
        rows.length === 0 ? (
          <EmptyState header={texts.nobodyTitle} headingLevel={3} description={texts.nobody} />
        ) : (
          <Stack space="space.200">
            <Text>{texts.reviewed(formatNumber(total))}</Text>
            <DynamicTable
              label={texts.reviewLabel}
              head={headOf(['person', 'what', 'why', 'last'])}
              rows={rows.map((row, index) => toReviewRow(row, from + index, { timeZone, now }))}
            />
            <Pager pages={pages} next={next} isAsking={asked.isAsking} />
          </Stack>
        )
      }
    </WhenAnswered>
  )
}

export function headOf(names: readonly (keyof typeof texts.columns)[]) {
  return { cells: names.map((key) => ({ key, content: texts.columns[key] })) }
}

function toPlanRow(row: PlanPart['rows'][number], place: number, { timeZone, now }: ListProps) {
  const { accountId, objectId, type, because, productKey, newest } = row
  const what = productKey === null ? actionNames[type] : `${actionNames[type]} (${productKey})`
  return {
    key: String(place),
    cells: [
      { key: 'person', content: <PersonCell accountId={accountId} objectId={objectId} /> },
      { key: 'what', content: <Text>{what}</Text> },
      { key: 'why', content: <Text>{because === null ? '' : reasonOf(because)}</Text> },
      { key: 'last', content: <Text>{type === 'revoke' ? signalText(newest, timeZone, now) : ''}</Text> },
    ],
  }
}

function toReviewRow(row: ReviewPage['rows'][number], place: number, { timeZone, now }: ListProps) {
  const what = row.decision === 'revoke' ? actionNames.revoke : texts.keep
  return {
    key: String(place),
    cells: [
      { key: 'person', content: <PersonCell accountId={row.accountId} objectId={null} /> },
      { key: 'what', content: <Text>{row.productKey === undefined ? what : `${what} (${row.productKey})`}</Text> },
      { key: 'why', content: <Text>{reasonOf(row.because)}</Text> },
      { key: 'last', content: <Text>{signalText(row.newest, timeZone, now)}</Text> },
    ],
  }
}
