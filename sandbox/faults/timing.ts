/** Decides, for each thing that a fault could strike, whether it strikes. */
import type { Clock } from '../clock'
import type { When } from './fault'

export interface Timing {
  /** Counts one thing that the fault could strike. */
  strikes(): boolean
}

/** The times of `when` count from now. */
export function createTiming(clock: Clock, { fromMs, forMs, at, first, every }: When): Timing {
  const begins = clock.now() + fromMs
  const ends = begins + forMs
  let count = 0
  return {
    strikes: () => {
      const now = clock.now()
      if (now < begins || now >= ends) return false
      count += 1
      if (at !== null && count !== at) return false
      if (first !== null && count > first) return false
      return every === null || count % every === 0
    },
  }
}
