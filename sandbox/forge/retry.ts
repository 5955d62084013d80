/** What a function may return to be called again (`InvocationError` of @forge/events), and how long the platform waits. */
import { EVENTS, QUEUE } from './limits'
import type { InvocationResult } from './invocation'

export interface RetryRequest {
  readonly reason: string
  readonly data: unknown
  /** Wait the app asked for; null leaves it to the platform's back-off. */
  readonly afterMs: number | null
}

/** @returns null when the invocation succeeded and asks for nothing */
export function readRetry({ outcome, value }: InvocationResult): RetryRequest | null {
  if (outcome === 'timed-out') return { reason: 'FUNCTION_TIME_OUT', data: undefined, afterMs: null }
  if (outcome !== 'ok') return { reason: 'FUNCTION_PLATFORM_UNKNOWN_ERROR', data: undefined, afterMs: null }
  if (typeof value !== 'object' || value === null || !('_retry' in value) || value._retry !== true) return null
  const options = 'retryOptions' in value ? (value.retryOptions as Record<string, unknown> | undefined) : undefined
  const seconds = Number(options?.['retryAfter'])
  return {
    reason: String(options?.['retryReason'] ?? 'FUNCTION_RETRY_REQUEST'),
    data: options?.['retryData'],
    afterMs: seconds > 0 ? Math.min(seconds, EVENTS.maxRetryAfterSeconds) * 1_000 : null,
  }
}

/** Doubles from `minMs` with each attempt (from 0) up to fifteen minutes. */
export function backoffMs(minMs: number, attempt: number): number {
  return Math.min(QUEUE.maxBackoffMs, minMs * 2 ** Math.min(attempt, 20))
}
