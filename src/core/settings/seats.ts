import * as v from 'valibot'
import { id, shortText, wholeNumber } from './parts'

/** Which product's seats are given, and how many stay free. */
export interface SeatSettings {
  /** Product as in `applicationrole`. */
  readonly productKey: string
  /** Group that a grant joins; null = the product's first default group. */
  readonly accessGroupId: string | null
  /** A grant needs at least this many free seats. */
  readonly seatReserve: number
  /** Shown to a refused person; `{free}` is the number of free seats. */
  readonly refusalMessage: string
}

export const SEAT_DEFAULTS: SeatSettings = {
  productKey: 'jira-software',
  accessGroupId: null,
  seatReserve: 5,
  refusalMessage: 'Not enough licenses: {free}',
}

export const seatEntries = {
  productKey: v.optional(id),
  accessGroupId: v.optional(v.nullable(id)),
  seatReserve: v.optional(wholeNumber(0, 100_000)),
  refusalMessage: v.optional(shortText(500)),
}

export const SEAT_LABELS = {
  productKey: 'Product',
  accessGroupId: 'Access group',
  seatReserve: 'Seat reserve',
  refusalMessage: 'Message when no seat is free',
}
