import type { JournalEntry, Outcome } from '../../core/journal'
import type { Link } from '../../core/people'
import type { Action } from '../../core/plan'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { applyCreates, applyUpdates } from '../provision/apply-creates'
import { applyLeaving, applyRestores } from '../provision/apply-leavers'
import { applyMemberships } from '../provision/apply-memberships'
import { applyRevocations } from '../sweep/apply-revocations'
import { applyNotices } from '../sweep/apply-notices'
import { journalTtlSeconds, readJournalBatch, saveJournalBatch } from '../state/journal'
import type { BatchJournal } from '../state/journal'
import { saveLinks } from '../state/link-store'
import { recordRemovals } from '../state/plan-store'
import type { PlanHeader } from '../state/plan-store'
import type { ProductRead } from '../read/products'
import type { Giver } from '../../core/products'

/** What one batch did: an outcome per action, and what it learnt about links. */
export interface BatchResult {
  readonly outcomes: readonly Outcome[]
  readonly links: ReadonlyMap<string, Link | null>
}

/** What a batch that takes or gives back did: its outcomes are in the entries of the journal. */
export interface JournalledResult {
  readonly entries: readonly JournalEntry[]
  readonly links: ReadonlyMap<string, Link | null>
}

export interface BatchContext {
  readonly settings: Settings
  readonly products: readonly ProductRead[]
  /** Of all products together. */
  readonly accessGroupIds: readonly string[]
  /** Every product of the site with its groups. */
  readonly givers: readonly Giver[]
  /** Since when we have watched who holds access. */
  readonly watchedSince: string | null
  /** Key of the digests of written attributes. */
  readonly digestKey: string
}

/** Entries that take nothing away from anybody. */
const HARMLESS: ReadonlySet<JournalEntry['type']> = new Set(['restore', 'join-group', 'notify'])

export type ActionOf<T extends Action['type']> = Extract<Action, { type: T }>

/**
 * Applies one batch (actions of one type). What takes something away or gives it back is journalled: the intent before
 * the first call, the outcomes after the last one. A batch whose outcomes are written is not done again; one that died
 * in between goes on from its intent (design rule 9).
 */
export async function applyBatch(
  ports: Ports,
  header: PlanHeader,
  start: number,
  batch: readonly Action[],
  context: BatchContext,
): Promise<BatchResult> {
  if (!isJournalled(batch)) return applyUnjournalled(ports, batch, context)
  const { store, clock } = ports
  const ref = { planId: header.planId, start }
  const ttlSeconds = journalTtlSeconds(context.settings)
  const known = await readJournalBatch(store, ref)
  if (known?.isDone === true) return { outcomes: toOutcomes(known.entries), links: new Map() }

  const at = known?.at ?? clock.now().toISOString()
  const journal: BatchJournal = {
    ref,
    earlier: known?.entries ?? null,
    intend: async (entries) => {
      const meant = entries.filter(({ outcome }) => outcome === undefined)
      if (known !== null || meant.length === 0) return
      const removals = meant.filter(({ type }) => !HARMLESS.has(type)).length
      await recordRemovals(store, header, removals, clock.now())
      await saveJournalBatch(store, ref, { at, isDone: false, entries }, ttlSeconds)
    },
  }
  const { entries, links } = await applyJournalled(ports, batch, context, journal)
  // Links first: once the outcomes are written, nobody looks at this batch again.
  await saveLinks(ports.store, links)
  await saveJournalBatch(store, ref, { at, isDone: true, entries }, ttlSeconds)
  return { outcomes: toOutcomes(entries), links: new Map() }
}

/** Making and writing accounts takes nothing away: there is nothing to undo. */
export function isJournalled(batch: readonly Action[]): boolean {
  return batch[0]?.type !== 'create' && batch[0]?.type !== 'update'
}

/** Applies actions that are not journalled, all of one type. */
export function applyUnjournalled(ports: Ports, batch: readonly Action[], context: BatchContext): Promise<BatchResult> {
  return batch[0]?.type === 'update'
    ? applyUpdates(ports, onlyOf(batch, 'update'), context)
    : applyCreates(ports, onlyOf(batch, 'create'), context)
}

function applyJournalled(
  ports: Ports,
  batch: readonly Action[],
  context: BatchContext,
  journal: BatchJournal,
): Promise<JournalledResult> {
  switch (batch[0]?.type) {
    case 'restore':
      return applyRestores(ports, onlyOf(batch, 'restore'), context, journal)
    case 'deactivate':
      return applyLeaving(ports, onlyOf(batch, 'deactivate'), context, journal)
    case 'leave-groups':
      return applyLeaving(ports, onlyOf(batch, 'leave-groups'), context, journal)
    case 'join-group':
      return applyMemberships(ports, onlyOf(batch, 'join-group'), context, journal)
    case 'leave-group':
      return applyMemberships(ports, onlyOf(batch, 'leave-group'), context, journal)
    case 'revoke':
      return applyRevocations(ports, onlyOf(batch, 'revoke'), context, journal)
    case 'notify':
      return applyNotices(ports, onlyOf(batch, 'notify'), context, journal)
    default:
      throw new Error(
        'Expected a batch with at least one action: the plan says that some are left, its chunks have none.',
      )
  }
}

function onlyOf<T extends Action['type']>(batch: readonly Action[], type: T): ActionOf<T>[] {
  return batch.filter((action): action is ActionOf<T> => action.type === type)
}

function toOutcomes(entries: readonly JournalEntry[]): Outcome[] {
  return entries.map(({ outcome }) => outcome ?? 'failed')
}
