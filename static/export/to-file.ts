import { stringify } from 'csv-stringify/browser/esm/sync'

/** Cells as they came from the server. */
export type Cell = string | number | boolean | null

export type FileFormat = 'csv' | 'json'

/**
 * CSV for a spreadsheet: with a byte-order mark, so that Excel reads it as UTF-8, CRLF, and cells that a spreadsheet would
 * take for a formula (beginning with = + - @, tab or return) behind an apostrophe.
 */
export function toCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return stringify([columns, ...rows] as unknown as unknown[][], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: String },
  })
}

/** An array of objects whose keys are the columns. */
export function toJson(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const objects = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])))
  return `${JSON.stringify(objects, null, 1)}\n`
}

export function toBlob(format: FileFormat, columns: readonly string[], rows: readonly (readonly Cell[])[]): Blob {
  return format === 'csv'
    ? new Blob([toCsv(columns, rows)], { type: 'text/csv;charset=utf-8' })
    : new Blob([toJson(columns, rows)], { type: 'application/json' })
}
