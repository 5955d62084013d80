import * as v from 'valibot'
import { AppError } from './errors'
import { checkCron } from './schedule'
import type { JobName } from './plan'

/** Whole settings of an installation. Secrets are not here: they live in Forge's secret store. */
export interface Settings {
  /** Product as in `applicationrole`. */
  readonly productKey: string
  /** Group that a grant joins; null = the product's first default group. */
  readonly accessGroupId: string | null
  /** Entra groups of which somebody must be a member to be in scope; empty = everyone. */
  readonly requiredGroupIds: readonly string[]
  readonly dormancyDays: number
  /** A grant needs at least this many free seats. */
  readonly seatReserve: number
  /** Shown to a refused person; `{free}` is the number of free seats. */
  readonly refusalMessage: string
  readonly exemptGroupIds: readonly string[]
  readonly exemptAccountIds: readonly string[]
  readonly signals: {
    readonly productEvents: boolean
    readonly signIn: boolean
    /** Application ids of the Atlassian enterprise applications in Entra. */
    readonly signInAppIds: readonly string[]
  }
  readonly schedules: {
    readonly provision: string
    readonly sweep: string
    readonly leaversMinutes: number
    readonly timeZone: string
  }
  /** A job that is not armed ends at the plan: a dry run (design rule 12). */
  readonly armed: Readonly<Record<JobName, boolean>>
}

export const DEFAULT_SETTINGS: Settings = {
  productKey: 'jira-software',
  accessGroupId: null,
  requiredGroupIds: [],
  dormancyDays: 180,
  seatReserve: 5,
  refusalMessage: 'Not enough licenses: {free}',
  exemptGroupIds: [],
  exemptAccountIds: [],
  signals: { productEvents: true, signIn: false, signInAppIds: [] },
  schedules: { provision: '0 2 * * *', sweep: '0 4 * * *', leaversMinutes: 15, timeZone: 'UTC' },
  armed: { provision: false, grant: false, sweep: false },
}

const ID = 'expected an id of 1 to 200 characters'
const id = v.pipe(v.string(ID), v.trim(), v.minLength(1, ID), v.maxLength(200, ID))
const ids = (max: number) => v.pipe(v.array(id), v.maxLength(max, `expected at most ${max} ids`))
const wholeNumber = (min: number, max: number) => {
  const message = `expected a whole number from ${min} to ${max}`
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message))
}
const REFUSAL = 'expected a text of 1 to 500 characters'
const refusal = v.pipe(v.string(REFUSAL), v.trim(), v.minLength(1, REFUSAL), v.maxLength(500, REFUSAL))

/** What the page may send: any part of the settings, except `armed`, which has its own method. */
const patchSchema = v.strictObject({
  productKey: v.optional(id),
  accessGroupId: v.optional(v.nullable(id)),
  requiredGroupIds: v.optional(ids(1_000)),
  dormancyDays: v.optional(wholeNumber(1, 3_650)),
  seatReserve: v.optional(wholeNumber(0, 100_000)),
  refusalMessage: v.optional(refusal),
  exemptGroupIds: v.optional(ids(1_000)),
  exemptAccountIds: v.optional(ids(1_000)),
  signals: v.optional(
    v.strictObject({
      productEvents: v.optional(v.boolean()),
      signIn: v.optional(v.boolean()),
      signInAppIds: v.optional(ids(20)),
    }),
  ),
  schedules: v.optional(
    v.strictObject({
      provision: v.optional(v.string()),
      sweep: v.optional(v.string()),
      leaversMinutes: v.optional(wholeNumber(5, 60)),
      timeZone: v.optional(v.string()),
    }),
  ),
})

export type SettingsPatch = v.InferInput<typeof patchSchema>

/**
 * Applies what a person typed to the settings in force.
 * @throws AppError `invalid-input` naming the setting, what was expected and what came
 */
export function applySettingsPatch(current: Settings, patch: unknown): Settings {
  const parsed = v.safeParse(patchSchema, patch)
  if (!parsed.success) throw new AppError('invalid-input', describeIssue(parsed.issues[0]))
  const { signals, schedules, ...rest } = parsed.output
  const next = {
    ...current,
    ...rest,
    signals: { ...current.signals, ...signals },
    schedules: { ...current.schedules, ...schedules },
  } as Settings
  for (const job of ['provision', 'sweep'] as const) {
    const problem = checkCron(next.schedules[job], next.schedules.timeZone)
    if (problem !== null) throw new AppError('invalid-input', `Schedule of ${job}: ${problem}.`)
  }
  if (next.signals.signIn && next.signals.signInAppIds.length === 0) {
    throw new AppError(
      'invalid-input',
      'Sign-in signal: expected at least one application id, got none. ' +
        'Copy it from Entra ID › Enterprise applications › Atlassian Cloud › Application ID.',
    )
  }
  return next
}

/** What the page calls each setting; messages use the same words. */
const LABELS: Readonly<Record<string, string>> = {
  productKey: 'Product',
  accessGroupId: 'Access group',
  requiredGroupIds: 'Required groups',
  dormancyDays: 'Days without activity',
  seatReserve: 'Seat reserve',
  refusalMessage: 'Message when no seat is free',
  exemptGroupIds: 'Exempt groups',
  exemptAccountIds: 'Exempt people',
  'signals.signInAppIds': 'Application ids',
  'schedules.leaversMinutes': 'Minutes between looks for leavers',
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  if (path === null) return `Settings: ${issue.message}`
  // An entry of a list is named after the list: "requiredGroupIds.3" is one of the required groups.
  const label = LABELS[path] ?? LABELS[path.replace(/\.\d+$/, '')] ?? path
  return `${label}: ${issue.message}, got ${quote(issue.input)}.`
}

/** What somebody typed, short enough for a message. Settings hold no secrets. */
function quote(input: unknown): string {
  if (Array.isArray(input)) return String(input.length)
  if (typeof input !== 'string') return String(input)
  return input.length <= 40 ? `"${input}"` : `${input.length} characters`
}
