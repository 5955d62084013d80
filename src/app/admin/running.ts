import { measurePace } from '../../core/progress'
import type { Pace } from '../../core/progress'
import { DAY_MS } from '../../core/time'
import type { Ports, RunName } from '../../ports'
import { keys } from '../state/keys'
import type { JournalRun } from '../state/journal'
import { readReach } from '../state/plan-progress'
import type { PlanHeader } from '../state/plan-store'
import type { Undo } from '../apply/undo'
import { readHeldLeases } from '../state/lease'
import type { RunReport } from '../state/run-report'

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
  const reports = await store.getMany<RunReport>(RUNS.map(keys.lastRun))
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
  const keyOf = (kind: string): string[] => days.map((day) => keys.journalDay(kind, day))
  const found = await store.getMany<readonly JournalRun[]>([...RUNS, 'undo'].flatMap(keyOf))
  const newest = (kind: string): JournalRun[] =>
    keyOf(kind).flatMap((key) => (found.get(key) ?? []).slice(-NEWEST_OF_A_LIST))
  return { plans: RUNS.flatMap(newest), undos: newest('undo') }
}

async function readOpenPlans(
  { store }: Pick<Ports, 'store'>,
  planIds: readonly string[],
  startedAt: ReadonlyMap<string, string>,
  now: Date,
): Promise<Work[]> {
  const found = await store.getMany<PlanHeader>(planIds.map(keys.plan))
  const open = [...found.values()].filter(({ status }) => status === 'ready' || status === 'applying')
  const stops = await store.getMany<string>(open.map(({ planId }) => keys.stop(planId)))
  return Promise.all(
    open.map(async (header): Promise<Work> => {
      const { planId, run, total } = header
      const { next: done, outcomes: counts } = await readReach(store, header)
      const began = startedAt.get(planId) ?? null
      return {
        ...{ id: planId, run, step: began === null ? 'waiting' : 'applying', done, total, startedAt: began, counts },
        ...(began === null ? NO_PACE : measurePace(done, total, began, now)),
        isStopping: stops.has(keys.stop(planId)),
      }
    }),
  )
}

async function readOpenUndos(
  { store }: Pick<Ports, 'store'>,
  undos: readonly JournalRun[],
  now: Date,
): Promise<Work[]> {
  const found = await store.getMany<Undo>(undos.map(({ id }) => keys.undo(id)))
  const open = [...found.values()].filter(({ status }) => status === 'running')
  const headers = await store.getMany<PlanHeader>(open.map(({ planId }) => keys.plan(planId)))
  return open.map(({ undoId, planId, at, next: done, asked, restored }): Work => {
    const total = headers.get(keys.plan(planId))?.journalled?.length ?? 0
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
