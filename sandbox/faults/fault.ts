/** What a fault is, once its line of text has been read. */
import type { ServiceName } from '../service'

/** When a fault strikes: within a stretch of time, and there all, or some, of what it could strike. */
export interface When {
  /** From the moment of arming. */
  readonly fromMs: number
  /** Infinity: until it is disarmed. */
  readonly forMs: number
  /** Only the n-th, from 1. */
  readonly at: number | null
  /** Only the first n. */
  readonly first: number | null
  /** Only each n-th. */
  readonly every: number | null
}

export type RequestFault =
  | { readonly type: 'status'; readonly status: number; readonly retryAfterSeconds: number | null }
  /** The service never saw the request; nothing comes for as long as Forge waits. */
  | { readonly type: 'time-out' }
  /** The connection breaks before, or after, the service has handled the request. */
  | { readonly type: 'cut' | 'cut-after' }
  | { readonly type: 'html' | 'truncated' | 'repeated-cursor' | 'cycling-cursor' }
  /** A read gets the answer that the same read got before, if that is at most so old. */
  | { readonly type: 'stale'; readonly maxAgeMs: number }
  /** Only this share of the people is shown, always the same ones, as where a permission covers a part of the company. */
  | { readonly type: 'partial'; readonly share: number }

export type DeliveryFault =
  | { readonly type: 'duplicate' | 'lost' }
  | { readonly type: 'late'; readonly ms: number }
  /** Each is late by anything up to `ms`, so that they overtake one another. */
  | { readonly type: 'reordered'; readonly ms: number }

export type Fault = { readonly when: When } & (
  | {
      readonly target: 'request'
      readonly service: ServiceName | 'any'
      /** Part of the path; null = every request. */
      readonly path: string | null
      readonly fault: RequestFault
    }
  | {
      readonly target: 'delivery'
      readonly kind: 'queue' | 'events' | 'ticks'
      /** Queue, event type or schedule; null = all of them. */
      readonly name: string | null
      readonly fault: DeliveryFault
    }
  /** Dies at its n-th call to anything outside, before or after the call took effect. */
  | { readonly target: 'function'; readonly functionKey: string; readonly isAfter: boolean }
  /** The store answers that the installation has used up its minute. */
  | { readonly target: 'store' }
  | { readonly target: 'credential'; readonly of: 'organization' | 'scim' | 'entra' }
  | { readonly target: 'permission'; readonly name: string }
  /** The app's own licence is no longer active. */
  | { readonly target: 'licence' }
  | { readonly target: 'clock'; readonly skewMs: number }
  /** Another administrator takes seats: once, or right after each read of the seats. */
  | { readonly target: 'seats'; readonly count: number; readonly isAfterRead: boolean }
)
