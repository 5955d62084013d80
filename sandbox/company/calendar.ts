/** The working calendar of the company: Monday to Friday, 08:00 to 18:00 UTC, no holidays. Instants are epoch ms. */
import type { Random } from '../random'

export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
export const YEAR_MS = 365 * DAY_MS

const OPENS_MS = 8 * HOUR_MS
const CLOSES_MS = 18 * HOUR_MS
/** 1970-01-01 was a Thursday: this many days after a Monday. */
const EPOCH_WEEKDAY = 3

/** Whole days since 1970-01-01. */
export function dayOf(time: number): number {
  return Math.floor(time / DAY_MS)
}

export function isWorkingDay(day: number): boolean {
  return (((day + EPOCH_WEEKDAY) % 7) + 7) % 7 < 5
}

export function isWorkingTime(time: number): boolean {
  const sinceMidnight = time - dayOf(time) * DAY_MS
  return isWorkingDay(dayOf(time)) && sinceMidnight >= OPENS_MS && sinceMidnight < CLOSES_MS
}

/** The first working day that is not before `day`. */
export function workingDayFrom(day: number): number {
  let found = day
  while (!isWorkingDay(found)) found += 1
  return found
}

/** The last working day that is not after `day`. */
export function workingDayUntil(day: number): number {
  let found = day
  while (!isWorkingDay(found)) found -= 1
  return found
}

export function randomWorkingTime(day: number, random: Random): number {
  return day * DAY_MS + random.int(OPENS_MS, CLOSES_MS - 1)
}

/** Moves an instant that fell anywhere in the week into working time, in proportion, and never to an earlier day. */
export function toWorkingTime(time: number): number {
  if (!Number.isFinite(time)) return time
  const day = dayOf(time)
  const share = (time - day * DAY_MS) / DAY_MS
  return workingDayFrom(day) * DAY_MS + OPENS_MS + Math.floor(share * (CLOSES_MS - OPENS_MS))
}
