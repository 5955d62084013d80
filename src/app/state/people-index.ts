import { keyedDigest } from '../../core/digest'
import type { Store } from '../../ports'
import { keys } from './keys'

/**
 * Lists of people that a run has found, for the page's filters: ids and a reason code, nothing else. Pages of 20 people
 * must not cost a look at all 42,000, so the runs that see everybody anyway leave these behind.
 */
export interface IndexEntry {
  readonly accountId?: string
  /** Somebody in the directory without an account. */
  readonly objectId?: string
  readonly because?: string
}

/** access: who holds a product; synchronised: through a group that only the identity provider can change. */
export const INDEXES = ['access', 'synchronised', 'unmatched'] as const
export type IndexName = (typeof INDEXES)[number]

interface IndexHeader {
  readonly total: number
  /** Index of the first entry of each chunk. */
  readonly starts: readonly number[]
  readonly digest: string
}

/** Characters of one chunk; ids are ASCII, so this stays below the 240 KiB of one value. */
const CHUNK_LENGTH = 200_000

/** Writes the list, unless it is the one that is there: a quiet run writes nothing. */
export async function saveIndex(store: Store, name: IndexName, entries: readonly IndexEntry[]): Promise<void> {
  const lines = entries.map(toLine).sort()
  const digest = keyedDigest(name, lines.join('\n'))
  const before = await store.get<IndexHeader>(keys.peopleIndex(name))
  if (before?.digest === digest) return
  const chunks = toChunks(lines)
  let start = 0
  const starts: number[] = []
  for (const [index, chunk] of chunks.entries()) {
    starts.push(start)
    start += chunk.length
    await store.set(keys.peopleChunk(name, index), chunk)
  }
  await store.set(keys.peopleIndex(name), { total: lines.length, starts, digest } satisfies IndexHeader)
  const over = (before?.starts ?? []).map((_, index) => index).slice(chunks.length)
  if (over.length > 0) await store.deleteMany(over.map((index) => keys.peopleChunk(name, index)))
}

/** @returns null when no run has left this list yet */
export async function readIndexPart(
  store: Store,
  name: IndexName,
  from: number,
  count: number,
): Promise<{ readonly total: number; readonly entries: readonly IndexEntry[] } | null> {
  const header = await store.get<IndexHeader>(keys.peopleIndex(name))
  if (header === null) return null
  const { total, starts } = header
  const first = Math.max(
    0,
    starts.findLastIndex((start) => start <= from),
  )
  // A part of 20 lies in one chunk, or in two neighbours.
  const wanted = [first, first + 1].filter((index) => index < starts.length && starts[index]! < from + count)
  const chunks = await store.getMany<readonly string[]>(wanted.map((index) => keys.peopleChunk(name, index)))
  const lines = wanted.flatMap((index) => chunks.get(keys.peopleChunk(name, index)) ?? [])
  const offset = from - (starts[first] ?? 0)
  return { total, entries: lines.slice(offset, offset + count).map(fromLine) }
}

/** "a id because" or "o id because": ids hold no blanks. */
function toLine({ accountId, objectId, because = '' }: IndexEntry): string {
  return accountId === undefined ? `o ${objectId} ${because}` : `a ${accountId} ${because}`
}

function fromLine(line: string): IndexEntry {
  const [kind, id = '', because = ''] = line.split(' ')
  return {
    ...(kind === 'a' ? { accountId: id } : { objectId: id }),
    ...(because === '' ? {} : { because }),
  }
}

function toChunks(lines: readonly string[]): string[][] {
  const chunks: string[][] = []
  let room = 0
  for (const line of lines) {
    // Quotes and a comma around each.
    const length = line.length + 3
    if (room < length) {
      chunks.push([])
      room = CHUNK_LENGTH
    }
    chunks.at(-1)!.push(line)
    room -= length
  }
  return chunks
}
