import { getAppContext } from '@forge/api'
import { ForgeKvsAPIError } from '@forge/kvs'
import pRetry from 'p-retry'
import { AppError } from '../../core/errors'
import { SECOND_MS } from '../../core/time'

/** A function that has less than this left answers with the error instead of waiting. */
const TIME_KEPT_MS = 15 * SECOND_MS

/**
 * Makes a call of the store again while the installation has used up what it may read or write in a minute (Forge: 1,000
 * requests a second, 4,000 reads and 4,000 writes of 10 KB a minute): a refused call was not carried out. Waits 1, 2, 4 …
 * at most 16 s, together for longer than the window of the limit.
 */
export function withRetry<T>(call: () => Promise<T>): Promise<T> {
  return pRetry(call, {
    retries: 9,
    minTimeout: SECOND_MS,
    maxTimeout: 16 * SECOND_MS,
    randomize: true,
    shouldRetry: ({ error }) => isThrottled(error) && getAppContext().invocationRemainingTimeInMillis() > TIME_KEPT_MS,
  })
}

/** Makes a call of the store, or of a few, as often as it makes sense. */
export type Retry = typeof withRetry

/**
 * For who is told to come back instead: whatever waits for the store then makes it no fuller.
 * @throws AppError `throttled`
 */
export async function withoutRetry<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!isThrottled(error)) throw error
    throw new AppError(
      'throttled',
      'Storage: expected to be let in, got status 429. It can be tried again in a minute.',
      {
        cause: error,
      },
    )
  }
}

function isThrottled(error: unknown): boolean {
  return error instanceof ForgeKvsAPIError && error.responseDetails.status === 429
}
