import pLimit from 'p-limit'
import { codeOf } from '../core/errors'
import { collectLookUps } from '../core/look-ups'
import type { LookedUp } from '../core/look-ups'

const CALLS_IN_FLIGHT = 5

/** With some calls in flight; results in the order of the items. */
export function mapConcurrent<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const limit = pLimit(CALLS_IN_FLIGHT)
  return Promise.all(items.map((item) => limit(() => work(item))))
}

/**
 * Looks each one up, so that an answer about one of them is nobody else's.
 * @param one null: is not there
 * @throws AppError about more than single people
 */
export async function lookUpEach<T>(
  ids: readonly string[],
  one: (id: string) => Promise<T | null>,
): Promise<LookedUp<T>> {
  const lookUps = collectLookUps<T>()
  await mapConcurrent([...new Set(ids)], async (id) => {
    try {
      // A service that wants a rest is not asked about everybody.
      if (codeOf(lookUps.outage()) === 'throttled') throw lookUps.outage()
      lookUps.answer(id, await one(id))
    } catch (error) {
      lookUps.fail(id, error)
    }
  })
  if (lookUps.outage() !== null) throw lookUps.outage()
  return lookUps.done()
}
