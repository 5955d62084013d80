import * as v from 'valibot'
import { shortText } from './parts'

/** What everybody is told who asks for a seat, whichever product. */
export interface SeatSettings {
  /** Shown to a refused person; `{free}` is the number of free seats. */
  readonly refusalMessage: string
}

export const SEAT_DEFAULTS: SeatSettings = { refusalMessage: 'Not enough licenses: {free}' }

export const seatEntries = { refusalMessage: v.optional(shortText(500)) }

export const SEAT_LABELS = { refusalMessage: 'Message when no seat is free' }
