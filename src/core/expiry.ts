import { DAY_MS } from './time'

/** A credential that ends, as an administrator should see it. */
export interface Expiry {
  readonly level: 'good' | 'warning' | 'bad'
  /** Whole days; negative: it has ended. It is good on its last day. */
  readonly daysLeft: number
}

const WARNING_DAYS = 30
const LAST_DAYS = 1
/** A key that lives for a week is not worth a warning all its life. */
const WARNING_SHARE = 0.2

/**
 * Warned of in the last 30 days, or the last fifth of the life where that is shorter; on the last day it is urgent.
 * @param day YYYY-MM-DD, the last day on which it is good (UTC)
 * @param savedAt when it was entered: its life counts from there
 */
export function judgeExpiry(day: string, savedAt: string | null, now: Date): Expiry {
  const end = Date.parse(day) + DAY_MS
  const daysLeft = Math.floor((end - now.getTime()) / DAY_MS)
  const lifeDays = savedAt === null ? Infinity : (end - Date.parse(savedAt)) / DAY_MS
  if (daysLeft <= LAST_DAYS) return { level: 'bad', daysLeft }
  return { level: daysLeft <= Math.min(WARNING_DAYS, lifeDays * WARNING_SHARE) ? 'warning' : 'good', daysLeft }
}
