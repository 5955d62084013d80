import { Cron } from 'croner'
import { DAY_MS, MINUTE_MS } from './time'

/** @returns what is wrong with a five-field cron expression or time zone, or null */
export function checkCron(expression: string, timeZone: string): string | null {
  if (!isTimeZone(timeZone)) return `expected a time zone such as "Europe/Berlin", got "${timeZone}"`
  try {
    const cron = new Cron(expression, { timezone: timeZone, mode: '5-part' })
    return cron.nextRun(new Date(0)) === null ? `expected a cron expression that comes due, got "${expression}"` : null
  } catch (error) {
    // croner begins with the name of its class, which tells an administrator nothing.
    const detail = (error as Error).message.replace(/^Cron\w*: /, '')
    return `expected five cron fields such as "0 2 * * *", got "${expression}" (${detail})`
  }
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}

/**
 * Which slot of a cron schedule is due: the newest slot after `lastSlot` and not after `now`. Slots missed in between are
 * one run, not several.
 * @returns the slot, or null when nothing is due
 */
export function dueSlot(expression: string, timeZone: string, lastSlot: Date, now: Date): Date | null {
  const first = firstAfter(expression, timeZone, lastSlot)
  if (first === null || first > now) return null
  const cron = new Cron(expression, { timezone: timeZone, mode: '5-part' })
  // `previousRuns` looks strictly before its reference; one minute is the grain of a cron slot.
  return cron.previousRuns(1, new Date(now.getTime() + MINUTE_MS))[0] ?? first
}

/** By schedule: every tick until the slot comes asks for the same, and working it out is most of a quiet tick's computing. */
const answers = new Map<string, { readonly after: number; readonly first: Date | null }>()
const ANSWERS_MAX = 10

function firstAfter(expression: string, timeZone: string, lastSlot: Date): Date | null {
  const key = `${expression} ${timeZone}`
  const after = lastSlot.getTime()
  const known = answers.get(key)
  if (known?.after === after) return known.first
  const first = new Cron(expression, { timezone: timeZone, mode: '5-part' }).nextRun(lastSlot)
  if (answers.size >= ANSWERS_MAX) answers.clear()
  answers.set(key, { after, first })
  return first
}

/** @returns those of some instants whose minute is one of the schedule's; the expression is parsed once for all */
export function slotsAmong(expression: string, timeZone: string, instants: readonly Date[]): Date[] {
  const cron = new Cron(expression, { timezone: timeZone, mode: '5-part' })
  return instants.filter((at) => cron.match(new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS)))
}

/** The next runs of a schedule, for the page. */
export function nextRuns(expression: string, timeZone: string, count: number, from: Date): Date[] {
  return new Cron(expression, { timezone: timeZone, mode: '5-part' }).nextRuns(count, from)
}

/** Slots of "every n minutes" lie on whole multiples since 1970, so duplicate ticks find the same slot. */
export function dueInterval(minutes: number, lastSlot: Date, now: Date): Date | null {
  const interval = minutes * MINUTE_MS
  const slot = new Date(Math.floor(now.getTime() / interval) * interval)
  return slot > lastSlot ? slot : null
}

/** More often than that, a full run over many people may still be under way when the next one is due. */
export const RUNS_PER_DAY_MAX = 2
export const MANY_PEOPLE = 3_000

/** @returns true when a schedule runs more often than twice within any of the next days, for more than 3,000 people */
export function isTooOften(expression: string, timeZone: string, people: number, from: Date): boolean {
  if (people <= MANY_PEOPLE) return false
  // A month of slots twice a day shows what a weekday or a date in the expression hides on the first day.
  const runs = nextRuns(expression, timeZone, RUNS_PER_DAY_MAX * 31, from)
  return runs.some((run, index) => {
    const after = runs[index + RUNS_PER_DAY_MAX]
    return after !== undefined && after.getTime() - run.getTime() < DAY_MS
  })
}
