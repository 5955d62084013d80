import * as v from 'valibot'
import type { Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { LAST_SWEEP, readReviewPart as readPart } from '../state/review-store'
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

const NONE: ReviewPage = { plannedAt: null, total: 0, rows: [], next: null }
/** Rows of one page of the whole list. */
const ROWS_PER_PAGE = 700
/** Rows of one part: what a table shows at a time. */
const ROWS_PER_PART = 50

/** Of a preview; without it, the last sweep. */
const reviewId = v.optional(v.pipe(v.string(), v.maxLength(100)))
const question = v.strictObject({ reviewId, page: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))) })
const partQuestion = v.strictObject({
  reviewId,
  from: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))),
})

/** Who would give the seat back and who keeps it, each with the reason: of the last sweep, also a dry one, or a preview. */
export async function listReview({ store }: Pick<Ports, 'store'>, input: unknown): Promise<ReviewPage> {
  const { reviewId: id = LAST_SWEEP, page = 0 } = parseInput(question, input ?? {})
  const part = await readPart(store, id, page * ROWS_PER_PAGE, ROWS_PER_PAGE)
  return part === null ? NONE : { ...part, next: (page + 1) * ROWS_PER_PAGE < part.total ? page + 1 : null }
}

/** The same in parts of 50 rows, for a table. */
export async function readReviewPart({ store }: Pick<Ports, 'store'>, input: unknown): Promise<ReviewPage> {
  const { reviewId: id = LAST_SWEEP, from = 0 } = parseInput(partQuestion, input ?? {})
  const part = await readPart(store, id, from, ROWS_PER_PART)
  return part === null ? NONE : { ...part, next: from + ROWS_PER_PART < part.total ? from + ROWS_PER_PART : null }
}
