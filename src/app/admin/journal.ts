import * as v from 'valibot'
import { AppError } from '../../core/errors'
import { isUndoable } from '../../core/journal'
import type { JournalEntry } from '../../core/journal'
import type { PlanKind } from '../../core/plan'
import { DAY_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { parseInput } from '../../core/input'
import { readDecisions } from '../apply/decisions'
import { journalTtlSeconds, readJournalBatches, readJournalRuns } from '../state/journal'
import type { JournalRun } from '../state/journal'
import { wishStop } from '../state/marks'
import { readSeatRecord } from '../state/seat-records'
import { readPlanHeader, readPlanHeaders } from '../state/plan-store'
import type { PlanHeader, PlanStatus } from '../state/plan-store'
import { readSettings } from '../state/settings'
import { readUndos, saveUndo } from '../state/undo-record'
import type { Undo } from '../state/undo-record'

/** One line of the journal as the page shows it. */
export interface JournalLine extends JournalRun {
  readonly status: PlanStatus | 'running' | null
  /** Counts by outcome; of an undo: asked, restored. */
  readonly counts: Readonly<Record<string, number>>
  /** The plan that an undo took back. */
  readonly planId?: string
}

export interface JournalPage {
  /** Newest first. */
  readonly lines: readonly JournalLine[]
  /** To go on with: a day, or an instant within one; null at the end of what is kept. */
  readonly before: string | null
}

export interface JournalRow extends JournalEntry {
  readonly at: string
  /** Something was taken that has not been given back. */
  readonly isUndoable: boolean
}

export interface EntriesPage {
  readonly entries: readonly JournalRow[]
  /** To go on with, null on the last page. */
  readonly next: number | null
}

const KINDS: readonly (PlanKind | 'undo')[] = ['provision', 'renames', 'leavers', 'groups', 'sweep', 'notices', 'undo']
/** Of an instant: YYYY-MM-DD. */
const DAY_LENGTH = 10
/** One look shows so many days. */
const DAYS_SHOWN = 30
/** ≤ 50 batches of ≤ 6 KB: far below what a resolver may answer. */
const BATCHES_PER_PAGE = 50

/** A page of the list ends with so many lines. */
const LINES_PER_PAGE = 50

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(300))
const place = v.union(
  [v.pipe(v.string(), v.isoDate()), v.pipe(v.string(), v.isoTimestamp())],
  'Expected a day as YYYY-MM-DD, or the place at which the page before ended.',
)

/** What was applied and undone in the 30 days before a day or instant, as far as one page holds. */
export async function listJournal(ports: Pick<Ports, 'store' | 'clock'>, input: unknown): Promise<JournalPage> {
  const { before } = parseInput(v.strictObject({ before: v.optional(v.nullable(place)) }), input ?? {})
  const { store, clock } = ports
  const { journalDays } = await readSettings(store)
  const now = clock.now().getTime()
  // An instant: the rest of its day, and what is older.
  const isWithinDay = before != null && before.length > DAY_LENGTH
  const end = before == null ? now + DAY_MS : Date.parse(before.slice(0, DAY_LENGTH)) + (isWithinDay ? DAY_MS : 0)
  const days = Array.from({ length: DAYS_SHOWN }, (_, index) =>
    new Date(end - (index + 1) * DAY_MS).toISOString().slice(0, DAY_LENGTH),
  )
  const listed = await readJournalRuns(store, KINDS, days)
  const all = [...listed.values()].flat(2).sort((a, b) => b.at.localeCompare(a.at))
  const older = isWithinDay ? all.filter(({ at }) => at < before) : all
  // Lines of the same instant stay together: the next page begins before it.
  const lastAt = older[LINES_PER_PAGE - 1]?.at
  const runs = lastAt === undefined ? older : older.filter(({ at }) => at >= lastAt)
  const idsOf = (isWanted: (run: JournalRun) => boolean): string[] => runs.filter(isWanted).map(({ id }) => id)
  const [plans, undos] = await Promise.all([
    readPlanHeaders(
      store,
      idsOf(({ kind }) => kind !== 'undo'),
    ),
    readUndos(
      store,
      idsOf(({ kind }) => kind === 'undo'),
    ),
  ])
  const oldest = days.at(-1)!
  return {
    lines: runs.map((run) => toLine(run, undos.get(run.id) ?? plans.get(run.id))),
    before: runs.length < older.length ? lastAt! : Date.parse(oldest) < now - journalDays * DAY_MS ? null : oldest,
  }
}

function toLine(run: JournalRun, detail: PlanHeader | Undo | undefined): JournalLine {
  if (detail === undefined) return { ...run, status: null, counts: {} }
  if ('undoId' in detail) {
    const { status, asked, restored, planId } = detail
    return { ...run, status, counts: { asked, restored }, planId }
  }
  const { stillHeld } = detail
  return {
    ...run,
    status: detail.status,
    counts: { ...detail.outcomes, ...(stillHeld === undefined ? {} : { stillHeld }) },
  }
}

