import type { PersonalCode } from './errors'
import type { JournalRef } from './people'
import type { Action, JournalledType, SkipReason } from './plan'
import type { TargetRefusal } from './target-group'

/** The journal: what was about to be taken away or given back, and what became of it. Ids only (design rule 11). */

export type Outcome =
  | 'created'
  | 'invited'
  | 'address-refused'
  | 'linked'
  | 'updated'
  | 'restored'
  | 'deactivated'
  | 'left-groups'
  | 'revoked'
  | 'joined'
  | 'left'
  | 'skipped'
  | 'failed'
  | NoticeOutcome

/** Told; Jira would not tell; no longer to be told. */
export type NoticeOutcome = 'notified' | 'notice-refused' | 'notice-dropped'

export interface JournalEntry {
  readonly type: JournalledType
  readonly accountId: string
  readonly objectId?: string
  /** The product that was taken back; a leaver leaves all of them. */
  readonly productKey?: string
  /** Access groups, or the one group joined or left: before the calls those to be left, afterwards those that were left. Undo gives back exactly these. */
  readonly groupIds: readonly string[]
  /** Absent while it is only meant. */
  readonly outcome?: Outcome
  /** Why it was skipped or failed, in a word. */
  readonly because?: Because
  /** Access groups through which the person still held the product when it was looked at again. */
  readonly stillHeldBy?: readonly string[]
  readonly undoneAt?: string
  /** Of a notice: the day that the person was told. */
  readonly dueOn?: string
}

type CallRefusal = 'no-seat' | 'no-account' | 'elsewhere' | 'no-access' | 'record-gone' | 'directory-changed'

/** Why somebody was left alone, or failed. 'unexpected': an error that nobody foresaw, which was thrown afterwards. */
export type Because = SkipReason | TargetRefusal | NoticeRefusal | CallRefusal | PersonalCode | 'unexpected'

/** Why Jira would not tell somebody, or why nobody is told any more. */
export type NoticeRefusal = 'no-issue' | 'wrong-recipient' | 'mail-off' | 'notices-off'

/** The actions of one batch. It is written before the first call, and again with the outcomes. */
export interface JournalBatch {
  readonly at: string
  readonly isDone: boolean
  readonly entries: readonly JournalEntry[]
}

/** What the journal says of an action: ids only. @param groupIds access groups, or the one group, that it is about */
export function toEntry(action: Action & { readonly type: JournalledType }, groupIds: readonly string[]): JournalEntry {
  const { type, accountId } = action
  const person = 'objectId' in action ? { objectId: action.objectId } : { productKey: action.productKey }
  return { type, accountId, ...person, groupIds, ...('dueOn' in action ? { dueOn: action.dueOn } : {}) }
}

/** How many of their last decisions a person's record points to. */
const REFS_KEPT = 5

/** Newest last; the same batch once, so that a batch that is run again changes nothing. */
export function addRef(refs: readonly JournalRef[] | undefined, ref: JournalRef): readonly JournalRef[] {
  const others = (refs ?? []).filter(({ planId, start }) => planId !== ref.planId || start !== ref.start)
  return [...others, ref].slice(-REFS_KEPT)
}

/**
 * What is left of an intent. An earlier attempt that died left some of these groups already: those the person is no
 * longer in count as done by it.
 */
export function splitIntent(
  intended: readonly string[],
  heldNow: readonly string[],
): { readonly gone: readonly string[]; readonly left: readonly string[] } {
  const held = new Set(heldNow)
  return { gone: intended.filter((id) => !held.has(id)), left: intended.filter((id) => held.has(id)) }
}

/** Something was taken from this person that has not been given back. */
export function isUndoable(entry: JournalEntry): boolean {
  if (entry.undoneAt !== undefined || entry.outcome === undefined) return false
  return entry.groupIds.length > 0 || entry.outcome === 'deactivated' || entry.outcome === 'left-groups'
}
