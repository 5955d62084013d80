import { SECOND_MS } from '../core/time'
import type { Clock } from '../ports'

/**
 * Spreads calls evenly: each waits for its turn, and turns are `1 / perSecond` apart. Being told 429 costs more than
 * waiting, and the wait then is as long as the vendor likes.
 */
export function createPace(clock: Clock, perSecond: number): () => Promise<void> {
  const intervalMs = SECOND_MS / perSecond
  let nextAtMs = 0
  return async () => {
    const nowMs = clock.now().getTime()
    const turnMs = Math.max(nowMs, nextAtMs)
    nextAtMs = turnMs + intervalMs
    if (turnMs > nowMs) await clock.sleep(Math.ceil(turnMs - nowMs))
  }
}
