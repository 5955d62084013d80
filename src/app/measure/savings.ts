import {
  ACT_BOUNDS_SECONDS,
  NO_GRANTS,
  addWaits,
  countFreed,
  forecastReserve,
  mergeActs,
  peakSince,
  periodStart,
  quantileOfWaits,
} from '../../core/savings'
import type { DayMeasure, GrantMeasure } from '../../core/savings'
import type { BillingSettings } from '../../core/settings/billing'
import { DAY_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { grantsOf } from '../state/run-report'
import { readGrantMeasures, readMeasures } from '../state/measures'
import { readReport } from '../state/run-report'
import { readSettings } from '../state/settings'

export interface Savings {
  /** Days that were measured, oldest first, at most 90. */
  readonly days: readonly DayMeasure[]
  readonly products: readonly ProductSavings[]
  /** Seats that sweeps have freed within these days. */
  readonly freed: number
  /** Holders whom the last sweep found without use for too long, freed or kept; null before the first. */
  readonly dormant: number | null
  readonly grants: Omit<GrantMeasure, 'waits' | 'acts'> & {
    /** Seconds from asking to access, rounded up to a step of the scale; null when nobody was granted. */
    readonly medianSeconds: number | null
    readonly p99Seconds: number | null
    /** From the person's own act, by the way the app heard of it, the most used first; rounded up as above. */
    readonly ways: readonly WayMeasure[]
  }
  readonly billing: BillingSettings
  /** First day of the billing period. */
  readonly periodStart: string
}

export interface WayMeasure {
  /** Name of the source. */
  readonly way: string
  readonly granted: number
  readonly medianSeconds: number
  readonly p99Seconds: number
}

export interface ProductSavings {
  readonly productKey: string
  readonly used: number
  /** null = unlimited */
  readonly total: number | null
  /** Paid for and not in use. */
  readonly free: number | null
  /** Most seats in use within the billing period. */
  readonly peak: number | null
  /** When the guard begins to refuse, if use goes on as of late. */
  readonly reserveHitOn: string | null
}

const DAYS_SHOWN = 90
/** A week beyond any scale still has to be a number in JSON. */
const LONGEST_SECONDS = 604_800

/** What the app has saved, and how use goes on. Reads storage only. */
export async function readSavings({ store, clock }: Pick<Ports, 'store' | 'clock'>): Promise<Savings> {
  const now = clock.now()
  const names = Array.from({ length: DAYS_SHOWN }, (_, index) =>
    new Date(now.getTime() - (DAYS_SHOWN - index) * DAY_MS).toISOString().slice(0, 10),
  )
  const today = now.toISOString().slice(0, 10)
  const [settings, days, grants, report] = await Promise.all([
    readSettings(store),
    readMeasures(store, names),
    readGrantMeasures(store, [...names, today]),
    readReport(store, 'grant'),
  ])
  const { billingDay, billingPeriod, seatPrice, seatCurrency } = settings
  const billing = { billingDay, billingPeriod, seatPrice, seatCurrency }
  const from = periodStart(billing, now)
  // The newest day's grants are still in the report; a day that is over was put aside when the next one began.
  const sums = [...grants, ...(report === null ? [] : [grantsOf(report)])].reduce(addGrants, NO_GRANTS)
  const { waits, acts, ...counts } = sums
  return {
    days,
    products: settings.products.flatMap(({ key, seatReserve }) => {
      const last = days.at(-1)?.products[key]
      if (last === undefined) return []
      const { used, total } = last
      const free = total === null ? null : Math.max(0, total - used)
      const reserveHitOn = forecastReserve(days, key, seatReserve)
      return [{ productKey: key, used, total, free, peak: peakSince(days, key, from), reserveHitOn }]
    }),
    freed: countFreed(days),
    dormant: days.at(-1)?.dormant ?? null,
    grants: { ...counts, medianSeconds: toSeconds(waits, 0.5), p99Seconds: toSeconds(waits, 0.99), ways: toWays(acts) },
    billing,
    periodStart: from,
  }
}

function addGrants(a: GrantMeasure, b: GrantMeasure): GrantMeasure {
  const waits = addWaits(a.waits, []).map((count, index) => count + (b.waits[index] ?? 0))
  const [granted, byHand, refused] = [a.granted + b.granted, a.byHand + b.byHand, a.refused + b.refused]
  // Of a day before this was measured there is none.
  return { granted, byHand, refused, waits, acts: mergeActs(a.acts ?? {}, b.acts ?? {}) }
}

function toSeconds(waits: readonly number[], share: number): number | null {
  const seconds = quantileOfWaits(waits, share)
  return seconds === null ? null : Math.min(seconds, LONGEST_SECONDS)
}

function toWays(acts: GrantMeasure['acts']): readonly WayMeasure[] {
  const ways = Object.entries(acts).map(([way, histogram]) => {
    const within = (share: number): number =>
      Math.min(quantileOfWaits(histogram, share, ACT_BOUNDS_SECONDS) ?? 0, LONGEST_SECONDS)
    const granted = histogram.reduce((sum, count) => sum + count, 0)
    return { way, granted, medianSeconds: within(0.5), p99Seconds: within(0.99) }
  })
  return ways.toSorted((one, other) => other.granted - one.granted)
}
