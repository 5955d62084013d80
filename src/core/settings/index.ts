import * as v from 'valibot'
import { AppError } from '../errors'
import type { JobName } from '../plan'
import { BILLING_DEFAULTS, BILLING_LABELS, billingEntries } from './billing'
import type { BillingSettings } from './billing'
import { ALERT_DEFAULTS, ALERT_LABELS, alertEntries } from './alerts'
import type { AlertSettings } from './alerts'
import { LEAVER_DEFAULTS, LEAVER_LABELS, leaverEntries } from './leavers'
import type { LeaverSettings } from './leavers'
import {
  PRODUCT_DEFAULTS,
  PRODUCT_LABELS,
  checkProducts,
  completeProducts,
  patchProducts,
  productEntries,
} from './products'
import type { Products, ProductsPatch } from './products'
import { completeExemptions } from './exemptions'
import { LOCAL_GROUP_DEFAULTS, LOCAL_GROUP_LABELS, checkLocalGroups, localGroupEntries } from './local-groups'
import type { LocalGroupSettings } from './local-groups'
import { SCHEDULE_DEFAULTS, SCHEDULE_LABELS, checkSchedules, schedulesSchema } from './schedules'
import type { ScheduleSettings } from './schedules'
import { SCOPE_DEFAULTS, SCOPE_LABELS, checkScope, scopeEntries } from './scope'
import type { ScopeSettings } from './scope'
import { SEAT_DEFAULTS, SEAT_LABELS, seatEntries } from './seats'
import type { SeatSettings } from './seats'
import { SIGNAL_DEFAULTS, SIGNAL_LABELS, checkSignals, signalsSchema } from './signals'
import type { SignalSettings } from './signals'
import { SWEEP_DEFAULTS, SWEEP_LABELS, sweepEntries } from './sweep'
import type { SweepSettings } from './sweep'
import { TARGET_DEFAULTS, TARGET_LABELS, checkTarget, targetEntries } from './target'
import type { TargetSettings } from './target'

/** Whole settings of an installation, section by section. Secrets are not here: they live in Forge's secret store. */
export interface Settings
  extends
    ScopeSettings,
    LeaverSettings,
    LocalGroupSettings,
    TargetSettings,
    SeatSettings,
    SweepSettings,
    BillingSettings,
    AlertSettings {
  readonly products: Products
  readonly signals: SignalSettings
  readonly schedules: ScheduleSettings
  /** A job that is not armed ends at the plan: a dry run (design rule 12). */
  readonly armed: Readonly<Record<JobName, boolean>>
}

export const DEFAULT_SETTINGS: Settings = {
  ...SCOPE_DEFAULTS,
  ...LEAVER_DEFAULTS,
  ...LOCAL_GROUP_DEFAULTS,
  ...TARGET_DEFAULTS,
  ...SEAT_DEFAULTS,
  ...BILLING_DEFAULTS,
  ...SWEEP_DEFAULTS,
  ...ALERT_DEFAULTS,
  ...PRODUCT_DEFAULTS,
  signals: SIGNAL_DEFAULTS,
  schedules: SCHEDULE_DEFAULTS,
  armed: { provision: false, grant: false, sweep: false },
}

/** What the page may send: any part of the settings, except `armed`, which has its own method. */
const patchSchema = v.strictObject({
  ...scopeEntries,
  ...leaverEntries,
  ...localGroupEntries,
  ...targetEntries,
  ...seatEntries,
  ...billingEntries,
  ...sweepEntries,
  ...alertEntries,
  ...productEntries,
  signals: v.optional(signalsSchema),
  schedules: v.optional(schedulesSchema),
})

export type SettingsPatch = v.InferInput<typeof patchSchema>

/** What is wrong with one setting, by its place in the settings, e.g. `products.0.seatReserve`; '' is the whole. */
export interface SettingProblem {
  readonly path: string
  readonly message: string
}

/** What schemas cannot judge: each section as a whole. @returns what is wrong with it, or null */
const CHECKS: readonly (readonly [path: string, check: (settings: Settings) => string | null])[] = [
  ['scope', checkScope],
  ['target', checkTarget],
  ['groups', checkLocalGroups],
  ['schedules', ({ schedules }) => checkSchedules(schedules)],
  ['products', ({ products }) => checkProducts(products)],
  ['signals', ({ signals }) => checkSignals(signals)],
]

/**
 * Applies what a person typed to the settings in force.
 * @throws AppError `invalid-input` naming the setting, what was expected and what came
 */
