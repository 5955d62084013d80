import type { Store } from '../../ports'
import { keys } from './keys'

/** Where a source that is polled was left, and how it is. One record a source. */
export interface PollState {
  /** When the place was noted: with something new, or at the latest 20 minutes ago. Absent: never read yet. */
  readonly at?: string
  /** Where the next look goes on, as the source keeps it. */
  readonly place?: unknown
  /** When it was read for the first time, and when it last showed somebody. */
  readonly firstAt?: string
  readonly lastRowAt?: string
  /** It cannot be read since then. */
  readonly failure?: { readonly since: string; readonly because: string }
}

export async function savePollState(store: Pick<Store, 'set'>, source: string, state: PollState): Promise<void> {
  await store.set(keys.poll(source), state)
}

export async function forgetPollState(store: Pick<Store, 'delete'>, source: string): Promise<void> {
  await store.delete(keys.poll(source))
}
