import { measurePace } from '../../core/progress'
import type { Pace } from '../../core/progress'
import { DAY_MS } from '../../core/time'
import type { Ports, RunName } from '../../ports'
import { readStopWishes } from '../state/marks'
import { readJournalRuns } from '../state/journal'
import type { JournalRun } from '../state/journal'
import { readReach } from '../state/plan-progress'
import { readPlanHeaders } from '../state/plan-store'
import { readUndos } from '../state/undo-record'
import { readHeldLeases } from '../state/lease'
import { readReports } from '../state/run-report'

/** One piece of work that is under way. */
export interface Work extends Pace {
  /** Of the plan or the undo; of a run that still reads, its name. */
  readonly id: string
  readonly run: RunName | 'undo'
  readonly step: 'reading' | 'waiting' | 'applying' | 'undoing'
  /** Actions of a plan, batches of an undo; null while it reads: nobody knows how much there is. */
  readonly done: number | null
  readonly total: number | null
  readonly startedAt: string | null
  /** By outcome. */
  readonly counts: Readonly<Record<string, number>>
  /** An administrator wishes it to stop; it does before its next batch. */
  readonly isStopping: boolean
}

export interface Running {
  readonly now: string
  readonly work: readonly Work[]
}

const RUNS = ['provision', 'leavers', 'sweep'] as const satisfies readonly RunName[]
/** Plans of one kind are applied one after the other: only the last ones of the last days can be under way. */
const NEWEST_OF_A_LIST = 5
const NO_PACE: Pace = { perMinute: null, endsAt: null }

/** What is under way now, with how far it is and when it ends. Asks nobody outside, so that a page may ask often. */
export async function readRunning(ports: Pick<Ports, 'store' | 'clock'>): Promise<Running> {
  const { store, clock } = ports
  const now = clock.now()
  const lists = await readLists(ports, now)
  const reports = await readReports(store, RUNS)
  const planIds = new Set([
    ...[...reports.values()].flatMap(({ openPlans = [], heldPlan }) => [
      ...openPlans,
      ...(heldPlan === undefined ? [] : [heldPlan]),
    ]),
    ...lists.plans.map(({ id }) => id),
  ])
  const startedAt = new Map([...lists.plans, ...lists.undos].map(({ id, at }) => [id, at]))
  const plans = await readOpenPlans(ports, [...planIds], startedAt, now)
  const undos = await readOpenUndos(ports, lists.undos, now)
  return { now: now.toISOString(), work: [...(await readReading(ports)), ...plans, ...undos] }
}

async function readLists({ store }: Pick<Ports, 'store'>, now: Date) {
  const days = [0, 1].map((ago) => new Date(now.getTime() - ago * DAY_MS).toISOString().slice(0, 10))
  const found = await readJournalRuns(store, [...RUNS, 'undo'], days)
  const newest = (kind: RunName | 'undo'): JournalRun[] =>
    (found.get(kind) ?? []).flatMap((runs) => runs.slice(-NEWEST_OF_A_LIST))
  return { plans: RUNS.flatMap(newest), undos: newest('undo') }
}

async function readOpenPlans(
  { store }: Pick<Ports, 'store'>,
  planIds: readonly string[],
  startedAt: ReadonlyMap<string, string>,
  now: Date,
): Promise<Work[]> {
  const found = await readPlanHeaders(store, planIds)
  const open = [...found.values()].filter(({ status }) => status === 'ready' || status === 'applying')
  const stops = await readStopWishes(
    store,
    open.map(({ planId }) => planId),
  )
  return Promise.all(
    open.map(async (header): Promise<Work> => {
      const { planId, run, total } = header
      const { next: done, outcomes: counts } = await readReach(store, header)
      const began = startedAt.get(planId) ?? null
      return {
        ...{ id: planId, run, step: began === null ? 'waiting' : 'applying', done, total, startedAt: began, counts },
        ...(began === null ? NO_PACE : measurePace(done, total, began, now)),
        isStopping: stops.has(planId),
      }
    }),
  )
}

async function readOpenUndos(
  { store }: Pick<Ports, 'store'>,
  undos: readonly JournalRun[],
  now: Date,
): Promise<Work[]> {
  const found = await readUndos(
    store,
    undos.map(({ id }) => id),
  )
  const open = [...found.values()].filter(({ status }) => status === 'running')
  const headers = await readPlanHeaders(
    store,
    open.map(({ planId }) => planId),
  )
  return open.map(({ undoId, planId, at, next: done, asked, restored }): Work => {
    const total = headers.get(planId)?.journalled?.length ?? 0
    return {
      ...{ id: undoId, run: 'undo', step: 'undoing', done, total, startedAt: at, counts: { asked, restored } },
      ...measurePace(done, total, at, now),
      isStopping: false,
    }
  })
}

/** Runs that hold their lease are reading and planning. */
async function readReading(ports: Pick<Ports, 'store' | 'clock'>): Promise<Work[]> {
  const unknown = { ...NO_PACE, done: null, total: null, startedAt: null, counts: {}, isStopping: false }
  return (await readHeldLeases(ports, RUNS)).map((run): Work => ({ ...unknown, id: run, run, step: 'reading' }))
}
