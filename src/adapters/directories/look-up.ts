import pLimit from 'p-limit'
import { personalCodeOf, unclearCodeOf } from '../../core/errors'
import type { PersonalCode } from '../../core/errors'
import type { LookedUp } from '../../ports'

const CALLS_IN_FLIGHT = 5
/** So many without an answer, and nobody with one, are not people's trouble but the service's. */
const OUTAGE = 3

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
  const found = new Map<string, T>()
  const failed = new Map<string, PersonalCode>()
  let answered = 0
  let outage: unknown = null
  await mapConcurrent([...new Set(ids)], async (id) => {
    try {
      const value = await one(id)
      answered += 1
      if (value !== null) found.set(id, value)
    } catch (error) {
      const because = personalCodeOf(error)
      if (because === null) throw error
      failed.set(id, because)
      if (unclearCodeOf(because) === null) answered += 1
      else outage = error
    }
  })
  if (answered === 0 && failed.size >= OUTAGE) throw outage
  return { found, failed }
}
