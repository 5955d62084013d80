import { isUndoable } from '../../core/journal'
import type { JournalEntry } from '../../core/journal'
import type { Link } from '../../core/people'
import type { Settings } from '../../core/settings'
import { MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { inParallel } from '../map-concurrent'
import { addJournalRun, journalTtlSeconds, readJournalBatches, saveJournalBatch } from '../state/journal'
import { keys } from '../state/keys'
import { setMembership } from '../provision/apply-memberships'
import { readLinks, saveLinks } from '../state/link-store'
import { undoLeft } from '../provision/left-behind'
import { createSeatCheck } from '../provision/seats-with-account'
import { readPlanHeader } from '../state/plan-store'
import type { PlanHeader } from '../state/plan-store'
import { askBack } from '../signals/ask'
import { readAccessGroupIds } from '../read/products'
import { readSettings } from '../state/settings'

/** Taking back what a plan did. Access itself comes back through the guard, after everybody who asks. */
export interface Undo {
  readonly undoId: string
  readonly planId: string
  /** Plans of the same run whose turn comes after that one. */
  readonly then?: readonly string[]
  /** null = everybody. */
  readonly accountIds: readonly string[] | null
  readonly by: string
  readonly at: string
  readonly status: 'running' | 'done'
  /** Index of the next batch of the journal. */
  readonly next: number
  /** People for whom access was asked back, and accounts made usable again. */
  readonly asked: number
  readonly restored: number
}

const MIN_TIME_MS = MINUTE_MS
const MIN_REQUESTS = 60

/** Goes on with an undo as far as this invocation reaches. Running it twice asks once. @returns true when it is done */
export async function runUndo(ports: Ports, undoId: string): Promise<boolean> {
  const { store } = ports
  const begun = await store.get<Undo>(keys.undo(undoId))
  if (begun === null || begun.status === 'done') return true
  const settings = await readSettings(store)
  const ttlSeconds = journalTtlSeconds(settings)
  await addJournalRun(store, { id: undoId, kind: 'undo', at: begun.at, by: begun.by }, ttlSeconds)
  let undo: Undo | null = begun
  let reached = begun
  let isWhole = true
  while (undo !== null && isWhole) {
    const planUndone = await undoPlan(ports, settings, undo)
    reached = planUndone.undo
    isWhole = planUndone.isWhole
    undo = toNextPlan(reached)
  }
  await store.set(keys.undo(undoId), isWhole ? ({ ...reached, status: 'done' } satisfies Undo) : reached, ttlSeconds)
  if (isWhole) await ports.inbox.wake(null)
  return isWhole
}

function toNextPlan(undo: Undo): Undo | null {
  const [planId, ...rest] = undo.then ?? []
  return planId === undefined ? null : { ...undo, planId, then: rest, next: 0 }
}

/** @returns how far it came; not whole: the invocation has no time or requests left */
async function undoPlan(ports: Ports, settings: Settings, begun: Undo): Promise<{ undo: Undo; isWhole: boolean }> {
  const { store, budget } = ports
  const header = await readPlanHeader(store, begun.planId)
  let undo = begun
  if (header === null) return { undo, isWhole: true }
  for await (const { index, ref, batch } of readJournalBatches(store, header, undo.next)) {
    if (budget.timeLeftMs() < MIN_TIME_MS || budget.requestsLeft() < MIN_REQUESTS) return { undo, isWhole: false }
    const { entries, asked, restored } = await undoEntries(ports, header, settings, undo, batch.entries)
    if (asked + restored > 0) await saveJournalBatch(store, ref, { ...batch, entries }, journalTtlSeconds(settings))
    undo = { ...undo, next: index + 1, asked: undo.asked + asked, restored: undo.restored + restored }
  }
  return { undo, isWhole: true }
}

/**
 * Gives back what the entries of one batch took. The entries are marked after that: who dies in between asks again, and
 * asking twice is asking once.
 */
async function undoEntries(
  ports: Ports,
  { kind }: Pick<PlanHeader, 'kind'>,
  settings: Settings,
  { accountIds, at }: Undo,
  entries: readonly JournalEntry[],
): Promise<{ entries: readonly JournalEntry[]; asked: number; restored: number }> {
  const isChosen = (entry: JournalEntry): boolean =>
    isUndoable(entry) && (accountIds === null || accountIds.includes(entry.accountId))
  const restorable = entries.filter((entry) => isChosen(entry) && isLeaver(entry))
  const links = kind === 'sweep' ? new Map<string, Link>() : await readLinks(ports.store, idsOf(restorable))
  const accessGroupIds = restorable.length === 0 ? [] : await readAccessGroupIds(ports, settings)
  const disabled = restorable.filter(({ outcome }) => outcome === 'deactivated').map(({ accountId }) => accountId)
  const maySit = disabled.length === 0 ? () => true : await createSeatCheck(ports, settings, disabled)
  const restored = new Map<string, Link>()
  const isRegrouped = entries.some((entry) => isChosen(entry) && isMembership(entry))
  const allAccessGroupIds = isRegrouped ? await readAccessGroupIds(ports, settings) : []
  let asked = 0
  let regrouped = 0
  const next = await inParallel(entries, async (entry): Promise<JournalEntry> => {
    if (!isChosen(entry)) return entry
    const { accountId, objectId, groupIds, productKey = settings.products[0].key } = entry
    if (entry.type === 'join-group' || entry.type === 'leave-group') {
      const isMember = entry.type === 'leave-group'
      const because = await setMembership(ports, accountId, groupIds[0]!, isMember, allAccessGroupIds)
      if (because !== null) {
        ports.log.warn('membership not given back', { accountId, groupId: groupIds[0], because })
        return entry
      }
      regrouped += 1
      return { ...entry, undoneAt: at }
    }
    if (isLeaver(entry) && objectId !== undefined) {
      const { x: _left, ...link } = links.get(objectId) ?? { a: accountId }
      if (entry.outcome === 'deactivated') {
        const done = maySit(accountId)
          ? await ports.accountWriter.restore({ accountId, scimId: link.s ?? null, objectId })
          : 'no-seat'
        if (done !== 'done') {
          ports.log.warn('account not restored', { accountId, because: done })
          return entry
        }
      }
      await undoLeft(ports, accountId, accessGroupIds)
      restored.set(objectId, link)
    }
    if (groupIds.length > 0) {
      await askBack(ports, accountId, productKey, groupIds, 'undo')
      asked += 1
    }
    return { ...entry, undoneAt: at }
  })
  await saveLinks(ports.store, restored)
  return { entries: next, asked, restored: restored.size + regrouped }
}

function isMembership({ type }: JournalEntry): boolean {
  return type === 'join-group' || type === 'leave-group'
}

/** The person left, and what the settings say about leavers was done. */
function isLeaver({ outcome }: JournalEntry): boolean {
  return outcome === 'deactivated' || outcome === 'left-groups'
}

function idsOf(entries: readonly JournalEntry[]): string[] {
  return entries.flatMap(({ objectId }) => (objectId === undefined ? [] : [objectId]))
}
