import type { JournalEntry } from '../../core/journal'
import type { JournalRef, SeatRecord } from '../../core/people'
import type { Store } from '../../ports'
import { readJournalBatch } from '../state/journal'
import { readRegrouped } from '../state/regrouped'

/** What one batch of the journal tells of one person; more than one line where it was about several groups. */
export interface PersonDecision {
  readonly ref: JournalRef
  readonly at: string
  readonly entries: readonly JournalEntry[]
}

/** What was done to one person of late, newest first. @param record of access, as read */
export async function readDecisions(
  store: Store,
  accountId: string,
  record: SeatRecord | null,
): Promise<readonly PersonDecision[]> {
  const refs = [...(record?.decisions ?? []), ...(await readRegrouped(store, accountId))]
  const batches = await Promise.all(refs.map(async (ref) => ({ ref, batch: await readJournalBatch(store, ref) })))
  return batches
    .flatMap(({ ref, batch }) => {
      const entries = (batch?.entries ?? []).filter((entry) => entry.accountId === accountId)
      return batch === null ? [] : [{ ref, at: batch.at, entries }]
    })
    .reverse()
    .sort((a, b) => b.at.localeCompare(a.at))
}
