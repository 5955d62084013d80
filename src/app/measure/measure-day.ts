import type { DayMeasure, ProductMeasure } from '../../core/savings'
import type { Settings } from '../../core/settings'
import { DAY_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { saveMeasure } from '../state/measures'
import { readProducts } from '../read/products'
import { readLastGood } from '../state/last-good'
import { readReport } from '../state/run-report'

/** Enough to see that it is long. */
const WAITING_COUNTED = 100

/** The day that was over at midnight (UTC). */
export function dayBefore(now: Date): string {
  return new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10)
}

/** Writes down how the day before ended: seats as they are now, holders as the last sweep found them. One value a day. */
export async function measureDay(ports: Ports, settings: Settings): Promise<void> {
  const { store, clock, requests } = ports
  const day = dayBefore(clock.now())
  const [{ products }, sweep, lastGood] = await Promise.all([
    readProducts(ports, settings),
    readReport(store, 'sweep'),
    readLastGood(store),
  ])
  const measured: [string, ProductMeasure][] = []
  for (const { product, seats } of products) {
    const waiting = (await requests.listWaiting(product.key, WAITING_COUNTED)).length
    measured.push([product.key, { total: seats.total, used: seats.used, waiting }])
  }
  const measure: DayMeasure = {
    day,
    products: Object.fromEntries(measured),
    holders: sweep?.counts['holders'] ?? null,
    dormant: sweep?.counts['dormant'] ?? null,
    freedSoFar: lastGood.freedSoFar ?? 0,
  }
  await saveMeasure(store, measure)
}
