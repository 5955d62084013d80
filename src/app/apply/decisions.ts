import { addRef } from '../../core/journal'
import type { JournalEntry } from '../../core/journal'
import type { JournalRef, SeatRecord } from '../../core/people'
import type { Store } from '../../ports'
import { mapConcurrent } from '../map-concurrent'
import { keys } from '../state/keys'
import { readJournalBatch } from '../state/journal'

/** Where the journal tells in which groups without access we put an account, or from which we took it: newest last. */
export interface Regrouped {
  readonly decisions: readonly JournalRef[]
}

/** What one batch of the journal tells of one person; more than one line where it was about several groups. */
export interface PersonDecision {
  readonly ref: JournalRef
  readonly at: string
  readonly entries: readonly JournalEntry[]
}

const MEMBERSHIP_TYPES = ['join-group', 'leave-group'] as const

/**
 * Lets the undo of one person find memberships. They lie apart from the record of access: most of these people have none,
 * and a grant or an event may write it at this very moment. Joins and leaves are applied side by side, each under its own
 * lease: each type has a key of its own, so that nobody else changes the same list.
 */
export async function rememberMemberships(
  store: Pick<Store, 'getMany' | 'set'>,
  type: (typeof MEMBERSHIP_TYPES)[number],
  accountIds: readonly string[],
  ref: JournalRef,
  ttlSeconds: number,
): Promise<void> {
  const wanted = [...new Set(accountIds)].map((accountId) => keys.regrouped(type, accountId))
  const known = await store.getMany<Regrouped>(wanted)
  await mapConcurrent(wanted, (key) =>
    store.set(key, { decisions: addRef(known.get(key)?.decisions, ref) } satisfies Regrouped, ttlSeconds),
  )
}

/** What was done to one person of late, newest first. @param record of access, as read */
export async function readDecisions(
  store: Pick<Store, 'get' | 'getMany'>,
  accountId: string,
  record: SeatRecord | null,
): Promise<readonly PersonDecision[]> {
  const regrouped = await store.getMany<Regrouped>(regroupedKeys(accountId))
  const refs = [...(record?.decisions ?? []), ...[...regrouped.values()].flatMap(({ decisions }) => decisions)]
  const batches = await Promise.all(refs.map(async (ref) => ({ ref, batch: await readJournalBatch(store, ref) })))
  return batches
    .flatMap(({ ref, batch }) => {
      const entries = (batch?.entries ?? []).filter((entry) => entry.accountId === accountId)
      return batch === null ? [] : [{ ref, at: batch.at, entries }]
    })
    .reverse()
    .sort((a, b) => b.at.localeCompare(a.at))
}

/** Every key under which memberships of an account are remembered. */
export function regroupedKeys(accountId: string): string[] {
  return MEMBERSHIP_TYPES.map((type) => keys.regrouped(type, accountId))
}
