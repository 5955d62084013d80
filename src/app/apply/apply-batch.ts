import { askedWaitOf, messageOf } from '../../core/errors'
import { toEntry } from '../../core/journal'
import type { JournalEntry, Outcome } from '../../core/journal'
import type { Link } from '../../core/people'
import { isJournalled } from '../../core/plan'
import type { Action } from '../../core/plan'
import { marksOf } from '../../core/removal-limit'
import { isCounted } from '../../core/troubles'
import type { Ports } from '../../ports'
import { journalTtlSeconds, readJournalBatch, saveJournalBatch } from '../state/journal'
import { saveLinks } from '../state/link-store'
import { recordRemovals, settleRemovals } from '../state/plan-store'
import type { PlanHeader } from '../state/plan-store'
import { readTroublesOf } from '../state/troubles'
import type { TroubleHead } from '../state/troubles'
import type { ActionType, BatchContext, Done, Step } from './action-type'
import { inIsolation } from './in-isolation'
import type { Isolated } from './in-isolation'
import { noteOutcomes } from './note-tries'
import { prepareEach } from './prepare-each'

/** What one batch did: an outcome for each action from the first on, as far as it came. */
export interface BatchResult {
  readonly outcomes: readonly Outcome[]
  /** Links that are still to be saved. */
  readonly links: ReadonlyMap<string, Link | null>
  /** Thrown by the caller, once what was done is counted. */
  readonly failure: unknown
}

/** What the batch is part of. */
export interface BatchPlace {
  readonly header: Pick<PlanHeader, 'planId' | 'kind' | 'approvedBy' | 'exchanges'>
  readonly start: number
  readonly context: BatchContext
  readonly head: TroubleHead
}

interface One<A extends Action = Action> {
  readonly action: A
  readonly step: Step
}

/**
 * Applies one batch (actions of one type). What takes something away or gives it back is journalled: the intents before the
 * first call, the outcomes after the last one. A batch whose outcomes are written is not done again; one that died in
 * between goes on from its intents, and one that was cut short with those who have no outcome yet (design rule 9).
 * @param most how many of the actions a batch that begins may hold
 */
export async function applyBatch(
  ports: Ports,
  type: ActionType,
  place: BatchPlace,
  actions: readonly Action[],
  most: number,
): Promise<BatchResult> {
  const { store, clock } = ports
  const { header, start, context, head } = place
  const journalled = actions.filter(isJournalled)
  const ref = { planId: header.planId, start }
  if (journalled.length === 0) return applyUnjournalled(ports, type, place, actions.slice(0, most))
  const known = await readJournalBatch(store, ref)
  if (known?.isDone === true) return { outcomes: outcomesOf(known.entries), links: new Map(), failure: null }

  const ttlSeconds = journalTtlSeconds(context.settings)
  const at = known?.at ?? clock.now().toISOString()
  const batch = journalled.slice(0, known?.entries.length ?? most)
  const before = batch.map((action, index) => known?.entries[index] ?? toEntry(action, []))
  const asked = batch.flatMap((action, index) =>
    before[index]!.outcome === undefined ? [{ action, index, earlier: known?.entries[index] ?? null }] : [],
  )
  const prepared = await prepareEach(ports, type, asked, context, ref)
  const reached = reachedBy(prepared.results)
  // Nothing was meant yet for those behind the first who could not be looked up: a later batch begins with them.
  const size = known === null ? reached : batch.length
  const people = asked.slice(0, size).flatMap(({ action, index, earlier }, position) => {
    const step = prepared.results[position]
    if (step == null) return []
    const entry = withDone(toEntry(action, step.groupIds ?? []), 'one' in step ? null : step)
    return [{ action, index, earlier, step, entry, isSuspect: prepared.suspects.has(position) }]
  })
  if (people.length === 0) return { outcomes: [], links: new Map(), failure: prepared.failure }
  const troubles = await readTroublesOf(store, head, batch)
  const save = async (isDone: boolean, entries: readonly JournalEntry[]): Promise<void> =>
    saveJournalBatch(store, ref, { at, isDone, entries }, ttlSeconds)
  const intents = replaceEach(before.slice(0, size), people)
  const meant = people.filter(({ entry }) => entry.outcome === undefined)
  const losing = meant.flatMap(({ action }) => (isCounted(action, troubles) ? marksOf(action) : []))
  if (known === null && meant.length > 0) {
    await recordRemovals(store, header, start, losing, clock.now())
    await save(false, intents)
  }
  const called = await callEach(ports, people)
  const { results, failure } = await writeEach(called, (positions) =>
    writeTogether(ports, header, people, called.results, positions, prepared.finish),
  )
  const ended = people.map(({ index, entry }, position) => ({ index, entry: withDone(entry, results[position]!) }))
  const entries = replaceEach(intents, ended)
  const isDone = entries.every(({ outcome }) => outcome !== undefined)
  await noteOutcomes(ports, { head, troubles }, header, batch[0]!.type, toTried(people, results, called.suspects))
  const made = entries.flatMap((entry, index) =>
    isMade(entry) && isCounted(batch[index]!, troubles) ? marksOf(batch[index]!) : [],
  )
  if (isDone && (known !== null || made.length !== losing.length))
    await settleRemovals(store, header.planId, start, made)
  if (isDone || results.some((done) => done !== null)) await save(isDone, entries)
  const outcomes = isDone ? outcomesOf(entries) : []
  return { outcomes, links: new Map(), failure: called.failure ?? failure ?? prepared.failure }
}