export function applySettingsPatch(current: Settings, patch: unknown): Settings {
  const judged = judgePatch(current, patch)
  if ('settings' in judged) return judged.settings
  throw new AppError('invalid-input', judged.problems[0]!.message)
}

/** Everything that is wrong with what a person typed, as the page says it while they type. */
export function findSettingProblems(current: Settings, patch: unknown): readonly SettingProblem[] {
  const judged = judgePatch(current, patch)
  return 'settings' in judged ? [] : judged.problems
}

function judgePatch(
  current: Settings,
  patch: unknown,
): { readonly settings: Settings } | { readonly problems: readonly SettingProblem[] } {
  const parsed = v.safeParse(patchSchema, patch)
  if (!parsed.success) {
    return {
      problems: parsed.issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: describeIssue(issue) })),
    }
  }
  const settings = mergePatch(current, parsed.output)
  const problems = CHECKS.flatMap(([path, check]) => {
    const message = check(settings)
    return message === null ? [] : [{ path, message }]
  })
  return problems.length === 0 ? { settings } : { problems }
}

function mergePatch(current: Settings, patch: v.InferOutput<typeof patchSchema>): Settings {
  const { scope, leavers, groups, notices, alerts, signals, schedules, ...flat } = patch
  const { products, productKey, accessGroupId, seatReserve, dormancyDays, ...rest } = flat
  return {
    ...current,
    ...rest,
    products: patchProducts(current.products, {
      products,
      productKey,
      accessGroupId,
      seatReserve,
      dormancyDays,
    } as ProductsPatch),
    scope: { ...current.scope, ...scope },
    leavers: { ...current.leavers, ...leavers },
    groups: { ...current.groups, ...groups },
    notices: { ...current.notices, ...notices },
    alerts: { ...current.alerts, ...alerts },
    signals: { ...current.signals, ...signals },
    schedules: { ...current.schedules, ...schedules },
  } as Settings
}

/** A saved record over the defaults, so that a setting of a later version has its default. */
export function completeSettings(
  saved: (Partial<Settings> & ProductsPatch & { readonly exemptAccountIds?: readonly string[] }) | null | undefined,
): Settings {
  if (saved == null) return DEFAULT_SETTINGS
  const { productKey: _key, accessGroupId: _group, seatReserve: _reserve, dormancyDays: _days, ...current } = saved
  const { exemptAccountIds: _ids, ...rest } = current
  return {
    ...DEFAULT_SETTINGS,
    ...rest,
    products: completeProducts(saved),
    exemptPeople: completeExemptions(saved),
    scope: { ...DEFAULT_SETTINGS.scope, ...saved.scope },
    leavers: { ...DEFAULT_SETTINGS.leavers, ...saved.leavers },
    groups: { ...DEFAULT_SETTINGS.groups, ...saved.groups },
    notices: { ...DEFAULT_SETTINGS.notices, ...saved.notices },
    alerts: { ...DEFAULT_SETTINGS.alerts, ...saved.alerts },
    signals: { ...DEFAULT_SETTINGS.signals, ...saved.signals },
    schedules: { ...DEFAULT_SETTINGS.schedules, ...saved.schedules },
    armed: { ...DEFAULT_SETTINGS.armed, ...saved.armed },
  }
}

/** What the page calls each setting; messages use the same words. */
const LABELS: Readonly<Record<string, string>> = {
  ...SCOPE_LABELS,
  ...LEAVER_LABELS,
  ...LOCAL_GROUP_LABELS,
  ...TARGET_LABELS,
  ...SEAT_LABELS,
  ...BILLING_LABELS,
  ...SWEEP_LABELS,
  ...ALERT_LABELS,
  ...PRODUCT_LABELS,
  ...SIGNAL_LABELS,
  ...SCHEDULE_LABELS,
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  // A rule of the third product is named as that of the first: "products.2.seatReserve" is a seat reserve.
  const path = v.getDotPath(issue)?.replace(/^products\.\d+\./, '') ?? null
  if (path === null) return `Settings: ${issue.message}`
  // An entry of a list is named after the list: "requiredGroupIds.3" is one of the required groups.
  const label = LABELS[path] ?? LABELS[path.replace(/\.\d+(\..*)?$/, '')] ?? path
  return `${label}: ${issue.message}, got ${quote(issue.input)}.`
}

/** What somebody typed, short enough for a message. Settings hold no secrets. */
function quote(input: unknown): string {
  if (Array.isArray(input)) return String(input.length)
  if (typeof input !== 'string') return String(input)
  return input.length <= 40 ? `"${input}"` : `${input.length} characters`
}
