/** From what a run has used to what a month costs. */
import { BYTES_PER_GB, MONTH_DAYS, PRICE_USD } from './prices'

/** What Forge bills, unrounded. */
export interface BilledUsage {
  readonly gbSeconds: number
  readonly kvsReadBytes: number
  readonly kvsWriteBytes: number
  readonly logBytes: number
}

/** @returns US dollars at list price */
export function costOf({ gbSeconds, kvsReadBytes, kvsWriteBytes, logBytes }: BilledUsage): number {
  return (
    gbSeconds * PRICE_USD.gbSecond +
    (kvsReadBytes * PRICE_USD.kvsReadGb + kvsWriteBytes * PRICE_USD.kvsWriteGb + logBytes * PRICE_USD.logGb) /
      BYTES_PER_GB
  )
}

/**
 * The first month of a customer: day 0, on which everybody is provisioned, counts once, and the average of the days after
 * it for the other 29. Before there are two days, day 0 is all that is known and stands for every day.
 *
 * @param firstDay dollars of day 0; null while it lasts @param total dollars so far @param days since the start
 */
export function extrapolateMonth(firstDay: number | null, total: number, days: number): number {
  if (days <= 0) return 0
  if (firstDay === null || days < 2) return (total / days) * MONTH_DAYS
  return firstDay + ((total - firstDay) / (days - 1)) * (MONTH_DAYS - 1)
}
