/** What Jira counts: points per UTC clock hour, and bursts per endpoint and method. */
import type { Clock } from '../clock'
import { tooManyRequests } from './errors'
import { NEAR_LIMIT_SHARE, POINTS_PER_HOUR } from './limits'

const HOUR_MS = 3_600_000

export interface JiraMeters {
  /** Since the start. */
  points: number
  peakPointsPerHour: number
  throttled: number
}

export interface RateLimits {
  readonly meters: JiraMeters
  /** Takes one request from the bucket of the endpoint; throws the 429 of a burst, or of an hour that is used up. */
  admit(endpoint: string, perSecond: number): void
  /** Counts the points of an answered request. @returns the headers that tell what is left */
  charge(points: number): Readonly<Record<string, string>>
}

interface Bucket {
  tokens: number
  filledAt: number
}

export function createRateLimits(clock: Clock): RateLimits {
  const meters = { points: 0, peakPointsPerHour: 0, throttled: 0 }
  const buckets = new Map<string, Bucket>()
  let hour = -1
  let pointsOfHour = 0

  /** Ends at the top of the UTC hour. */
  function openHour(): number {
    const now = clock.now()
    const current = Math.floor(now / HOUR_MS)
    if (current !== hour) {
      hour = current
      pointsOfHour = 0
    }
    return (hour + 1) * HOUR_MS - now
  }

  /** @returns ms until the next token; 0 when one was taken */
  function takeToken(endpoint: string, perSecond: number): number {
    const now = clock.now()
    const bucket = buckets.get(endpoint) ?? { tokens: perSecond, filledAt: now }
    bucket.tokens = Math.min(perSecond, bucket.tokens + ((now - bucket.filledAt) * perSecond) / 1000)
    bucket.filledAt = now
    buckets.set(endpoint, bucket)
    if (bucket.tokens < 1) return ((1 - bucket.tokens) * 1000) / perSecond
    bucket.tokens -= 1
    return 0
  }

  function refuse(reason: string, limit: number, retryAfterMs: number): never {
    meters.throttled += 1
    throw tooManyRequests({
      'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))),
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': new Date(clock.now() + retryAfterMs).toISOString(),
      'ratelimit-reason': reason,
    })
  }

  return {
    meters,
    admit: (endpoint, perSecond) => {
      const untilNextHour = openHour()
      if (pointsOfHour >= POINTS_PER_HOUR) refuse('jira-quota-global-based', POINTS_PER_HOUR, untilNextHour)
      const untilNextToken = takeToken(endpoint, perSecond)
      if (untilNextToken > 0) refuse('jira-burst-based', perSecond, untilNextToken)
    },
    charge: (points) => {
      const untilNextHour = openHour()
      meters.points += points
      pointsOfHour += points
      meters.peakPointsPerHour = Math.max(meters.peakPointsPerHour, pointsOfHour)
      const left = Math.max(0, POINTS_PER_HOUR - pointsOfHour)
      const policy = { 'ratelimit-policy': `"global-app-quota";q=${POINTS_PER_HOUR};w=3600` }
      if (left >= POINTS_PER_HOUR * NEAR_LIMIT_SHARE) return policy
      const seconds = Math.ceil(untilNextHour / 1000)
      return { ...policy, 'x-ratelimit-nearlimit': 'true', ratelimit: `"global-app-quota";r=${left};t=${seconds}` }
    },
  }
}
