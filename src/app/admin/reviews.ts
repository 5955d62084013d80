import * as v from 'valibot'
import type { Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { LAST_SWEEP, ROWS_PER_CHUNK, readReviewHeader, readReviewRows } from '../state/review-store'
import type { ReviewRow } from '../state/review-store'

export interface ReviewPage {
  /** When the plan was made; null when there is none, or no longer. */
  readonly plannedAt: string | null
  readonly total: number
  /** At most 700 rows. */
  readonly rows: readonly ReviewRow[]
  /** To go on with, null on the last page. */
  readonly next: number | null
}

const question = v.strictObject({
  /** Of a preview; without it, the last sweep. */
  reviewId: v.optional(v.pipe(v.string(), v.maxLength(100))),
  page: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
})

/** Who would give the seat back and who keeps it, each with the reason: of the last sweep, also a dry one, or a preview. */
export async function listReview({ store }: Pick<Ports, 'store'>, input: unknown): Promise<ReviewPage> {
  const { reviewId = LAST_SWEEP, page = 0 } = parseInput(question, input ?? {})
  const header = await readReviewHeader(store, reviewId)
  if (header === null) return { plannedAt: null, total: 0, rows: [], next: null }
  const rows = await readReviewRows(store, reviewId, page)
  return { ...header, rows, next: (page + 1) * ROWS_PER_CHUNK < header.total ? page + 1 : null }
}

/** Rows of one part: what a table shows at a time. */
const ROWS_PER_PART = 50
const partQuestion = v.strictObject({
  reviewId: v.optional(v.pipe(v.string(), v.maxLength(100))),
  from: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))),
})

/** The same in parts of 50 rows, for a table. */
export async function readReviewPart({ store }: Pick<Ports, 'store'>, input: unknown): Promise<ReviewPage> {
  const { reviewId = LAST_SWEEP, from = 0 } = parseInput(partQuestion, input ?? {})
  const header = await readReviewHeader(store, reviewId)
  if (header === null) return { plannedAt: null, total: 0, rows: [], next: null }
  const chunk = Math.floor(from / ROWS_PER_CHUNK)
  const start = from - chunk * ROWS_PER_CHUNK
  // A chunk holds a whole number of parts.
  const rows = (await readReviewRows(store, reviewId, chunk)).slice(start, start + ROWS_PER_PART)
  return { ...header, rows, next: from + ROWS_PER_PART < header.total ? from + ROWS_PER_PART : null }
}
