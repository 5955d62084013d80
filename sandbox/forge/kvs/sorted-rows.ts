/** Rows of one index partition in order: by the range attribute, then by key. */
export interface Row {
  readonly key: string
  /** Value of the index's range attribute; the key itself when the index has none. */
  readonly range: string | number | boolean
}

export interface SortedRows {
  /** A row of a key that is not there. */
  insert(row: Row): void
  /** The very row that was inserted. */
  remove(row: Row): void
  /** All rows in order, until the next change. */
  read(): readonly Row[]
}

export function compareRows(a: Row, b: Row): number {
  if (a.range !== b.range) return a.range < b.range ? -1 : 1
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0
}

/** Index of the first row for which `isBefore` is false; rows for which it is true must come first. */
export function findStart(rows: readonly Row[], isBefore: (row: Row) => boolean): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(rows[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}

/** So few changes are put into their places one by one, each of which moves memory; more are merged. */
const FEW = 16

/** Rows come into order when they are read: a large company writes many thousands between two reads. */
export function createSortedRows(): SortedRows {
  let rows: Row[] = []
  /** Since the last read. */
  const added = new Set<Row>()
  const removed = new Set<Row>()

  function bringUpToDate(): void {
    if (added.size + removed.size <= FEW) {
      for (const row of removed) rows.splice(placeOf(row), 1)
      for (const row of added) rows.splice(placeOf(row), 0, row)
    } else {
      const kept = removed.size === 0 ? rows : rows.filter((row) => !removed.has(row))
      rows = merge(kept, [...added].sort(compareRows))
    }
    added.clear()
    removed.clear()
  }

  function placeOf(row: Row): number {
    return findStart(rows, (other) => compareRows(other, row) < 0)
  }

  return {
    insert: (row) => void added.add(row),
    remove: (row) => {
      if (!added.delete(row)) removed.add(row)
    },
    read: () => {
      if (added.size > 0 || removed.size > 0) bringUpToDate()
      return rows
    },
  }
}

function merge(a: readonly Row[], b: readonly Row[]): Row[] {
  const merged: Row[] = []
  let next = 0
  for (const row of a) {
    while (next < b.length && compareRows(b[next]!, row) < 0) merged.push(b[next++]!)
    merged.push(row)
  }
  while (next < b.length) merged.push(b[next++]!)
  return merged
}
