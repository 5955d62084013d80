import type { JournalBatch, JournalEntry } from '../../core/journal'
import type { JournalRef } from '../../core/people'
import type { PlanKind } from '../../core/plan'
import type { Settings } from '../../core/settings'
import { DAY_MS, SECOND_MS } from '../../core/time'
import type { Store } from '../../ports'
import { defineRecords } from './record'
import type { PlanHeader } from './plan-store'

/** One line of the journal's list: a plan whose application began, or an undo. */
export interface JournalRun {
  /** Of the plan, or of the undo. */
  readonly id: string
  readonly kind: PlanKind | 'undo'
  readonly at: string
  /** Account id of the administrator who approved the plan or asked for the undo. */
  readonly by?: string
}

export function journalTtlSeconds(settings: Pick<Settings, 'journalDays'>): number {
  return (settings.journalDays * DAY_MS) / SECOND_MS
}

const batches = defineRecords<JournalBatch>((name) => `journal:${name}`)
const runsOfDay = defineRecords<readonly JournalRun[]>((name) => `journal:${name}`)
const nameOf = ({ planId, start }: JournalRef): string => `${planId}:${start}`

export function readJournalBatch(store: Store, ref: JournalRef): Promise<JournalBatch | null> {
  return batches.read(store, nameOf(ref))
}

/** By whom the batch is applied, under the lease of its plan. */
export async function saveJournalBatch(
  store: Store,
  ref: JournalRef,
  batch: JournalBatch,
  ttlSeconds: number,
): Promise<void> {
  await batches.change(store, nameOf(ref), () => batch, ttlSeconds)
}

/** Notes something on entries of a batch that is done; whoever notes something else meanwhile keeps it. */
export async function changeJournalEntries(
  store: Store,
  ref: JournalRef,
  next: (entry: JournalEntry, index: number) => JournalEntry,
  ttlSeconds: number,
): Promise<void> {
  const change = (batch: JournalBatch | null): JournalBatch | null =>
    batch === null ? null : { ...batch, entries: batch.entries.map(next) }
  await batches.change(store, nameOf(ref), change, ttlSeconds)
}

/** Adds a line to the list of its day. */
export async function addJournalRun(store: Store, run: JournalRun, ttlSeconds: number): Promise<void> {
  const add = (runs: readonly JournalRun[] | null): readonly JournalRun[] =>
    runs?.some(({ id }) => id === run.id) === true ? runs : [...(runs ?? []), run]
  await runsOfDay.change(store, `${run.kind}:${run.at.slice(0, 10)}`, add, ttlSeconds)
}

/** Lines of some days (YYYY-MM-DD, UTC). @returns by kind, each in the order of the days */
export async function readJournalRuns<K extends JournalRun['kind']>(
  store: Store,
  kinds: readonly K[],
  days: readonly string[],
): Promise<ReadonlyMap<K, readonly (readonly JournalRun[])[]>> {
  const found = await runsOfDay.readMany(
    store,
    kinds.flatMap((kind) => days.map((day) => `${kind}:${day}`)),
  )
  return new Map(kinds.map((kind) => [kind, days.map((day) => found.get(`${kind}:${day}`) ?? [])]))
}

/** So many batches are read at a time: ≤ 25 × 6 KB. */
const READ_AT_ONCE = 25

/**
 * The batches of a plan, in order.
 * @param from index into the plan's list of batches
 */
export async function* readJournalBatches(
  store: Store,
  header: Pick<PlanHeader, 'planId' | 'journalled'>,
  from = 0,
): AsyncGenerator<{ readonly index: number; readonly ref: JournalRef; readonly batch: JournalBatch }> {
  const starts = header.journalled ?? []
  for (let first = from; first < starts.length; first += READ_AT_ONCE) {
    const refs = starts.slice(first, first + READ_AT_ONCE).map((start) => ({ planId: header.planId, start }))
    const found = await batches.readMany(store, refs.map(nameOf))
    for (const [offset, ref] of refs.entries()) {
      const batch = found.get(nameOf(ref))
      if (batch !== undefined) yield { index: first + offset, ref, batch }
    }
  }
}
