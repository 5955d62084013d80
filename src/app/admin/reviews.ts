import * as v from 'valibot'
import type { Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { LAST_SWEEP, readReviewPart as readPart } from '../state/review-store'
import type { ReviewRow } from '../state/review-store'

export interface ReviewPage {
  /** When the plan was made; null when there is none, or no longer. */
  readonly plannedAt: string | null
  readonly total: number
  /** At most 50 rows. */
  readonly rows: readonly ReviewRow[]
  /** To go on with, null on the last page. */
  readonly next: number | null
}

const NONE: ReviewPage = { plannedAt: null, total: 0, rows: [], next: null }
const ROWS_PER_PART = 50

const question = v.strictObject({
  /** Of a preview; without it, the last sweep. */
  reviewId: v.optional(v.pipe(v.string(), v.maxLength(100))),
  from: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))),
})

/** Who would give the seat back and who keeps it, each with the reason: of the last sweep, also a dry one, or a preview. */
export async function readReviewPart({ store }: Pick<Ports, 'store'>, input: unknown): Promise<ReviewPage> {
  const { reviewId = LAST_SWEEP, from = 0 } = parseInput(question, input ?? {})
  const part = await readPart(store, reviewId, from, ROWS_PER_PART)
  return part === null ? NONE : { ...part, next: from + ROWS_PER_PART < part.total ? from + ROWS_PER_PART : null }
}
