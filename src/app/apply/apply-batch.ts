import { toEntry } from '../../core/journal'
import type { JournalEntry, Outcome } from '../../core/journal'
import type { Link } from '../../core/people'
import { isJournalled, isRemoval } from '../../core/plan'
import type { Action } from '../../core/plan'
import type { Ports } from '../../ports'
import { journalTtlSeconds, readJournalBatch, saveJournalBatch } from '../state/journal'
import { saveLinks } from '../state/link-store'
import { recordRemovals } from '../state/plan-store'
import type { PlanHeader } from '../state/plan-store'
import type { ActionType, BatchContext, Done } from './action-type'
import { inIsolation } from './in-isolation'
import type { Isolated } from './in-isolation'

/** What one batch did: an outcome for each action from the first on, as far as it came. */
export interface BatchResult {
  readonly outcomes: readonly Outcome[]
  /** Links that are still to be saved. */
  readonly links: ReadonlyMap<string, Link | null>
  /** Thrown by the caller, once what was done is counted. */
  readonly failure: unknown
}

/**
 * Applies one batch (actions of one type). What takes something away or gives it back is journalled: the intents before the
 * first call, the outcomes after the last one. A batch whose outcomes are written is not done again; one that died in
 * between goes on from its intents, and one that was cut short with those who have no outcome yet (design rule 9).
 */
export async function applyBatch(
  ports: Ports,
  type: ActionType,
  header: PlanHeader,
  start: number,
  batch: readonly Action[],
  context: BatchContext,
): Promise<BatchResult> {
  const { store, clock, log } = ports
  const journalled = batch.filter(isJournalled)
  const ref = { planId: header.planId, start }
  if (journalled.length === 0) return applyUnjournalled(ports, type, batch, context)
  const known = await readJournalBatch(store, ref)
  if (known?.isDone === true) return { outcomes: outcomesOf(known.entries), links: new Map(), failure: null }

  const ttlSeconds = journalTtlSeconds(context.settings)
  const at = known?.at ?? clock.now().toISOString()
  const before = journalled.map((action, index) => known?.entries[index] ?? toEntry(action, []))
  const asked = journalled.flatMap((action, index) =>
    before[index]!.outcome === undefined ? [{ action, index, earlier: known?.entries[index] ?? null }] : [],
  )
  const { steps, finish } = await type.prepare(ports, asked, context, ref)
  const save = async (isDone: boolean, entries: readonly JournalEntry[]): Promise<void> =>
    saveJournalBatch(store, ref, { at, isDone, entries }, ttlSeconds)
  const people = asked.map(({ action, index, earlier }, position) => {
    const step = steps[position]!
    return { index, earlier, step, entry: withDone(toEntry(action, step.groupIds ?? []), 'one' in step ? null : step) }
  })
  const intents = replaceEach(before, people)
  const meant = people.filter(({ entry }) => entry.outcome === undefined)
  if (known === null && meant.length > 0) {
    await recordRemovals(store, header, isRemoval(batch[0]!) ? meant.length : 0, clock.now())
    await save(false, intents)
  }
  const { results, failure } = await inIsolation<(typeof people)[number], Done>(
    people,
    async ({ step }) => ('one' in step ? step.one() : step),
    ({ earlier, entry: { type, accountId } }, because, detail) => {
      log.warn('one person failed', { type, accountId, because, detail })
      // The storage may have been out: what nobody foresaw is tried once more before it is this person's failure.
      return because === 'unexpected' && earlier === null ? null : { outcome: 'failed', because }
    },
  )
  await finish?.()
  const ended = people.map(({ index, entry }, position) => ({ index, entry: withDone(entry, results[position]!) }))
  const entries = replaceEach(intents, ended)
  // Links first: once the outcomes are written, nobody looks at this batch again.
  await saveLinks(store, linksOf(results))
  const isDone = entries.every(({ outcome }) => outcome !== undefined)
  if (isDone || results.some((done) => done !== null)) await save(isDone, entries)
  return { outcomes: isDone ? outcomesOf(entries) : [], links: new Map(), failure }
}

/** Applies actions that take nothing away: the batch counts up to the first who was not reached. */
export async function applyUnjournalled(
  ports: Ports,
  type: ActionType,
  batch: readonly Action[],
  context: BatchContext,
): Promise<BatchResult> {
  const nowhere = { planId: '', start: 0 }
  const asked = batch.map((action) => ({ action, earlier: null }))
  const { steps } = await type.prepare(ports, asked, context, nowhere)
  const people = steps.map((step, index) => ({ step, action: batch[index]! }))
  const { results, failure } = await inIsolation<(typeof people)[number], Done>(
    people,
    async ({ step }) => ('one' in step ? step.one() : step),
    ({ action }, because, detail) => {
      ports.log.warn('one person failed', { ...action, because, detail })
      return { outcome: 'failed', because }
    },
  )
  const reached = results.includes(null) ? results.indexOf(null) : results.length
  const outcomes = results.slice(0, reached).map((done) => done!.outcome)
  const links = linksOf(results)
  if (reached === results.length) return { outcomes, links, failure }
  // Also of those behind the first who was not reached: they are found, not made anew, when the batch goes on.
  await saveLinks(ports.store, links)
  return { outcomes, links: new Map(), failure }
}

function withDone(entry: JournalEntry, done: Done | null): JournalEntry {
  if (done === null) return entry
  const { outcome, because, groupIds = entry.groupIds } = done
  return { ...entry, groupIds, outcome, ...(because === undefined ? {} : { because }) }
}

function replaceEach(
  entries: readonly JournalEntry[],
  changed: readonly { readonly index: number; readonly entry: JournalEntry }[],
): readonly JournalEntry[] {
  const next = [...entries]
  for (const { index, entry } of changed) next[index] = entry
  return next
}

function linksOf(results: Isolated<Done>['results']): ReadonlyMap<string, Link | null> {
  return new Map(results.flatMap((done) => done?.links ?? []))
}

function outcomesOf(entries: readonly JournalEntry[]): Outcome[] {
  return entries.flatMap(({ outcome }) => outcome ?? [])
}
