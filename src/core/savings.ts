import type { BillingSettings } from './settings/billing'
import { DAY_MS } from './time'

/** What was measured at the end of one day (UTC). */
export interface DayMeasure {
  /** YYYY-MM-DD */
  readonly day: string
  readonly products: Readonly<Record<string, ProductMeasure>>
  /** As the last sweep found them; null before the first. */
  readonly holders: number | null
  readonly dormant: number | null
  /** Seats that sweeps have freed since the installation, all products together. */
  readonly freedSoFar: number
}

export interface ProductMeasure {
  /** null = unlimited */
  readonly total: number | null
  readonly used: number
  readonly waiting: number
}

/** What became of those who asked on one day. */
export interface GrantMeasure {
  readonly granted: number
  /** Of those: asked for by an administrator or a colleague. */
  readonly byHand: number
  readonly refused: number
  /** How many waited so long from asking to access: a count for each of WAIT_BOUNDS_SECONDS, and one for the rest. */
  readonly waits: readonly number[]
  /** From the person's own act to access, by the way the app heard of it: counts for each of ACT_BOUNDS_SECONDS. */
  readonly acts: Acts
}

export type Acts = Readonly<Record<string /* name of the source */, readonly number[]>>

export const NO_GRANTS: GrantMeasure = { granted: 0, byHand: 0, refused: 0, waits: [], acts: {} }

/** Upper bounds of the histogram: fine where most are, coarse where people wait for a seat. */
export const WAIT_BOUNDS_SECONDS = [1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 900, 3_600, 21_600, 86_400, 604_800]

/** Of the time since the act: by the minute up to half an hour, which the logs of directories are late. */
export const ACT_BOUNDS_SECONDS = [
  ...[10, 30],
  ...Array.from({ length: 30 }, (_, index) => (index + 1) * 60),
  ...[3_600, 21_600, 86_400, 604_800],
]

/** Adds waits, in seconds, to a histogram. */
export function addWaits(
  histogram: readonly number[],
  seconds: readonly number[],
  bounds: readonly number[] = WAIT_BOUNDS_SECONDS,
): readonly number[] {
  const counts = Array.from({ length: bounds.length + 1 }, (_, index) => histogram[index] ?? 0)
  for (const wait of seconds) {
    const index = bounds.findIndex((bound) => wait <= bound)
    counts[index === -1 ? counts.length - 1 : index]! += 1
  }
  return counts
}

/** @param more of each way, seconds */
export function addActs(acts: Acts, more: ReadonlyMap<string, readonly number[]>): Acts {
  const added = [...more].map(([way, seconds]) => [way, addWaits(acts[way] ?? [], seconds, ACT_BOUNDS_SECONDS)])
  return { ...acts, ...(Object.fromEntries(added) as Acts) }
}

export function mergeActs(one: Acts, other: Acts): Acts {
  const ways = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  const sum = (way: string): readonly number[] =>
    addWaits(one[way] ?? [], [], ACT_BOUNDS_SECONDS).map((count, index) => count + (other[way]?.[index] ?? 0))
  return Object.fromEntries(ways.map((way) => [way, sum(way)]))
}

/** @returns the bound within which this share waited; Infinity beyond the last one, null when nobody did */
export function quantileOfWaits(
  histogram: readonly number[],
  share: number,
  bounds: readonly number[] = WAIT_BOUNDS_SECONDS,
): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let seen = 0
  for (const [index, count] of histogram.entries()) {
    seen += count
    if (seen >= share * total) return bounds[index] ?? Infinity
  }
  return Infinity
}

/** A line through fewer days says nothing. */
export const FORECAST_MIN_DAYS = 7
export const FORECAST_DAYS = 30
/** Further ahead a straight line is no forecast. */
const FORECAST_MAX_DAYS = 730

/**
 * When so few seats are free that the guard begins to refuse, if use goes on as in the last days (least squares).
 * @returns YYYY-MM-DD; null when use does not grow, seats are unlimited, or too few days are known
 */
export function forecastReserve(days: readonly DayMeasure[], productKey: string, seatReserve: number): string | null {
  const points = days.slice(-FORECAST_DAYS).flatMap(({ day, products }) => {
    const measure = products[productKey]
    return measure === undefined ? [] : [{ x: Date.parse(day) / DAY_MS, ...measure }]
  })
  const last = points.at(-1)
  if (points.length < FORECAST_MIN_DAYS || last === undefined || last.total === null) return null
  const meanX = mean(points.map(({ x }) => x))
  const meanUsed = mean(points.map(({ used }) => used))
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
  const slope = points.reduce((sum, { x, used }) => sum + (x - meanX) * (used - meanUsed), 0) / spread
  // The guard refuses below the reserve, so the last grant leaves one seat less than it.
  const full = last.total - seatReserve + 1
  if (last.used >= full) return toDay(last.x)
  if (!(slope > 0)) return null
  const ahead = Math.ceil(meanX + (full - meanUsed) / slope)
  if (ahead - last.x > FORECAST_MAX_DAYS) return null
  return toDay(Math.max(ahead, last.x + 1))
}

/** First day of the billing period in which `now` lies: of this month or the last, for annual billing of this year. */
export function periodStart({ billingDay, billingPeriod }: BillingSettings, now: Date): string {
  const year = now.getUTCFullYear()
  const monthsBack = billingPeriod === 'annual' ? 12 : 1
  const thisMonth = billingPeriod === 'annual' ? 0 : now.getUTCMonth()
  const start = Date.UTC(year, thisMonth, billingDay)
  const begun = start <= now.getTime() ? start : Date.UTC(year, thisMonth - monthsBack, billingDay)
  return new Date(begun).toISOString().slice(0, 10)
}

/** The most seats in use since a day: what is billed where the maximum counts. @returns null when no day is known */
export function peakSince(days: readonly DayMeasure[], productKey: string, from: string): number | null {
  const used = days.flatMap(({ day, products }) => (day >= from ? (products[productKey]?.used ?? []) : []))
  return used.length === 0 ? null : Math.max(...used)
}

/** Seats freed within the known days: the counter never falls. */
export function countFreed(days: readonly DayMeasure[]): number {
  const first = days[0]
  const last = days.at(-1)
  return first === undefined || last === undefined ? 0 : Math.max(0, last.freedSoFar - first.freedSoFar)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function toDay(days: number): string {
  return new Date(days * DAY_MS).toISOString().slice(0, 10)
}
