import type { Account } from '../../core/people'
import { MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'

/** With less than this left no further page is begun. */
const MIN_TIME_MS = 2 * MINUTE_MS
const MIN_REQUESTS = 60

/** Where a read of many pages is. */
export interface PagePlace {
  /** null before the first page, and after the last */
  readonly cursor: string | null
  readonly isWhole: boolean
}

export const FIRST_PAGE: PagePlace = { cursor: null, isWhole: false }

/** What has to be left of an invocation. */
export interface Needs {
  readonly timeMs: number
  readonly requests: number
}

/** Is so much left? */
export function isLeft(budget: Ports['budget'], { timeMs, requests }: Needs): boolean {
  return budget.timeLeftMs() >= timeMs && budget.requestsLeft() >= requests
}

/**
 * Reads pages of accounts, a hundred each, until the last one or until little is left of this invocation.
 * @param add takes every account, in the order of the pages, and null for a row that names none
 * @returns where it stands; not whole when it has to go on in another invocation
 */
export async function scanPages(
  { accounts, budget }: Pick<Ports, 'accounts' | 'budget'>,
  filter: { readonly groupIds?: readonly string[] },
  from: PagePlace,
  add: (account: Account | null) => void,
): Promise<PagePlace> {
  let place = from
  while (!place.isWhole && isLeft(budget, { timeMs: MIN_TIME_MS, requests: MIN_REQUESTS })) {
    const page = await accounts.readPage(filter, place.cursor)
    for (const account of page.accounts) add(account)
    for (let nameless = page.nameless ?? 0; nameless > 0; nameless -= 1) add(null)
    place = { cursor: page.cursor, isWhole: page.cursor === null }
  }
  return place
}
