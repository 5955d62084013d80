import * as v from 'valibot'
import { AppError } from '../core/errors'
import { renderRefusal } from '../core/grant'
import type { JobName, PlanKind } from '../core/plan'
import type { Seats } from '../core/seats'
import type { Settings } from '../core/settings'
import type { AccessRequest, Ports, RunName } from '../ports'
import type { ConnectedInfo } from './connections'
import { keys } from './keys'
import { isApprovalTooLate, readPlanHeader, savePlanHeader } from './plan-store'
import type { HeldPlan } from './plan-store'
import { readReport } from './run-report'
import type { RunReport } from './run-report'
import { readSettings, setArmed } from './settings'

export interface Overview {
  readonly settings: Settings
  readonly connected: ConnectedInfo | null
  readonly lastRuns: Readonly<Record<RunName | 'grant', RunReport | null>>
  readonly heldPlans: readonly HeldPlan[]
  /** null while the seats cannot be read. */
  readonly seats: Pick<Seats, 'productKey' | 'remaining' | 'used' | 'total'> | null
  readonly waiting: readonly WaitingEntry[]
}

export interface WaitingEntry {
  readonly accountId: string
  readonly askedAt: string
  /** What the person was told, e.g. "Not enough licenses: 4". */
  readonly message: string
}

const RUNS = ['provision', 'leavers', 'sweep', 'grant'] as const
const KINDS: readonly PlanKind[] = ['provision', 'leavers', 'sweep']
/** The overview shows the first of those who wait. */
const WAITING_SHOWN = 100

export async function readOverview(ports: Ports): Promise<Overview> {
  const { store, requests } = ports
  const settings = await readSettings(store)
  const [connected, waiting, seats, held, reports] = await Promise.all([
    store.get<ConnectedInfo>(keys.connected),
    requests.list('waiting', WAITING_SHOWN),
    ports.seats.readSeats(settings.productKey).catch(() => null),
    Promise.all(KINDS.map((kind) => store.get<HeldPlan>(keys.held(kind)))),
    Promise.all(RUNS.map((run) => readReport(store, run))),
  ])
  return {
    settings,
    connected,
    lastRuns: {
      provision: reports[0] ?? null,
      leavers: reports[1] ?? null,
      sweep: reports[2] ?? null,
      grant: reports[3] ?? null,
    },
    heldPlans: held.filter((plan): plan is HeldPlan => plan !== null),
    seats:
      seats === null
        ? null
        : { productKey: seats.productKey, remaining: seats.remaining, used: seats.used, total: seats.total },
    waiting: waiting.map((request) => toWaitingEntry(request, settings)),
  }
}

function toWaitingEntry(request: AccessRequest, settings: Settings): WaitingEntry {
  return {
    accountId: request.accountId,
    askedAt: request.askedAt,
    message: renderRefusal(settings.refusalMessage, request.refusal?.free ?? 0),
  }
}

const jobName = v.picklist(['provision', 'grant', 'sweep'], 'Expected the job "provision", "grant" or "sweep".')

export async function armJob(ports: Ports, input: unknown): Promise<Settings> {
  const { job, armed } = parse(v.strictObject({ job: jobName, armed: v.boolean() }), input)
  return setArmed(ports.store, job satisfies JobName, armed)
}

/**
 * Approves one stored plan, once, within 24 hours of its making. That plan is executed, never recomputed.
 * @throws AppError `invalid-input` when the plan is not the one that is held, or is too old
 */
export async function approvePlan(ports: Ports, input: unknown, approvedBy: string): Promise<{ planId: string }> {
  const { planId } = parse(v.strictObject({ planId: v.string() }), input)
  const { store, clock, jobs } = ports
  const header = await readPlanHeader(store, planId)
  const held = header === null ? null : await store.get<HeldPlan>(keys.held(header.kind))
  if (header === null || header.status !== 'held' || held?.planId !== planId) {
    throw new AppError(
      'invalid-input',
      `Expected a plan that waits for approval, got "${planId}". Load the page again to see which plan is held now.`,
    )
  }
  if (isApprovalTooLate(header, clock)) {
    throw new AppError(
      'invalid-input',
      `Expected an approval within 24 hours of the plan, made ${header.plannedAt}. Run the job again and approve its new plan.`,
    )
  }
  await savePlanHeader(store, { ...header, status: 'ready', approvedBy })
  await store.delete(keys.held(header.kind))
  await jobs.push({ type: 'apply', planId })
  return { planId }
}

/** Starts a job now, beside its schedule. */
export async function runNow(ports: Ports, input: unknown): Promise<{ runId: string }> {
  const { job } = parse(v.strictObject({ job: jobName }), input)
  const runId = `${job}:now:${ports.clock.now().toISOString()}`
  if (job === 'grant') await ports.inbox.wake(null)
  else await ports.jobs.push({ type: 'run', run: job, runId })
  return { runId }
}

function parse<T>(schema: v.GenericSchema<unknown, T>, input: unknown): T {
  const parsed = v.safeParse(schema, input)
  if (!parsed.success) throw new AppError('invalid-input', parsed.issues[0].message)
  return parsed.output
}
