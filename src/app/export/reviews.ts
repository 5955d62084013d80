import * as v from 'valibot'
import type { Ports } from '../../ports'
import { LAST_SWEEP, readReviewPart } from '../state/review-store'
import type { ReviewRow } from '../state/review-store'
import { ROWS_WITH_NAMES, id, readNames, toPlace, exportSource } from './export-source'

const question = v.strictObject({ reviewId: v.optional(id, LAST_SWEEP) })

/** The last sweep, or a dry run on unsaved settings: who would give the seat back, who keeps it, and why. */
export const reviewExport = exportSource({
  question,
  columns: [
    'accountId',
    'name',
    'email',
    'product',
    'decision',
    'reason',
    'newestActivity',
    'newestSource',
    'groupIds',
  ],
  fileName: ({ reviewId }) => (reviewId === LAST_SWEEP ? 'sweep' : 'sweep-dry-run'),
  read: async (ports, { reviewId }, cursor) => {
    const { rows, next } = await readFrom(ports, reviewId, toPlace(cursor), () => true)
    const nameOf = await readNames(
      ports,
      rows.map(({ accountId }) => accountId),
    )
    return {
      rows: rows.map(({ accountId, productKey, decision, because, newest, groupIds }) => [
        ...[accountId, ...nameOf(accountId)],
        ...[productKey ?? null, decision, because, newest?.at ?? null, newest?.source ?? null, groupIds.join(' ')],
      ]),
      next,
    }
  },
})

/** Unused access that only the identity provider can end: person → group → product, a line for each group. */
export const synchronisedExport = exportSource({
  question,
  columns: ['accountId', 'name', 'email', 'groupId', 'groupName', 'product', 'newestActivity'],
  fileName: () => 'synchronised-access',
  read: async (ports, { reviewId }, cursor) => {
    const isInTheWay = ({ because }: ReviewRow): boolean => because === 'synchronised-group'
    const { rows, next } = await readFrom(ports, reviewId, toPlace(cursor), isInTheWay)
    const nameOf = await readNames(
      ports,
      rows.map(({ accountId }) => accountId),
    )
    const groups = await ports.accounts.readGroups(rows.flatMap(({ groupIds }) => groupIds))
    return {
      rows: rows.flatMap(({ accountId, productKey, newest, groupIds }) =>
        groupIds.map((groupId) => [
          ...[accountId, ...nameOf(accountId), groupId, groups.get(groupId)?.name ?? null],
          ...[productKey ?? null, newest?.at ?? null],
        ]),
      ),
      next,
    }
  },
})

/** Rows that are looked through at a time. */
const READ_AT_ONCE = 700

/** Rows from a place on, as many as names can be read for, however many chunks lie in between. */
async function readFrom(
  { store }: Pick<Ports, 'store'>,
  reviewId: string,
  from: number,
  isWanted: (row: ReviewRow) => boolean,
): Promise<{ rows: readonly ReviewRow[]; next: string | null }> {
  const rows: ReviewRow[] = []
  let place = from
  for (;;) {
    const part = await readReviewPart(store, reviewId, place, READ_AT_ONCE)
    if (part === null || part.rows.length === 0) return { rows, next: null }
    for (const row of part.rows) {
      if (rows.length === ROWS_WITH_NAMES) return { rows, next: String(place) }
      if (isWanted(row)) rows.push(row)
      place += 1
    }
  }
}
