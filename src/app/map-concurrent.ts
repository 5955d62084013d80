import pLimit from 'p-limit'

/** Membership and account writes in flight at once: gentle on the vendor, five times faster than one by one. */
export const WRITES_IN_FLIGHT = 5

/** Maps with at most five calls in flight; results in the order of the items. */
export function mapConcurrent<T, R>(items: readonly T[], call: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const limit = pLimit(WRITES_IN_FLIGHT)
  return Promise.all(items.map((item, index) => limit(() => call(item, index))))
}
