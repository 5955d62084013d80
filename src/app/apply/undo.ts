import { messageOf } from '../../core/errors'
import { isUndoable } from '../../core/journal'
import type { JournalEntry } from '../../core/journal'
import type { Settings } from '../../core/settings'
import { MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'
import type { ActionTypes, Undone } from './action-type'
import { inIsolation } from './in-isolation'
import { addJournalRun, changeJournalEntries, journalTtlSeconds, readJournalBatches } from '../state/journal'
import { readExchanges } from '../state/last-good'
import { saveLinks } from '../state/link-store'
import { readPlanHeader } from '../state/plan-store'
import { readSettings } from '../state/settings'
import { readUndo, saveUndo } from '../state/undo-record'
import type { Undo } from '../state/undo-record'

const MIN_TIME_MS = MINUTE_MS
const MIN_REQUESTS = 60

/** Goes on with an undo as far as this invocation reaches. Running it twice asks once. @returns true when it is done */
export async function runUndo(ports: Ports, undoId: string, types: ActionTypes): Promise<boolean> {
  const { store } = ports
  const begun = await readUndo(store, undoId)
  if (begun === null || begun.status === 'done') return true
  const settings = await readSettings(store)
  const ttlSeconds = journalTtlSeconds(settings)
  await addJournalRun(store, { id: undoId, kind: 'undo', at: begun.at, by: begun.by }, ttlSeconds)
  let undo: Undo | null = begun
  let reached: Reached = { undo: begun, isWhole: true, failure: null }
  while (undo !== null && reached.isWhole) {
    reached = await undoPlan(ports, types, settings, undo)
    undo = toNextPlan(reached.undo)
  }
  const { isWhole, failure } = reached
  const last: Undo = isWhole ? { ...reached.undo, status: 'done' } : reached.undo
  await saveUndo(store, last, ttlSeconds)
  if (failure !== null) throw failure
  if (isWhole) await ports.inbox.wake(null)
  return isWhole
}

function toNextPlan(undo: Undo): Undo | null {
  const [planId, ...rest] = undo.then ?? []
  return planId === undefined ? null : { ...undo, planId, then: rest, next: 0 }
}

/** How far an undo came; not whole: something failed, or the invocation has no time or requests left. */
interface Reached {
  readonly undo: Undo
  readonly isWhole: boolean
  readonly failure: unknown
}

async function undoPlan(ports: Ports, types: ActionTypes, settings: Settings, begun: Undo): Promise<Reached> {
  const { store, budget } = ports
  const header = await readPlanHeader(store, begun.planId)
  let undo = begun
  if (header === null) return { undo, isWhole: true, failure: null }
  for await (const { index, ref, batch } of readJournalBatches(store, header, undo.next)) {
    if (budget.timeLeftMs() < MIN_TIME_MS || budget.requestsLeft() < MIN_REQUESTS)
      return { undo, isWhole: false, failure: null }
    const { undone, asked, restored, isWhole, failure } = await undoEntries(ports, types, settings, undo, batch.entries)
    if (asked + restored > 0) {
      const note = (entry: JournalEntry, position: number): JournalEntry =>
        undone.has(position) ? { ...entry, undoneAt: undo.at } : entry
      await changeJournalEntries(store, ref, note, journalTtlSeconds(settings))
    }
    undo = { ...undo, next: isWhole ? index + 1 : index, asked: undo.asked + asked, restored: undo.restored + restored }
    if (failure !== null) return { undo, isWhole: false, failure }
  }
  return { undo, isWhole: true, failure: null }
}

/**
 * Gives back what the entries of one batch took. The entries are marked after that: who dies in between asks again, and
 * asking twice is asking once.
 */
async function undoEntries(
  ports: Ports,
  types: ActionTypes,
  settings: Settings,
  { accountIds }: Undo,
  entries: readonly JournalEntry[],
) {
  const exchanges = await readExchanges(ports.store)
  const chosen = entries.filter(
    (entry) => isUndoable(entry) && (accountIds === null || accountIds.includes(entry.accountId)),
  )
  const one = chosen[0] && (await types[chosen[0].type].undo?.(ports, chosen, settings))
  if (one === undefined) return { undone: new Set<number>(), asked: 0, restored: 0, isWhole: true, failure: null }
  const { results, failure } = await inIsolation<JournalEntry, Undone>(
    chosen,
    one,
    ({ type, accountId }, because, error) => {
      ports.log.warn('not given back', { type, accountId, because, detail: messageOf(error) })
      return { isUndone: false }
    },
  )
  const isUndone = chosen.flatMap((entry, position) => (results[position]?.isUndone === true ? [entry] : []))
  const links = new Map(results.flatMap((result) => (result?.link === undefined ? [] : [result.link])))
  await saveLinks(ports.store, links, { exchanges })
  return {
    /** Places of those entries in their batch. */
    undone: new Set(isUndone.map((entry) => entries.indexOf(entry))),
    asked: results.filter((result) => result?.isAsked === true).length,
    restored: results.filter((result) => result?.isRestored === true).length,
    isWhole: !results.includes(null),
    failure,
  }
}
