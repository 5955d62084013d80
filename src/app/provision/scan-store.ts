import type { Store } from '../../ports'
import { keys } from '../keys'
import type { ScanState } from './scan-accounts'

/** Characters of one piece: the state is ASCII, so this stays below the 240 KiB of one value. */
const PIECE_LENGTH = 200_000

/** The first piece tells how many there are; a quiet scan of 42,000 accounts fits into it. */
interface FirstPiece {
  readonly pieces: number
  /** Names the other pieces: those of an older state must never be taken for these. */
  readonly seen: number
  readonly text: string
}

export async function saveScan(store: Store, runId: string, state: ScanState): Promise<void> {
  const before = await store.get<FirstPiece>(keys.scan(runId))
  const text = JSON.stringify(state)
  const first = { pieces: Math.ceil(text.length / PIECE_LENGTH), seen: state.seen, text: text.slice(0, PIECE_LENGTH) }
  for (const [index, key] of restOf(runId, first).entries()) {
    await store.set(key, text.slice((index + 1) * PIECE_LENGTH, (index + 2) * PIECE_LENGTH))
  }
  // The first piece comes last: a scan that dies before is found as it was saved the time before.
  await store.set(keys.scan(runId), first satisfies FirstPiece)
  if (before !== null && before.seen !== first.seen) await store.deleteMany(restOf(runId, before))
}

/** @returns null when nothing was saved */
export async function readScan(store: Store, runId: string): Promise<ScanState | null> {
  const first = await store.get<FirstPiece>(keys.scan(runId))
  if (first === null) return null
  const rest = restOf(runId, first)
  const found = await store.getMany<string>(rest)
  return JSON.parse(first.text + rest.map((key) => found.get(key) ?? '').join('')) as ScanState
}

export async function forgetScan(store: Store, runId: string): Promise<void> {
  const first = await store.get<FirstPiece>(keys.scan(runId))
  if (first !== null) await store.deleteMany([keys.scan(runId), ...restOf(runId, first)])
}

function restOf(runId: string, { pieces, seen }: Pick<FirstPiece, 'pieces' | 'seen'>): string[] {
  return Array.from({ length: pieces - 1 }, (_, index) => keys.scanChunk(runId, `${seen}:${index + 1}`))
}
