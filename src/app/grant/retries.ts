import { nextTryAt } from '../../core/back-off'
import type { AccessRequest } from '../../ports'

/** What could not be done for one person waits for a time of its own, and is in nobody's way until then. */

/** Its time has come, or it has never failed. */
export function isDue({ nextAt }: Pick<AccessRequest, 'nextAt'>, now: Date): boolean {
  return nextAt === undefined || Date.parse(nextAt) <= now.getTime()
}

/**
 * The request after a try that failed.
 * @param isCounted false: the service answered nobody, which is no try of this person's; it is tried again in a minute
 */
export function putOff<T extends AccessRequest>(request: T, because: string, isCounted: boolean, now: Date): T {
  const tries = (request.tries ?? 0) + (isCounted ? 1 : 0)
  const nextAt = nextTryAt(isCounted ? tries : 1, now)
  return { ...request, tries, nextAt, refusal: { because, free: 0, at: now.toISOString() } }
}

/** The request as if nothing had failed. */
export function withoutRetry<T extends AccessRequest>({ tries: _tries, nextAt: _nextAt, ...request }: T) {
  return request
}
