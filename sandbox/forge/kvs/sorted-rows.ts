/** Rows of one index partition in order: by the range attribute, then by key. Insertion moves memory, which is fast at this size. */
export interface Row {
  readonly key: string
  /** Value of the index's range attribute; the key itself when the index has none. */
  readonly range: string | number | boolean
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

export function insertRow(rows: Row[], row: Row): void {
  const last = rows.at(-1)
  if (last === undefined || compareRows(last, row) < 0) {
    rows.push(row)
    return
  }
  rows.splice(
    findStart(rows, (other) => compareRows(other, row) < 0),
    0,
    row,
  )
}

export function removeRow(rows: Row[], row: Row): void {
  const index = findStart(rows, (other) => compareRows(other, row) < 0)
  if (rows[index]?.key === row.key) rows.splice(index, 1)
}
