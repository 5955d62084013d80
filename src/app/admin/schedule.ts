import { toString as describeCron } from 'cronstrue'
import * as v from 'valibot'
import { AppError } from '../../core/errors'
import { checkCron, isTooOften, nextRuns } from '../../core/schedule'
import type { Clock, Store } from '../../ports'
import { parseInput } from '../../core/input'
import { readLastGood } from '../state/last-good'

/** A cron expression as an administrator reads it. */
export interface SchedulePreview {
  /** e.g. "At 02:00, only on Sunday" */
  readonly words: string
  /** The next three slots (ISO); a run begins with the first five-minute tick after its slot. */
  readonly next: readonly string[]
  readonly timeZone: string
  /** What speaks against it; it can be saved all the same. */
  readonly warning: string | null
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
export async function previewSchedule(ports: { clock: Clock; store: Store }, input: unknown): Promise<SchedulePreview> {
  const { expression, timeZone } = parseInput(questionSchema, input)
  const problem = checkCron(expression, timeZone)
  if (problem !== null) throw new AppError('invalid-input', `Schedule: ${problem}.`)
  const { people = 0 } = await readLastGood(ports.store)
  return describeSchedule(expression, timeZone, people, ports.clock.now())
}

/** A schedule that is known to be valid, in words and with its next runs. @param people in the directory when last read */
export function describeSchedule(expression: string, timeZone: string, people: number, now: Date): SchedulePreview {
  const next = nextRuns(expression, timeZone, RUNS_SHOWN, now).map((instant) => instant.toISOString())
  const warning = isTooOften(expression, timeZone, people, now)
    ? `More often than twice a day is much for ${people.toLocaleString('en')} people: a run may still be under way when the next one is due.`
    : null
  return { words: inWords(expression), next, timeZone, warning }
}

/** The scheduler decides which expressions are valid; one that cannot be put into words is shown as it is. */
function inWords(expression: string): string {
  try {
    return describeCron(expression, { use24HourTimeFormat: true })
  } catch {
    return expression
  }
}
