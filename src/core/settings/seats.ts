import * as v from 'valibot'
import { ids, shortText, wholeNumber } from './parts'

/** What everybody is told who asks for a seat, whichever product. */
export interface SeatSettings {
  /** Shown to a refused person; `{free}` is the number of free seats. */
  readonly refusalMessage: string
  /** A place on the waiting list is given up after so many days. */
  readonly waitingDays: number
  /** Accounts that never get a seat, and members of groups that never get one. */
  readonly noAccessAccountIds: readonly string[]
  readonly noAccessGroupIds: readonly string[]
  /** Warn when no more than so many seats are free; null = never. */
  readonly seatWarning: number | null
}

export const SEAT_DEFAULTS: SeatSettings = {
  refusalMessage: 'Not enough licenses: {free}',
  waitingDays: 30,
  noAccessAccountIds: [],
  noAccessGroupIds: [],
  seatWarning: 20,
}

export const seatEntries = {
  refusalMessage: v.optional(shortText(500)),
  waitingDays: v.optional(wholeNumber(1, 365)),
  noAccessAccountIds: v.optional(ids(1_000)),
  noAccessGroupIds: v.optional(ids(1_000)),
  seatWarning: v.optional(v.nullable(wholeNumber(0, 100_000))),
}

export const SEAT_LABELS = {
  refusalMessage: 'Message when no seat is free',
  waitingDays: 'Days on the waiting list',
  noAccessAccountIds: 'People without access',
  noAccessGroupIds: 'Groups without access',
  seatWarning: 'Warning level of free seats',
}
