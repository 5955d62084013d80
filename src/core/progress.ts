import { MINUTE_MS, SECOND_MS } from './time'

export interface Pace {
  /** null: too early to tell. */
  readonly perMinute: number | null
  readonly endsAt: string | null
}

const UNKNOWN: Pace = { perMinute: null, endsAt: null }
/** A pace of the first moments says nothing. */
const TELLS_AFTER_MS = 10 * SECOND_MS

/** How fast work has gone since its beginning, and when it ends if it goes on like that. */
export function measurePace(done: number, total: number, startedAt: string, now: Date): Pace {
  const elapsedMs = now.getTime() - Date.parse(startedAt)
  if (done === 0 || !(elapsedMs >= TELLS_AFTER_MS)) return UNKNOWN
  const leftMs = (Math.max(0, total - done) / done) * elapsedMs
  return {
    perMinute: Math.round((done / elapsedMs) * MINUTE_MS),
    endsAt: new Date(now.getTime() + leftMs).toISOString(),
  }
}
