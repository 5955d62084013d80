import { codeOf } from '../../core/errors'
import type { SignIn, SignInsRead, Span } from '../../ports'

/** A read of the sign-in log follows at most this many pages of each application. */
const PAGES_MAX = 20
/** Some logs write whole seconds: the rest of the second of the last row is read again. */
const SECOND_LEFT_MS = 999

/**
 * Reads the log of each application back from its newest row. Providers give few pages of such logs at once (Graph: 5 requests in
 * 10 seconds), so what was read counts, and what was not is told.
 * @param listOf pages of one application, newest first
 * @throws AppError what stopped the read, where nothing was read before
 */
export async function readSignInPages(
  span: Span,
  appIds: readonly string[],
  listOf: (appId: string) => AsyncIterable<readonly SignIn[]>,
): Promise<SignInsRead> {
  const rows: SignIn[] = []
  let hasRead = false
  let unreadUntil: string | null = null
  for (const appId of appIds) {
    let last = span.until
    let pages = 0
    let isWhole = true
    try {
      for await (const page of listOf(appId)) {
        rows.push(...page.filter(({ objectId }) => objectId !== ''))
        last = page.at(-1)?.at ?? last
        hasRead = true
        pages += 1
        isWhole = pages < PAGES_MAX
        if (!isWhole) break
      }
    } catch (error) {
      if (!hasRead || !isPassing(error)) throw error
      isWhole = false
    }
    if (!isWhole) unreadUntil = laterOf(unreadUntil, endOf(last, span))
  }
  return { rows, unread: unreadUntil === null ? null : { since: span.since, until: unreadUntil } }
}

function isPassing(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'throttled' || code === 'unavailable'
}

function endOf(lastAt: string, { until }: Span): string {
  return new Date(Math.min(Date.parse(lastAt) + SECOND_LEFT_MS, Date.parse(until))).toISOString()
}

function laterOf(one: string | null, other: string): string {
  return one === null || one < other ? other : one
}
