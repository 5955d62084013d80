import type { Settings } from '../../core/settings'
import { DAY_MS } from '../../core/time'
import type { SignInState } from '../signals/requests'
import type { AuditState } from '../signals/audit-stream'
import type { SignInFailure } from '../signals/sign-in-health'

/** What is about to go wrong, or goes wrong, with seats and those who ask for them. */
export type GrantAlert =
  /** As few seats are free as the administrator wants to be warned of, or fewer. */
  | { readonly type: 'few-seats'; readonly productKey: string; readonly free: number; readonly warning: number }
  | { readonly type: 'people-wait'; readonly productKey: string; readonly count: number; readonly since: string }
  /** `source` is left out for the sign-in log of the directory. */
  | { readonly type: 'signal-failing'; readonly source?: 'audit'; readonly since: string; readonly because: string }
  /** The log is read, and nobody has signed in for days: probably not the application's id. */
  | { readonly type: 'signal-silent'; readonly source?: 'audit'; readonly since: string }

export interface GrantAlertSource {
  readonly settings: Settings
  /** `remaining` null = unlimited, or not readable. */
  readonly products: readonly { readonly productKey: string; readonly remaining: number | null }[]
  readonly waiting: readonly { readonly productKey: string; readonly askedAt: string }[]
  readonly signIns: SignInState | null
  readonly signInFailure: SignInFailure | null
  /** Of the organization's audit log. */
  readonly audit?: { readonly state: AuditState | null; readonly failure: SignInFailure | null }
}

/** Longer than a weekend with a holiday. */
const SILENT_DAYS = 4

export function findGrantAlerts(source: GrantAlertSource, now: Date): readonly GrantAlert[] {
  return [...findSignalAlerts(source, now), ...findSeatAlerts(source), ...findWaitingAlerts(source)]
}

function findSignalAlerts({ settings, signIns, signInFailure, audit }: GrantAlertSource, now: Date): GrantAlert[] {
  const { signIn, auditEvents } = settings.signals
  const ofAudit = auditEvents && audit !== undefined ? findSourceAlerts(audit.state, audit.failure, now) : []
  return [
    ...(signIn ? findSourceAlerts(signIns, signInFailure, now) : []),
    ...ofAudit.map((alert) => ({ ...alert, source: 'audit' as const })),
  ]
}

type SourceAlert = Extract<GrantAlert, { type: 'signal-failing' | 'signal-silent' }>

function findSourceAlerts(
  state: Pick<SignInState, 'firstAt' | 'lastRowAt'> | null,
  failure: SignInFailure | null,
  now: Date,
): SourceAlert[] {
  if (failure !== null) return [{ type: 'signal-failing', ...failure }]
  const since = state?.lastRowAt ?? state?.firstAt
  const isSilent = since !== undefined && now.getTime() - Date.parse(since) > SILENT_DAYS * DAY_MS
  return isSilent ? [{ type: 'signal-silent', since }] : []
}

function findSeatAlerts({ settings, products }: GrantAlertSource): GrantAlert[] {
  const warning = settings.seatWarning
  if (warning === null) return []
  return products.flatMap(({ productKey, remaining }) =>
    remaining !== null && remaining <= warning
      ? [{ type: 'few-seats' as const, productKey, free: remaining, warning }]
      : [],
  )
}

function findWaitingAlerts({ settings, waiting }: GrantAlertSource): GrantAlert[] {
  return settings.products.flatMap(({ key: productKey }) => {
    const own = waiting.filter((one) => one.productKey === productKey)
    const since = own.map(({ askedAt }) => askedAt).sort()[0]
    return since === undefined ? [] : [{ type: 'people-wait' as const, productKey, count: own.length, since }]
  })
}
