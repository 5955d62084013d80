/** Rate limits: a bucket for each kind of endpoint, a window of a minute; an API token has a share of each. */
import type { Clock } from '../clock'
import type { RateWindow } from '../rate-window'
import { createRateWindow } from '../rate-window'
import { tooManyRequests } from './errors'
import { API_TOKEN_SHARE, RATE_WINDOW_MS, REQUESTS_PER_MINUTE } from './limits'
import type { Bucket } from './limits'

export interface OktaMeters {
  throttled: number
}

export interface Throttle {
  readonly meters: OktaMeters
  /** @returns the headers that tell what is left; throws the 429 */
  take(bucket: Bucket, caller: 'api-token' | 'service-app'): Readonly<Record<string, string>>
}

export function createThrottle(clock: Clock): Throttle {
  const windows = new Map<string, RateWindow>()
  const meters = { throttled: 0 }
  return {
    meters,
    take: (bucket, caller) => {
      const limit = REQUESTS_PER_MINUTE[bucket] * (caller === 'api-token' ? API_TOKEN_SHARE : 1)
      const key = `${bucket}/${caller}`
      let window = windows.get(key)
      if (window === undefined) windows.set(key, (window = createRateWindow({ limit, windowMs: RATE_WINDOW_MS })))
      const waitMs = window.take(clock.now(), 1)
      const headers = {
        date: new Date(clock.now()).toUTCString(),
        'x-rate-limit-limit': String(limit),
        'x-rate-limit-remaining': String(window.remaining(clock.now())),
        'x-rate-limit-reset': String(Math.ceil((clock.now() + (waitMs || RATE_WINDOW_MS)) / 1_000)),
      }
      if (waitMs === 0) return headers
      meters.throttled += 1
      throw tooManyRequests(headers)
    },
  }
}
