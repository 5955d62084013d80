import { nextTryAt } from '../../core/back-off'
import type { AccessRequest, RequestBox } from '../../ports'
import { lookUpEach } from '../look-up-each'

/** What could not be done for one person waits for a time of its own, and is in nobody's way until then. */

/**
 * The request after a try that failed.
 * @param isCounted false: the service answered nobody, which is no try of this person's; it is tried again in a minute
 * @param waitMs how long the service wants to be left alone
 */
export function putOff<T extends AccessRequest>(
  request: T,
  because: string,
  isCounted: boolean,
  now: Date,
  waitMs = 0,
): T {
  const tries = (request.tries ?? 0) + (isCounted ? 1 : 0)
  const nextAt = nextTryAt(isCounted ? tries : 1, now, waitMs)
  return { ...request, tries, nextAt, refusal: { because, free: 0, at: now.toISOString() } }
}

/** Requests as they are now; one that cannot be read waits, and is nobody else's trouble. */
export async function readCurrent(
  requests: Pick<RequestBox, 'getMany'>,
  keys: readonly string[],
): Promise<readonly AccessRequest[]> {
  if (keys.length === 0) return []
  const { found } = await lookUpEach(keys, async (some) => {
    const current = await requests.getMany(some)
    return new Map(current.map((request) => [request.key, request]))
  })
  return [...found.values()]
}

/** The request as if nothing had failed. */
export function withoutRetry<T extends AccessRequest>({ tries: _tries, nextAt: _nextAt, ...request }: T) {
  return request
}
