/** Opaque cursors of the v2 lists. A cursor carries the position reached and the filters it belongs to. */
import { parseJson } from '../strict-routes'
import { invalidCursor } from './errors'

/** @param filters canonical text of the filters; a cursor used with others is refused */
export function writeCursor(after: number, filters: string): string {
  return Buffer.from(JSON.stringify([after, filters])).toString('base64url')
}

/** @returns the last position of the page before, and the filters of the query that the cursor continues */
export function readCursor(cursor: unknown): { after: number; filters: string } {
  if (typeof cursor !== 'string') throw invalidCursor()
  const value = parseJson(Buffer.from(cursor, 'base64url').toString())
  if (!Array.isArray(value)) throw invalidCursor()
  const [after, filters] = value as unknown[]
  if (typeof after !== 'number' || typeof filters !== 'string') throw invalidCursor()
  return { after, filters }
}