/** Who was touched by one plan, and how. @param input `batches`: of 20 people each, 50 of them unless told */
export async function readJournal(ports: Pick<Ports, 'store'>, input: unknown): Promise<EntriesPage> {
  const {
    planId,
    from = 0,
    batches = BATCHES_PER_PAGE,
  } = parseInput(
    v.strictObject({
      planId: id,
      from: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
      batches: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(BATCHES_PER_PAGE))),
    }),
    input,
  )
  const header = await expectHeader(ports, planId)
  const entries: JournalRow[] = []
  for await (const { index, batch } of readJournalBatches(ports.store, header, from)) {
    if (index >= from + batches) return { entries, next: index }
    entries.push(...batch.entries.map((entry) => ({ ...entry, at: batch.at, isUndoable: isUndoable(entry) })))
  }
  return { entries, next: null }
}

/** Undoes a run that is over: everybody, or a selection. */
export async function undoRun(ports: Ports, input: unknown, by: string): Promise<{ undoId: string }> {
  const { planId, accountIds } = parseInput(
    v.strictObject({
      planId: id,
      accountIds: v.optional(v.pipe(v.array(id), v.minLength(1), v.maxLength(1_000, 'Expected at most 1,000 people.'))),
    }),
    input,
  )
  await expectOver(ports, planId)
  return startUndo(ports, [planId], accountIds ?? null, by)
}

/**
 * Undoes the last thing that was done to one person. One run may have done several: who changed departments has joined a
 * group by one of its plans and left another by the next. All of them are undone.
 */
export async function undoPerson(ports: Ports, input: unknown, by: string): Promise<{ undoId: string }> {
  const { accountId } = parseInput(v.strictObject({ accountId: id }), input)
  const record = await readSeatRecord(ports.store, accountId)
  const undoable = (await readDecisions(ports.store, accountId, record)).filter(({ entries }) =>
    entries.some(isUndoable),
  )
  const [latest] = undoable
  if (latest === undefined) {
    throw new AppError(
      'invalid-input',
      `Expected something in the journal that can be undone for ${accountId}, got nothing.`,
    )
  }
  const { runId } = await expectOver(ports, latest.ref.planId)
  const others = [...new Set(undoable.map(({ ref }) => ref.planId))].filter((planId) => planId !== latest.ref.planId)
  const headers = await readPlanHeaders(ports.store, others)
  const further = others.filter((planId) => {
    const header = headers.get(planId)
    return header !== undefined && header.runId === runId && isOver(header)
  })
  return startUndo(ports, [latest.ref.planId, ...further], [accountId], by)
}

async function startUndo(
  { store, clock, jobs }: Ports,
  [planId = '', ...then]: readonly string[],
  accountIds: readonly string[] | null,
  by: string,
): Promise<{ undoId: string }> {
  const at = clock.now().toISOString()
  const undoId = `undo:${at}`
  const begun = { status: 'running', next: 0, asked: 0, restored: 0 } as const
  const undo: Undo = { undoId, planId, ...(then.length === 0 ? {} : { then }), accountIds, by, at, ...begun }
  await saveUndo(store, undo, journalTtlSeconds(await readSettings(store)))
  await jobs.push({ type: 'undo', undoId })
  return { undoId }
}

async function expectOver(ports: Ports, planId: string): Promise<PlanHeader> {
  const header = await expectHeader(ports, planId)
  if (isOver(header)) return header
  throw new AppError('invalid-input', `Expected a run that is over, got one that is ${header.status}. Stop it first.`)
}

function isOver({ status }: PlanHeader): boolean {
  return status === 'done' || status === 'stopped'
}

async function expectHeader({ store }: Pick<Ports, 'store'>, planId: string): Promise<PlanHeader> {
  const header = await readPlanHeader(store, planId)
  if (header !== null) return header
  throw new AppError('invalid-input', `Expected a plan that the journal knows, got "${planId}".`)
}

/** Stops a plan that is being applied, before its next batch. What was done stays done, and can be undone. */
export async function stopRun(ports: Pick<Ports, 'store' | 'clock'>, input: unknown): Promise<{ planId: string }> {
  const { planId } = parseInput(v.strictObject({ planId: id }), input)
  const { status } = await expectHeader(ports as Ports, planId)
  if (status !== 'ready' && status !== 'applying') {
    throw new AppError('invalid-input', `Expected a plan that is being applied, got one that is ${status}.`)
  }
  await wishStop(ports.store, planId, ports.clock.now().toISOString())
  return { planId }
}
