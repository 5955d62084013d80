import { AppError } from '../../core/errors'
import { DAY_MS, SECOND_MS } from '../../core/time'
import type { Ports, Store } from '../../ports'
import { keys } from './keys'

/** Characters of one piece: the state is ASCII, so this stays below the 240 KiB of one value. */
const PIECE_LENGTH = 200_000

/** A scan that takes longer is not believed: what it read first is too old, or its pages lead round in a circle. */
export const SCAN_MAX_MS = DAY_MS
/** A run that was given up leaves its scan behind: it is forgotten a day after it was last brought forward. */
const TTL_SECONDS = DAY_MS / SECOND_MS

/** The first piece tells how many there are; a quiet scan of 42,000 accounts fits into it. */
interface FirstPiece {
  readonly pieces: number
  /** Names the other pieces: those of an older state must never be taken for these. */
  readonly seen: number
  /** When the scan was first kept. */
  readonly since: string
  readonly text: string
}

/**
 * Keeps how far a run has read.
 * @param state in ASCII, with how many were seen so far
 * @throws AppError `incomplete-read` when that has taken longer than a day
 */
export async function saveScan<S extends { readonly seen: number }>(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  runId: string,
  state: S,
): Promise<void> {
  const before = await store.get<FirstPiece>(keys.scan(runId))
  const now = clock.now()
  const since = before?.since ?? now.toISOString()
  if (now.getTime() - Date.parse(since) > SCAN_MAX_MS)
    throw new AppError(
      'incomplete-read',
      `Expected everybody to be read within 24 hours, got ${state.seen} accounts since ${since} and no end. The read is not whole and nothing is removed by it.`,
    )
  const text = JSON.stringify(state)
  const pieces = Math.ceil(text.length / PIECE_LENGTH)
  const first: FirstPiece = { pieces, seen: state.seen, since, text: text.slice(0, PIECE_LENGTH) }
  for (const [index, key] of restOf(runId, first).entries()) {
    await store.set(key, text.slice((index + 1) * PIECE_LENGTH, (index + 2) * PIECE_LENGTH), TTL_SECONDS)
  }
  // The first piece comes last: a scan that dies before is found as it was saved the time before.
  await store.set(keys.scan(runId), first, TTL_SECONDS)
  if (before !== null && before.seen !== first.seen) await store.deleteMany(restOf(runId, before))
}

/** @returns null when nothing was saved, or a part of it is gone */
export async function readScan<S extends { readonly seen: number }>(store: Store, runId: string): Promise<S | null> {
  const first = await store.get<FirstPiece>(keys.scan(runId))
  if (first === null) return null
  const rest = restOf(runId, first)
  const found = await store.getMany<string>(rest)
  if (found.size < rest.length) return null
  return JSON.parse(first.text + rest.map((key) => found.get(key)!).join('')) as S
}

export async function forgetScan(store: Store, runId: string): Promise<void> {
  const first = await store.get<FirstPiece>(keys.scan(runId))
  if (first !== null) await store.deleteMany([keys.scan(runId), ...restOf(runId, first)])
}

function restOf(runId: string, { pieces, seen }: Pick<FirstPiece, 'pieces' | 'seen'>): string[] {
  return Array.from({ length: pieces - 1 }, (_, index) => keys.scanChunk(runId, `${seen}:${index + 1}`))
}
