import type { Overview } from '../questions'
import { overview as texts } from '../texts'

export interface SeatSegment {
  readonly segment: string
  readonly seats: number
}

/** Parts of the seat chart: used, kept back by the reserve, and the rest of the free ones. Together they are the total. */
export function toSeatSegments(seats: NonNullable<Overview['seats']>, seatReserve: number): readonly SeatSegment[] {
  const used = { segment: texts.used, seats: seats.used }
  if (seats.remaining === null) return [used]
  const reserve = Math.min(seatReserve, seats.remaining)
  return [
    used,
    { segment: texts.chartFree, seats: seats.remaining - reserve },
    { segment: texts.reserve, seats: reserve },
  ]
}
