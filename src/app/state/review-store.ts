import type { Signal } from '../../core/activity'
import type { Plan, SkipReason } from '../../core/plan'
import type { Store } from '../../ports'
import { readListFrom, readListHead, saveList } from './chunked-list'

/**
 * What a plan would do to whom, and why, for people to look at. It is a copy: what is applied is the plan itself. A dry
 * run keeps one too.
 */
export interface ReviewRow {
  readonly accountId: string
  readonly decision: 'revoke' | 'keep'
  readonly because: SkipReason | 'dormant'
  readonly newest: Signal | null
  readonly productKey?: string
  /** Groups that would be left, or the synchronised ones that are in the way. */
  readonly groupIds: readonly string[]
}

export interface ReviewHeader {
  readonly plannedAt: string
  readonly total: number
}

/** The review of the last sweep that could plan. */
export const LAST_SWEEP = 'sweep'

const nameOf = (reviewId: string): string => `review:${reviewId}`

/** Writes the rows only where they have changed. @param ttlSeconds of a review that is soon forgotten */
export async function saveReview(store: Store, reviewId: string, plan: Plan, ttlSeconds?: number): Promise<void> {
  await saveList(store, nameOf(reviewId), toRows(plan), { plannedAt: plan.plannedAt }, ttlSeconds)
}

function toRows({ actions, skips }: Plan): ReviewRow[] {
  const revoked = actions.flatMap((action): ReviewRow[] =>
    action.type === 'revoke' ? [{ ...pick(action), accountId: action.accountId, decision: 'revoke' }] : [],
  )
  return [...revoked, ...skips.map((skip): ReviewRow => ({ ...pick(skip), accountId: skip.id, decision: 'keep' }))]
}

function pick(from: {
  because: ReviewRow['because']
  newest?: Signal | null
  productKey?: string
  groupIds?: readonly string[]
}) {
  const { because, newest = null, productKey, groupIds = [] } = from
  return { because, newest, groupIds, ...(productKey === undefined ? {} : { productKey }) }
}

/** @returns rows from a place on, at most `count`, with the header; null when there is no such review */
export async function readReviewPart(
  store: Store,
  reviewId: string,
  from: number,
  count: number,
): Promise<(ReviewHeader & { readonly rows: readonly ReviewRow[] }) | null> {
  const part = await readListFrom<ReviewRow, Pick<ReviewHeader, 'plannedAt'>>(store, nameOf(reviewId), from, count)
  return part === null ? null : { ...part.about, total: part.total, rows: part.items.slice(0, count) }
}

export async function readReviewHeader(store: Store, reviewId: string): Promise<ReviewHeader | null> {
  const head = await readListHead<Pick<ReviewHeader, 'plannedAt'>>(store, nameOf(reviewId))
  return head === null ? null : { ...head.about, total: head.total }
}
