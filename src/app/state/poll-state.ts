import type { Store } from '../../ports'
import { defineRecords } from './record'

/** Where a source that is polled was left, and how it is. One record a source. */
export interface PollState {
  /** When the place was noted: with something new, or at the latest 20 minutes ago. Absent: never read yet. */
  readonly at?: string
  /** Where the next look goes on, as the source keeps it. */
  readonly place?: unknown
  /** When it was read for the first time, and when it last showed somebody. */
  readonly firstAt?: string
  readonly lastRowAt?: string
  /** Something since then has shown and is not read yet: the next looks go on with it. */
  readonly unreadSince?: string
  /** It cannot be read since then. */
  readonly failure?: { readonly since: string; readonly because: string }
  /** It wants to be left alone until then. */
  readonly restUntil?: string
}

const polls = defineRecords<PollState>((source) => `poll:${source}`)
/** For who reads it together with something else. */
export const pollKeyOf = polls.keyOf

export async function savePollState(store: Store, source: string, state: PollState): Promise<void> {
  await polls.change(store, source, () => state)
}

export async function forgetPollState(store: Store, source: string): Promise<void> {
  await polls.change(store, source, () => null)
}
