import type { Store } from '../../ports'
import { readListFrom, readWholeList, saveList } from './chunked-list'

/**
 * Lists of people that a run has found, for the page's filters: ids and a reason code, nothing else. Pages of 20 people
 * must not cost a look at all 42,000, so the runs that see everybody anyway leave these behind.
 */
export interface IndexEntry {
  readonly accountId?: string
  /** Somebody in the directory without an account. */
  readonly objectId?: string
  readonly because?: string
  /** YYYY-MM-DD */
  readonly day?: string
}

/**
 * access: who holds a product; synchronised: through a group that only the identity provider can change; missed: who came on
 * a day and got neither a seat nor an answer.
 */
export type IndexName = 'access' | 'synchronised' | 'unmatched' | 'missed'

const nameOf = (name: IndexName): string => `people:${name}`

/**
 * Writes the list, unless it is the one that is there: a quiet run writes nothing.
 * @param replacing is told of the entries that were there, before another list takes their place
 */
export async function saveIndex(
  store: Store,
  name: IndexName,
  entries: readonly IndexEntry[],
  replacing?: (before: readonly IndexEntry[]) => Promise<void>,
): Promise<void> {
  const lines = entries.map(toLine).sort()
  const tell = replacing && ((before: readonly unknown[]) => replacing((before as string[]).map(fromLine)))
  await saveList(store, nameOf(name), lines, null, undefined, tell)
}

/** @returns null when no run has left this list yet */
export async function readIndexPart(
  store: Store,
  name: IndexName,
  from: number,
  count: number,
): Promise<{ readonly total: number; readonly entries: readonly IndexEntry[] } | null> {
  const part = await readListFrom<string>(store, nameOf(name), from, count)
  return part === null ? null : { total: part.total, entries: part.items.slice(0, count).map(fromLine) }
}

/** @returns nothing where no run has left this list yet */
export async function readWholeIndex(store: Store, name: IndexName): Promise<readonly IndexEntry[]> {
  return ((await readWholeList<string>(store, nameOf(name)))?.items ?? []).map(fromLine)
}

/** "a id because day" or "o id because": ids hold no blanks. */
function toLine({ accountId, objectId, because = '', day }: IndexEntry): string {
  const who = accountId === undefined ? `o ${objectId}` : `a ${accountId}`
  return day === undefined ? `${who} ${because}` : `${who} ${because} ${day}`
}

function fromLine(line: string): IndexEntry {
  const [kind, id = '', because = '', day] = line.split(' ')
  return {
    ...(kind === 'a' ? { accountId: id } : { objectId: id }),
    ...(because === '' ? {} : { because }),
    ...(day === undefined ? {} : { day }),
  }
}
