import * as v from 'valibot'
import { checkCron } from '../schedule'
import { wholeNumber } from './parts'

/** When the jobs run: cron expressions in one time zone, and how often leavers are looked for. */
export interface ScheduleSettings {
  readonly provision: string
  readonly sweep: string
  readonly leaversMinutes: number
  readonly timeZone: string
}

export const SCHEDULE_DEFAULTS: ScheduleSettings = {
  provision: '0 2 * * *',
  sweep: '0 4 * * *',
  leaversMinutes: 15,
  timeZone: 'UTC',
}

export const schedulesSchema = v.strictObject({
  provision: v.optional(v.string()),
  sweep: v.optional(v.string()),
  leaversMinutes: v.optional(wholeNumber(5, 60)),
  timeZone: v.optional(v.string()),
})

export const SCHEDULE_LABELS = { 'schedules.leaversMinutes': 'Minutes between looks for leavers' }

/** @returns what is wrong with the section as a whole, or null */
export function checkSchedules(schedules: ScheduleSettings): string | null {
  for (const job of ['provision', 'sweep'] as const) {
    const problem = checkCron(schedules[job], schedules.timeZone)
    if (problem !== null) return `Schedule of ${job}: ${problem}.`
  }
  return null
}
