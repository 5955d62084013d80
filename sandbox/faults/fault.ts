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

/** How a refusal says how long to wait: `Retry-After` in seconds, or `X-RateLimit-Reset` alone, as a date, as seconds or as epoch seconds. */
export interface Wait {
  readonly form: 'retry-after' | 'reset-date' | 'reset-seconds' | 'reset-epoch'
  readonly ms: number
}

/** Which calls: `look-ups` are the reads that ask for people by filter, alone or for several at once. */
export type Calls = 'reads' | 'writes' | 'look-ups' | 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type RequestFault =
  /** `wait` null: nothing says how long. */
  | { readonly type: 'status'; readonly status: number; readonly wait: Wait | null }
  /** The service never saw the request; nothing comes for as long as Forge waits. */
  | { readonly type: 'time-out' }
  /** The connection breaks before, or after, the service has handled the request. */
  | { readonly type: 'cut' | 'cut-after' }
  /** A page with status 200 instead of the service, or instead of its reply. */
  | { readonly type: 'html' | 'html-after' }
  | { readonly type: 'truncated' | 'repeated-cursor' | 'cycling-cursor' }
  /** A read gets the answer that the same read got before, if that is at most so old. */
  | { readonly type: 'stale'; readonly maxAgeMs: number }
  /** Only this share of the people is shown, always the same ones, as where a permission covers a part of the company. */
  | { readonly type: 'partial'; readonly share: number }
  /** A field of the rows of people is missing (undefined), null, or a text that nobody documents. `field`: names joined by dots. */
  | { readonly type: 'row'; readonly field: string; readonly value: string | null | undefined }

export type DeliveryFault =
  | { readonly type: 'duplicate' | 'lost' }
  | { readonly type: 'late'; readonly ms: number }
  /** Each is late by anything up to `ms`, so that they overtake one another. */
  | { readonly type: 'reordered'; readonly ms: number }

export type Fault = { readonly when: When } & (
  | {
      readonly target: 'request'
      readonly service: ServiceName | 'any'
      /** null = every call. */
      readonly calls: Calls | null
      /** Part of the path; null = every request. */
      readonly path: string | null
      /** Name, address or any id of the one person whom the call must be about; null = whoever it is about. */
      readonly person: string | null
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
  /** Single items of a batch fail in the store: those whose key contains `key` and names the person; null = any. */
  | { readonly target: 'store-item'; readonly key: string | null; readonly person: string | null }
  | { readonly target: 'credential'; readonly of: 'organization' | 'scim' | 'entra' }
  | { readonly target: 'permission'; readonly name: string }
  /** The app's own licence is no longer active. */
  | { readonly target: 'licence' }
  | { readonly target: 'clock'; readonly skewMs: number }
  /** Another administrator takes seats: once, or right after each read of the seats. */
  | { readonly target: 'seats'; readonly count: number; readonly isAfterRead: boolean }
)
