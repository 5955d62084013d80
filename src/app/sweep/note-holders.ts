import { DAY_MS } from '../../core/time'
import type { SeatRecord } from '../../core/people'
import type { Ports } from '../../ports'
import { saveIndex } from '../state/people-index'
import { changeSeatRecords } from '../state/seat-records'

/** A sweep comes every day, or at least every other: a grant as young as that is the one by which somebody is new. */
const KNOWN_GRANT_MS = 2 * DAY_MS

/** Who holds access, as a sweep has found. */
export interface FoundHolders {
  readonly access: readonly string[]
  /** Those who hold a product that was swept before: only among them somebody can be new. */
  readonly watched: ReadonlySet<string>
}

/**
 * Notes who holds access. Whoever did not by the last sweep was given it since, whoever gave it and whether or not an event
 * has told of it: unused access counts from now (design rule 4). To the first sweep nobody is new (decision 0013).
 */
export async function noteHolders(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  { access, watched }: FoundHolders,
): Promise<void> {
  const entries = access.map((accountId) => ({ accountId }))
  await saveIndex(store, 'access', entries, async (before) => {
    const known = new Set(before.map(({ accountId }) => accountId))
    const now = clock.now()
    // Dated first: a sweep that dies in between finds the same people new again.
    await changeSeatRecords(
      store,
      access.filter((accountId) => watched.has(accountId) && !known.has(accountId)),
      (record) => (isDated(record, now) ? record : { ...record, holds: true, grantedAt: now.toISOString() }),
    )
  })
}

function isDated(record: SeatRecord | null, now: Date): boolean {
  if (record?.holds !== true || record.grantedAt === undefined) return false
  return now.getTime() - Date.parse(record.grantedAt) < KNOWN_GRANT_MS
}
