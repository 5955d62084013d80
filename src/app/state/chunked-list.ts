import { keyedDigest } from '../../core/digest'
import { AppError } from '../../core/errors'
import type { Store } from '../../ports'
import { ATTEMPTS, defineRecords, readAhead } from './record'

/**
 * Lists too long for one value: what a run has found, a stored plan, how far a scan has come. They lie in chunks, and a
 * list that fits into one lies in its head. Each time a list is written its chunks get names of their own, so that
 * whoever reads meanwhile sees the old list or the new one, and of two who write at once one is there whole.
 */

/** Of one chunk as JSON; with what a head tells beside it this stays below the 240 KiB of one value. */
const CHUNK_BYTES = 200_000

interface Head {
  readonly total: number
  /** Index of the first item of each chunk. */
  readonly starts: readonly number[]
  /** Part of the names of the chunks. */
  readonly edition: string
  readonly digest: string
  /** Everything, where there is one chunk or none. */
  readonly items?: readonly unknown[]
  readonly about?: unknown
}

/** Part of a list, from a place on. */
export interface ListPart<T, A> {
  readonly total: number
  readonly items: readonly T[]
  readonly about: A
}

const heads = defineRecords<Head>((name) => name)

/**
 * Writes the list, unless it is the one that is there.
 * @param about what is told with every part of it, in JSON
 * @param ttlSeconds of a list that is soon forgotten
 * @param replacing is told of the items that were there, before others take their place
 */
export async function saveList(
  given: Store,
  name: string,
  items: readonly unknown[],
  about: unknown = null,
  ttlSeconds?: number,
  replacing?: (before: readonly unknown[]) => Promise<void>,
): Promise<void> {
  const store = await readAhead(given, [name])
  const known = await heads.read(store, name)
  const isNew = known !== null && known.digest !== digestOf(name, items)
  const before = isNew && replacing !== undefined ? await readWholeList(store, name) : null
  if (before !== null) await replacing?.(before.items)
  await putList(store, name, known, { items, about }, () => true, ttlSeconds)
}

/**
 * Changes a list that several write, by compare-and-set: as of a record.
 * @param next what it becomes; null leaves it as it is. It is given null where there is none, or a part of it is gone
 * @throws AppError `unavailable` when others kept changing it
 */
export async function changeList<T, A>(
  store: Store,
  name: string,
  next: (current: ListPart<T, A> | null) => Pick<ListPart<T, A>, 'items' | 'about'> | null,
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const known = await heads.read(store, name)
    const part = known === null ? null : await readPart<T, A>(store, name, known, 0, Number.MAX_SAFE_INTEGER)
    const list = next(part === null || part.items.length < part.total ? null : part)
    const isSame = (head: Head | null): boolean => JSON.stringify(head) === JSON.stringify(known)
    if (list === null || (await putList(store, name, known, list, isSame))) return
  }
  throw new AppError(
    'unavailable',
    `Expected to change the list ${name} within ${ATTEMPTS} attempts; others kept changing it. It can be tried again.`,
  )
}

/** @param isFree whether the head that is there may be replaced. @returns false where it may not: nothing was changed */
async function putList(
  store: Store,
  name: string,
  known: Head | null,
  { items, about }: { readonly items: readonly unknown[]; readonly about: unknown },
  isFree: (head: Head | null) => boolean,
  ttlSeconds?: number,
): Promise<boolean> {
  const digest = digestOf(name, items)
  if (known?.digest === digest) {
    if (JSON.stringify(known.about) === JSON.stringify(about)) return true
    let isMade = false
    const tell = (head: Head | null): Head | null => {
      isMade = head?.digest === digest && isFree(head)
      return isMade ? { ...head!, about } : head
    }
    await heads.change(store, name, tell, ttlSeconds)
    return isMade
  }
  const edition = crypto.randomUUID().slice(0, 8)
  const chunks = toChunks(items)
  const starts = chunks.map((_, index) => chunks.slice(0, index).reduce((sum, { length }) => sum + length, 0))
  const isWhole = chunks.length <= 1
  if (!isWhole) {
    for (const [index, chunk] of chunks.entries()) await store.set(keyOf(name, edition, index), chunk, ttlSeconds)
  }
  const head: Head = { total: items.length, starts, edition, digest, about, ...(isWhole ? { items } : {}) }
  let replaced: Head | null = null
  let isMade = false
  const replace = (before: Head | null): Head | null => {
    isMade = isFree(before)
    replaced = isMade ? before : head
    return isMade ? head : before
  }
  // The head comes last: a list without it was never written.
  await heads.change(store, name, replace, ttlSeconds)
  await forgetChunks(store, name, replaced)
  return isMade
}

function digestOf(name: string, items: readonly unknown[]): string {
  return keyedDigest(name, JSON.stringify(items))
}

/** @returns items from a place on, at least to the end of the chunk it lies in; null when there is no such list */
export async function readListFrom<T, A = null>(
  store: Store,
  name: string,
  from: number,
  count = 1,
): Promise<ListPart<T, A> | null> {
  const head = await heads.read(store, name)
  return head === null ? null : readPart(store, name, head, from, count)
}

async function readPart<T, A>(
  store: Store,
  name: string,
  { total, starts, edition, items, about = null }: Head,
  from: number,
  count: number,
): Promise<ListPart<T, A>> {
  if (items !== undefined) return { total, items: items.slice(from) as T[], about: about as A }
  const first = Math.max(
    0,
    starts.findLastIndex((start) => start <= from),
  )
  const names = starts.flatMap((start, index) =>
    index >= first && (index === first || start < from + count) ? [keyOf(name, edition, index)] : [],
  )
  const chunks = await store.getMany<readonly T[]>(names)
  const found = names.flatMap((key) => chunks.get(key) ?? [])
  return { total, items: found.slice(from - starts[first]!), about: about as A }
}

/** @returns every item; null when there is no such list, or a part of it is gone */
export async function readWholeList<T, A = null>(store: Store, name: string): Promise<ListPart<T, A> | null> {
  const part = await readListFrom<T, A>(store, name, 0, Number.MAX_SAFE_INTEGER)
  return part === null || part.items.length < part.total ? null : part
}

/** What is told of a list, without its items. */
export async function readListHead<A = null>(
  store: Store,
  name: string,
): Promise<{ readonly total: number; readonly about: A } | null> {
  const head = await heads.read(store, name)
  return head === null ? null : { total: head.total, about: (head.about ?? null) as A }
}

export async function forgetList(store: Store, name: string): Promise<void> {
  const head = await heads.read(store, name)
  if (head === null) return
  await store.delete(name)
  await forgetChunks(store, name, head)
}

async function forgetChunks(store: Store, name: string, head: Head | null): Promise<void> {
  if (head === null || head.items !== undefined) return
  await store.deleteMany(head.starts.map((_, index) => keyOf(name, head.edition, index)))
}

function keyOf(name: string, edition: string, index: number): string {
  return `${name}:${edition}:${index}`
}

function toChunks<T>(items: readonly T[]): T[][] {
  const chunks: T[][] = []
  let room = 0
  for (const item of items) {
    // With the comma behind it. A name need not be ASCII: its characters do not tell its size.
    const length = Buffer.byteLength(JSON.stringify(item)) + 1
    if (room < length) {
      chunks.push([])
      room = CHUNK_BYTES
    }
    chunks.at(-1)!.push(item)
    room -= length
  }
  return chunks
}
