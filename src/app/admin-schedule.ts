import { toString as describeCron } from 'cronstrue'
import * as v from 'valibot'
import { AppError } from '../core/errors'
import { checkCron, nextRuns } from '../core/schedule'
import type { Clock } from '../ports'
import { parseInput } from './admin-input'

/** A cron expression as an administrator reads it. */
export interface SchedulePreview {
  /** e.g. "At 02:00, only on Sunday" */
  readonly words: string
  /** The next three slots (ISO); a run begins with the first five-minute tick after its slot. */
  readonly next: readonly string[]
  readonly timeZone: string
}

export interface ScheduleQuestion {
  readonly expression: string
  readonly timeZone: string
}

const RUNS_SHOWN = 3
/** Longer than any sensible expression, and short enough to judge while somebody types. */
const MAX_LENGTH = 200
const text = v.pipe(v.string(), v.trim(), v.maxLength(MAX_LENGTH))
const questionSchema = v.strictObject(
  { expression: text, timeZone: text },
  'Expected a cron expression and a time zone.',
)

/** @throws AppError `invalid-input` when the expression never comes due or the time zone is unknown */
export async function previewSchedule(ports: { clock: Clock }, input: unknown): Promise<SchedulePreview> {
  const { expression, timeZone } = parseInput(questionSchema, input)
  const problem = checkCron(expression, timeZone)
  if (problem !== null) throw new AppError('invalid-input', `Schedule: ${problem}.`)
  return describeSchedule(expression, timeZone, ports.clock.now())
}

/** A schedule that is known to be valid, in words and with its next runs. */
export function describeSchedule(expression: string, timeZone: string, now: Date): SchedulePreview {
  const next = nextRuns(expression, timeZone, RUNS_SHOWN, now).map((instant) => instant.toISOString())
  return { words: inWords(expression), next, timeZone }
}

/** The scheduler decides which expressions are valid; one that cannot be put into words is shown as it is. */
function inWords(expression: string): string {
  try {
    return describeCron(expression, { use24HourTimeFormat: true })
  } catch {
    return expression
  }
}