/**
 * Applies actions that take nothing away: the batch counts up to the first who was not reached. New addresses are in the
 * ledger before the first call, and stay there where one was written, also by an attempt that died.
 */
export async function applyUnjournalled(
  ports: Ports,
  type: ActionType,
  { header, start, context, head }: BatchPlace,
  batch: readonly Action[],
): Promise<BatchResult> {
  const nowhere = { planId: '', start: 0 }
  const asked = batch.map((action) => ({ action, earlier: null }))
  const prepared = await prepareEach(ports, type, asked, context, nowhere)
  const people = prepared.results.flatMap((step, position) =>
    step === null ? [] : [{ action: batch[position]!, step, isSuspect: prepared.suspects.has(position) }],
  )
  const troubles = await readTroublesOf(ports.store, head, batch)
  const marksOfDone = (isDone: (position: number) => boolean): string[] =>
    people.flatMap(({ action }, position) => (isCounted(action, troubles) && isDone(position) ? marksOf(action) : []))
  const meant = marksOfDone((position) => 'one' in people[position]!.step)
  const earlier = await recordRemovals(ports.store, header, start, meant, ports.clock.now())
  const called = await callEach(ports, people)
  const made = marksOfDone((position) => called.results[position]?.outcome === 'updated')
  if (made.length < meant.length) await settleRemovals(ports.store, header.planId, start, [...earlier, ...made])
  const failure = called.failure ?? prepared.failure
  const reached = Math.min(reachedBy(called.results), reachedBy(prepared.results))
  const outcomes = called.results.slice(0, reached).map((done) => done!.outcome)
  const links = linksOf(called.results)
  const tried = toTried(people.slice(0, reached), called.results, called.suspects)
  await noteOutcomes(ports, { head, troubles }, header, batch[0]!.type, tried)
  if (reached === batch.length) return { outcomes, links, failure }
  // Also of those behind the first who was not reached: they are found, not made anew, when the batch goes on.
  await saveLinks(ports.store, links, exchangesOf(header))
  return { outcomes, links: new Map(), failure }
}

/** How many there are before the first who was not reached. */
function reachedBy(results: readonly unknown[]): number {
  return results.includes(null) ? results.indexOf(null) : results.length
}

function callEach(
  { log }: Ports,
  people: readonly (One & { readonly earlier?: JournalEntry | null })[],
): Promise<Isolated<Done>> {
  return inIsolation<(typeof people)[number], Done>(
    people,
    async ({ step }) => ('one' in step ? step.one() : step),
    ({ action, earlier }, because, error) => {
      log.warn('one person failed', { ...idsOf(action), because, detail: messageOf(error) })
      // The storage may have been out: an error that nobody foresaw is tried once more before it is this person's failure.
      if (because === 'unexpected' && earlier === null) return null
      return { outcome: 'failed', because, ...askedWaitOf(error) }
    },
  )
}

function idsOf(action: Action): object {
  const { type } = action
  return { type, ...('accountId' in action ? { accountId: action.accountId } : { objectId: action.objectId }) }
}

/**
 * Writes for everybody together, and for each alone where that failed: a record that cannot be written is its person's
 * failure. Where nothing can be written nobody has an outcome, and the batch goes on from its intents.
 */
async function writeEach(
  { results }: Isolated<Done>,
  write: (positions: readonly number[]) => Promise<void>,
): Promise<Pick<Isolated<Done>, 'results' | 'failure'>> {
  const positions = [...results.keys()].filter((position) => results[position] !== null)
  try {
    await write(positions)
    return { results, failure: null }
  } catch {
    const alone = await inIsolation<number, Done>(
      positions,
      async (position) => {
        await write([position])
        return results[position]!
      },
      (position, because) => ({ ...results[position]!, outcome: 'failed', because }),
    )
    const written = [...results]
    for (const [place, position] of positions.entries())
      written[position] = alone.suspects.has(place) ? null : alone.results[place]!
    return { results: written, failure: alone.failure }
  }
}

/** Links last: they are what the next look goes by. */
async function writeTogether(
  { store }: Ports,
  header: BatchPlace['header'],
  people: readonly { readonly entry: JournalEntry }[],
  results: Isolated<Done>['results'],
  positions: readonly number[],
  finish: (accountIds: readonly string[]) => Promise<void>,
): Promise<void> {
  await finish(positions.map((position) => people[position]!.entry.accountId))
  await saveLinks(store, linksOf(positions.map((position) => results[position]!)), exchangesOf(header))
}

function exchangesOf({ exchanges = 0 }: BatchPlace['header']): { readonly exchanges: number } {
  return { exchanges }
}

function toTried(
  people: readonly (One & { readonly isSuspect: boolean })[],
  results: Isolated<Done>['results'],
  suspects: ReadonlySet<number>,
) {
  return people.flatMap(({ action, step, isSuspect }, position) => {
    const done = results[position]
    return done == null ? [] : [{ action, step, done, isSuspect: isSuspect || suspects.has(position) }]
  })
}

/** Something was taken, also where the rest failed. */
export function isMade({ outcome, groupIds }: Pick<JournalEntry, 'outcome' | 'groupIds'>): boolean {
  return groupIds.length > 0 || outcome === 'deactivated' || outcome === 'left-groups'
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
