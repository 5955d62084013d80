import type { Signal } from '../../core/activity'
import type { Plan, SkipReason } from '../../core/plan'
import type { Store } from '../../ports'
import { keys } from './keys'

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

/** ≤ 700 rows of ≤ 340 bytes stay under the 240 KiB of one value. */
export const ROWS_PER_CHUNK = 700

/** Writes only what changed: on unchanged data the header alone. @param ttlSeconds of a review that is soon forgotten */
export async function saveReview(store: Store, reviewId: string, plan: Plan, ttlSeconds?: number): Promise<void> {
  const rows = toRows(plan)
  const chunks = Math.ceil(rows.length / ROWS_PER_CHUNK)
  const before = await store.get<ReviewHeader>(keys.review(reviewId))
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const key = keys.reviewChunk(reviewId, chunk)
    const next = rows.slice(chunk * ROWS_PER_CHUNK, (chunk + 1) * ROWS_PER_CHUNK)
    if (JSON.stringify(await store.get(key)) !== JSON.stringify(next)) await store.set(key, next, ttlSeconds)
  }
  const header: ReviewHeader = { plannedAt: plan.plannedAt, total: rows.length }
  await store.set(keys.review(reviewId), header, ttlSeconds)
  const chunksBefore = Math.ceil((before?.total ?? 0) / ROWS_PER_CHUNK)
  const over = Array.from({ length: Math.max(0, chunksBefore - chunks) }, (_, index) => chunks + index)
  if (over.length > 0) await store.deleteMany(over.map((chunk) => keys.reviewChunk(reviewId, chunk)))
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

/** @returns the rows of one chunk, empty past the end */
export async function readReviewRows(store: Store, reviewId: string, chunk: number): Promise<readonly ReviewRow[]> {
  return (await store.get<readonly ReviewRow[]>(keys.reviewChunk(reviewId, chunk))) ?? []
}

export async function readReviewHeader(store: Store, reviewId: string): Promise<ReviewHeader | null> {
  return store.get<ReviewHeader>(keys.review(reviewId))
}
