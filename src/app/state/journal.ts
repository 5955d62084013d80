import type { JournalBatch } from '../../core/journal'
import type { JournalRef } from '../../core/people'
import type { PlanKind } from '../../core/plan'
import type { Settings } from '../../core/settings'
import { DAY_MS, SECOND_MS } from '../../core/time'
import type { Store } from '../../ports'
import { keys } from './keys'
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

export async function readJournalBatch(store: Pick<Store, 'get'>, ref: JournalRef): Promise<JournalBatch | null> {
  return store.get<JournalBatch>(keys.journalBatch(ref.planId, ref.start))
}

export async function saveJournalBatch(
  store: Pick<Store, 'set'>,
  ref: JournalRef,
  batch: JournalBatch,
  ttlSeconds: number,
): Promise<void> {
  await store.set(keys.journalBatch(ref.planId, ref.start), batch, ttlSeconds)
}

/**
 * Adds a line to the list of its day. Plans of one kind are applied one after the other, under one lease, so nobody else
 * changes the same list meanwhile.
 */
export async function addJournalRun(
  store: Pick<Store, 'get' | 'set'>,
  run: JournalRun,
  ttlSeconds: number,
): Promise<void> {
  const key = keys.journalDay(run.kind, run.at.slice(0, 10))
  const runs = (await store.get<readonly JournalRun[]>(key)) ?? []
  if (runs.some(({ id }) => id === run.id)) return
  await store.set(key, [...runs, run], ttlSeconds)
}

/** So many batches are read at a time: ≤ 25 × 6 KB. */
const READ_AT_ONCE = 25

/**
 * The batches of a plan, in order.
 * @param from index into the plan's list of batches
 */
export async function* readJournalBatches(
  store: Pick<Store, 'getMany'>,
  header: Pick<PlanHeader, 'planId' | 'journalled'>,
  from = 0,
): AsyncGenerator<{ readonly index: number; readonly ref: JournalRef; readonly batch: JournalBatch }> {
  const starts = header.journalled ?? []
  for (let first = from; first < starts.length; first += READ_AT_ONCE) {
    const refs = starts.slice(first, first + READ_AT_ONCE).map((start) => ({ planId: header.planId, start }))
    const found = await store.getMany<JournalBatch>(refs.map((ref) => keys.journalBatch(ref.planId, ref.start)))
    for (const [offset, ref] of refs.entries()) {
      const batch = found.get(keys.journalBatch(ref.planId, ref.start))
      if (batch !== undefined) yield { index: first + offset, ref, batch }
    }
  }
}
