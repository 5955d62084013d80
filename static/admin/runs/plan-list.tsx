import { DynamicTable, EmptyState, Stack, Text } from '@forge/react'
import type { Signal } from '../../../src/core/activity'
import { WhenAnswered } from '../common/not-ready'
import { Pager, usePages } from '../common/pager'
import { PersonCell } from '../common/person-cell'
import { headOf, rowOf } from '../common/shapes'
import { useQuestion } from '../common/use-question'
import { formatAge, formatInstant, formatNumber } from '../format'
import { ask } from '../questions'
import type { PlanPart, ReviewPage } from '../questions'
import { actionNames, lists as texts, reasonOf, signalNames } from '../texts'

interface ListProps {
  readonly timeZone: string
  /** The server's present, for ages. */
  readonly now: string
}

interface PlanListProps extends ListProps {
  readonly planId: string
  readonly isOfAddresses: boolean
}

/** The very plan that an approval approves, person by person. */
export function PlanList({ planId, isOfAddresses, timeZone, now }: PlanListProps) {
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
            head={isOfAddresses ? headOf(texts.addressColumns) : headOf(texts.columns)}
            rows={rows.map((row, index) =>
              isOfAddresses ? toAddressRow(row, from + index) : toPlanRow(row, from + index, { timeZone, now }),
            )}
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
              head={headOf(texts.columns)}
              rows={rows.map((row, index) => toReviewRow(row, from + index, { timeZone, now }))}
            />
            <Pager pages={pages} next={next} isAsking={asked.isAsking} />
          </Stack>
        )
      }
    </WhenAnswered>
  )
}

function toPlanRow(row: PlanPart['rows'][number], place: number, { timeZone, now }: ListProps) {
  const { accountId, objectId, type, because, productKey, newest } = row
  return rowOf(String(place), {
    person: <PersonCell accountId={accountId} objectId={objectId} />,
    what: productKey === null ? actionNames[type] : `${actionNames[type]} (${productKey})`,
    why: because === null ? '' : reasonOf(because),
    last: type === 'revoke' ? signalText(newest, timeZone, now) : '',
  })
}

function toAddressRow({ accountId, objectId, address }: PlanPart['rows'][number], place: number) {
  return rowOf(String(place), {
    person: <PersonCell accountId={accountId} objectId={objectId} />,
    from: address?.from ?? texts.noAddress,
    to: address?.to ?? texts.noAddress,
  })
}

function toReviewRow(row: ReviewPage['rows'][number], place: number, { timeZone, now }: ListProps) {
  const what = row.decision === 'revoke' ? actionNames.revoke : texts.keep
  return rowOf(String(place), {
    person: <PersonCell accountId={row.accountId} />,
    what: row.productKey === undefined ? what : `${what} (${row.productKey})`,
    why: reasonOf(row.because),
    last: signalText(row.newest, timeZone, now),
  })
}

/** e.g. "200 days ago (Tue, 3 Mar 2026, 04:00): last active by the organization" */
function signalText(signal: Signal | null, timeZone: string, now: string): string {
  if (signal === null || signal.at === null) return texts.neverSeen
  return texts.seen(formatAge(signal.at, now), formatInstant(signal.at, timeZone), signalNames[signal.source])
}
