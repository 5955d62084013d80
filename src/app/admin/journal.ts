import * as v from 'valibot'
import { AppError } from '../../core/errors'
import { isUndoable } from '../../core/journal'
import type { JournalEntry } from '../../core/journal'
import type { SeatRecord } from '../../core/people'
import type { PlanKind } from '../../core/plan'
import { DAY_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { parseInput } from './input'
import { journalTtlSeconds, readJournalBatch, readJournalBatches } from '../plan/journal'
import type { JournalRun } from '../plan/journal'
import { keys } from '../keys'
import { readPlanHeader } from '../plan/plan-store'
import type { PlanHeader, PlanStatus } from '../plan/plan-store'
import { readSettings } from '../settings'
import type { Undo } from '../plan/undo'

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
  /** YYYY-MM-DD to go on with, null at the end of what is kept. */
  readonly before: string | null
}

export interface EntriesPage {
  readonly entries: readonly (JournalEntry & { readonly at: string })[]
  /** To go on with, null on the last page. */
  readonly next: number | null
}

const KINDS: readonly (PlanKind | 'undo')[] = ['provision', 'leavers', 'groups', 'sweep', 'undo']
/** One look shows so many days. */
const DAYS_SHOWN = 30
/** ≤ 50 batches of ≤ 6 KB: far below what a resolver may answer. */
const BATCHES_PER_PAGE = 50

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(300))
const day = v.pipe(v.string(), v.isoDate('Expected a day as YYYY-MM-DD.'))

/** What was applied and undone in the 30 days before a day. */
export async function listJournal(ports: Pick<Ports, 'store' | 'clock'>, input: unknown): Promise<JournalPage> {
  const { before } = parseInput(v.strictObject({ before: v.optional(v.nullable(day)) }), input ?? {})
  const { store, clock } = ports
  const { journalDays } = await readSettings(store)
  const now = clock.now().getTime()
  const end = before == null ? now + DAY_MS : Date.parse(before)
  const days = Array.from({ length: DAYS_SHOWN }, (_, index) =>
    new Date(end - (index + 1) * DAY_MS).toISOString().slice(0, 10),
  )
  const listed = await store.getMany<readonly JournalRun[]>(
    days.flatMap((one) => KINDS.map((kind) => keys.journalDay(kind, one))),
  )
  const runs = [...listed.values()].flat().sort((a, b) => b.at.localeCompare(a.at))
  const details = await store.getMany<PlanHeader | Undo>(
    runs.map((run) => (run.kind === 'undo' ? keys.undo(run.id) : keys.plan(run.id))),
  )
  const oldest = days.at(-1)!
  return {
    lines: runs.map((run) => toLine(run, details.get(run.kind === 'undo' ? keys.undo(run.id) : keys.plan(run.id)))),
    before: Date.parse(oldest) < now - journalDays * DAY_MS ? null : oldest,
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

/** Who was touched by one plan, and how. */
export async function readJournal(ports: Pick<Ports, 'store'>, input: unknown): Promise<EntriesPage> {
  const { planId, from = 0 } = parseInput(
    v.strictObject({ planId: id, from: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
    input,
  )
  const header = await expectHeader(ports, planId)
  const entries: (JournalEntry & { at: string })[] = []
  for await (const { index, batch } of readJournalBatches(ports.store, header, from)) {
    if (index >= from + BATCHES_PER_PAGE) return { entries, next: index }
    entries.push(...batch.entries.map((entry) => ({ ...entry, at: batch.at })))
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
  const header = await expectHeader(ports, planId)
  if (header.status !== 'done' && header.status !== 'stopped') {
    throw new AppError('invalid-input', `Expected a run that is over, got one that is ${header.status}. Stop it first.`)
  }
  return startUndo(ports, planId, accountIds ?? null, by)
}

/** Undoes the last thing that was done to one person. */
export async function undoPerson(ports: Ports, input: unknown, by: string): Promise<{ undoId: string }> {
  const { accountId } = parseInput(v.strictObject({ accountId: id }), input)
  const record = await ports.store.get<SeatRecord>(keys.seat(accountId))
  for (const ref of [...(record?.decisions ?? [])].reverse()) {
    const batch = await readJournalBatch(ports.store, ref)
    const entry = batch?.entries.find((one) => one.accountId === accountId)
    if (entry !== undefined && isUndoable(entry))
      return undoRun(ports, { planId: ref.planId, accountIds: [accountId] }, by)
  }
  throw new AppError(
    'invalid-input',
    `Expected something in the journal that can be undone for ${accountId}, got nothing.`,
  )
}

async function startUndo(
  { store, clock, jobs }: Ports,
  planId: string,
  accountIds: readonly string[] | null,
  by: string,
): Promise<{ undoId: string }> {
  const at = clock.now().toISOString()
  const undoId = `undo:${at}`
  const undo: Undo = { undoId, planId, accountIds, by, at, status: 'running', next: 0, asked: 0, restored: 0 }
  await store.set(keys.undo(undoId), undo, journalTtlSeconds(await readSettings(store)))
  await jobs.push({ type: 'undo', undoId })
  return { undoId }
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
  await ports.store.set(keys.stop(planId), ports.clock.now().toISOString(), STOP_SECONDS)
  return { planId }
}

/** Longer than any plan takes to see it. */
const STOP_SECONDS = 86_400
