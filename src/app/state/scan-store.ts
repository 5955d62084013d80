import { AppError } from '../../core/errors'
import { DAY_MS, SECOND_MS } from '../../core/time'
import type { Ports, Store } from '../../ports'
import { forgetList, readListHead, readWholeList, saveList } from './chunked-list'
import { readAhead } from './record'

/** Characters of one piece; a quiet scan of 42,000 accounts fits into one. */
const PIECE_LENGTH = 100_000

/** A scan that takes longer is not believed: what it read first is too old, or its pages lead round in a circle. */
export const SCAN_MAX_MS = DAY_MS
/** A run that was given up leaves its scan behind: it is forgotten a day after it was last brought forward. */
const TTL_SECONDS = DAY_MS / SECOND_MS

/** When the scan was first kept. */
interface About {
  readonly since: string
}

const nameOf = (runId: string): string => `scan:${runId}`

/**
 * Keeps how far a run has read.
 * @param state in ASCII, with how many were seen so far
 * @throws AppError `incomplete-read` when that has taken longer than a day
 */
export async function saveScan<S extends { readonly seen: number }>(
  { store: given, clock }: Pick<Ports, 'store' | 'clock'>,
  runId: string,
  state: S,
): Promise<void> {
  const store = await readAhead(given, [nameOf(runId)])
  const before = await readListHead<About>(store, nameOf(runId))
  const now = clock.now()
  const since = before?.about.since ?? now.toISOString()
  if (now.getTime() - Date.parse(since) > SCAN_MAX_MS)
    throw new AppError(
      'incomplete-read',
      `Expected everybody to be read within 24 hours, got ${state.seen} accounts since ${since} and no end. The read is not whole and nothing is removed by it.`,
    )
  const text = JSON.stringify(state)
  const pieces = Array.from({ length: Math.ceil(text.length / PIECE_LENGTH) }, (_, index) =>
    text.slice(index * PIECE_LENGTH, (index + 1) * PIECE_LENGTH),
  )
  await saveList(store, nameOf(runId), pieces, { since } satisfies About, TTL_SECONDS)
}

/** @returns null when nothing was saved, or a part of it is gone */
export async function readScan<S extends { readonly seen: number }>(store: Store, runId: string): Promise<S | null> {
  const whole = await readWholeList<string, About>(store, nameOf(runId))
  return whole === null ? null : (JSON.parse(whole.items.join('')) as S)
}

export async function forgetScan(store: Store, runId: string): Promise<void> {
  await forgetList(store, nameOf(runId))
}
