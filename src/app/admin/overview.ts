import { renderRefusal } from '../../core/grant'
import type { PlanKind } from '../../core/plan'
import type { Seats } from '../../core/seats'
import type { Settings } from '../../core/settings'
import type { AccessRequest, Ports, RunName } from '../../ports'
import { findAlerts } from '../alerts/alerts'
import { findGroupAlerts } from '../alerts/group-alerts'
import type { Alert } from '../alerts/alerts'
import { countPeople } from './people-counts'
import type { PeopleCounts } from './people-counts'
import { describeSchedule } from './schedule'
import type { SchedulePreview } from './schedule'
import type { ConnectedInfo } from '../state/connections'
import { findGrantAlerts } from '../alerts/grant-alerts'
import { keys } from '../state/keys'
import { isLicenceLapsed } from '../read/licence'
import { APPROVAL_MAX_AGE_MS } from '../state/plan-store'
import type { HeldPlan } from '../state/plan-store'
import { readKnownSeats } from '../read/products'
import { readLastGood } from '../state/last-good'
import type { SignInState } from '../signals/requests'
import type { AuditState } from '../signals/audit-stream'
import type { SignInFailure } from '../signals/sign-in-health'
import { readReport } from '../state/run-report'
import type { RunReport } from '../state/run-report'
import { readSettings } from '../state/settings'
import { readSetupRecord } from '../state/setup-record'
import { readWaiting } from '../grant/waiting-list'

/** Everything the page shows first, in one answer. */
export interface Overview {
  /** The server's clock: the page tells ages by it. */
  readonly now: string
  readonly settings: Settings
  readonly connected: ConnectedInfo | null
  /** The app's own licence has lapsed: nothing is changed. */
  readonly isLicenceLapsed: boolean
  readonly alerts: readonly Alert[]
  readonly lastRuns: Readonly<Record<RunName | 'grant', RunReport | null>>
  readonly schedules: Readonly<Record<'provision' | 'sweep', SchedulePreview>>
  readonly heldPlans: readonly HeldPlanView[]
  /** Of the first product; null while the seats cannot be read. */
  readonly seats: SeatsView | null
  /** Of every product, in the order of the settings. */
  readonly products: readonly { readonly productKey: string; readonly seats: SeatsView | null }[]
  readonly people: PeopleCounts
  /** Product by product; first come, first served: the longest wait first. */
  readonly waiting: readonly WaitingEntry[]
  /** `waiting` is as long as it may be: probably more people wait. */
  readonly isWaitingCut: boolean
}

export type SeatsView = Pick<Seats, 'productKey' | 'remaining' | 'used' | 'total'>

export interface HeldPlanView extends HeldPlan {
  readonly approvableUntil: string
  readonly isTooLate: boolean
}

export interface WaitingEntry {
  readonly accountId: string
  readonly productKey: string
  readonly askedAt: string
  /** 'no-seat', or why the organization would not take the membership. */
  readonly because: string
  /** What the person was told, e.g. "Not enough licenses: 4". */
  readonly message: string
}

const RUNS = ['provision', 'leavers', 'sweep', 'grant'] as const
const KINDS: readonly PlanKind[] = ['provision', 'leavers', 'groups', 'sweep']
/** The overview shows the first of those who wait. */
const WAITING_SHOWN = 100

export async function readOverview(ports: Ports): Promise<Overview> {
  const { store, requests, clock } = ports
  const now = clock.now()
  const settings = await readSettings(store)
  const [connected, waiting, products, held, reports, signIns, signInFailure, setup, audit] = await Promise.all([
    store.get<ConnectedInfo>(keys.connected),
    Promise.all(settings.products.map(({ key }) => readWaiting(requests, key, WAITING_SHOWN))),
    readKnownSeats(ports, settings),
    Promise.all(KINDS.map((kind) => store.get<HeldPlan>(keys.held(kind)))),
    Promise.all(RUNS.map((run) => readReport(store, run))),
    store.get<SignInState>(keys.signIns),
    store.get<SignInFailure>(keys.signInFailure),
    readSetupRecord(store),
    readAuditHealth(ports),
  ])
  const [provision = null, leavers = null, sweep = null, grant = null] = reports
  const keySavedAt = setup.parts.organization?.savedAt ?? null
  const lastRuns = { provision, leavers, sweep, grant }
  const heldPlans = held.filter((plan): plan is HeldPlan => plan !== null).map((plan) => viewHeldPlan(plan, now))
  const { schedules } = settings
  const lastGood = await readLastGood(store)
  const { people = 0 } = lastGood
  const groups = products.map(({ product, seats }) => ({
    productKey: product.key,
    accessGroupIds: seats?.accessGroupIds ?? [],
  }))
  const groupAlerts = await findGroupAlerts(ports, connected, groups)
  const areSeatsRead = products.every(({ seats }) => seats !== null)
  const remaining = products.map(({ product, seats }) => ({
    productKey: product.key,
    remaining: seats?.remaining ?? null,
  }))
  const grantSource = { settings, products: remaining, waiting: waiting.flat(), signIns, signInFailure, audit }
  const grantAlerts = findGrantAlerts(grantSource, now)
  const views = products.map(viewSeats)
  return {
    now: now.toISOString(),
    settings,
    connected,
    isLicenceLapsed: isLicenceLapsed(ports),
    alerts: findAlerts(
      { settings, connected, keySavedAt, areSeatsRead, heldPlans, lastRuns, grantAlerts, groupAlerts },
      now,
    ),
    lastRuns,
    schedules: {
      provision: describeSchedule(schedules.provision, schedules.timeZone, people, now),
      sweep: describeSchedule(schedules.sweep, schedules.timeZone, people, now),
    },
    heldPlans,
    seats: views[0]?.seats ?? null,
    products: views,
    people: countPeople(lastGood, sweep),
    waiting: waiting.flatMap((list) => list.map((request) => toWaitingEntry(request, settings))),
    isWaitingCut: waiting.some((list) => list.length === WAITING_SHOWN),
  }
}

async function readAuditHealth({ store }: Pick<Ports, 'store'>) {
  const [state, failure] = await Promise.all([
    store.get<AuditState>(keys.auditStream),
    store.get<SignInFailure>(keys.auditFailure),
  ])
  return { state, failure }
}

function viewSeats({
  product: { key: productKey },
  seats,
}: Awaited<ReturnType<typeof readKnownSeats>>[number]): Overview['products'][number] {
  if (seats === null) return { productKey, seats }
  const { remaining, used, total } = seats
  return { productKey, seats: { productKey, remaining, used, total } }
}

function viewHeldPlan(plan: HeldPlan, now: Date): HeldPlanView {
  const untilMs = Date.parse(plan.plannedAt) + APPROVAL_MAX_AGE_MS
  return { ...plan, approvableUntil: new Date(untilMs).toISOString(), isTooLate: now.getTime() > untilMs }
}

function toWaitingEntry(request: AccessRequest, settings: Settings): WaitingEntry {
  return {
    accountId: request.accountId,
    productKey: request.productKey,
    askedAt: request.askedAt,
    because: request.refusal?.because ?? 'no-seat',
    message: renderRefusal(settings.refusalMessage, request.refusal?.free ?? 0),
  }
}
