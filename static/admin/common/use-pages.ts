import { useState } from 'react'

/** Pages of which only the next one is known: where the shown one begins, and the way back. */
export interface Pages<Cursor> {
  /** null = the first page */
  readonly current: Cursor | null
  /** Counted from 1. */
  readonly number: number
  readonly isFirst: boolean
  readonly goOn: (next: Cursor) => void
  readonly goBack: () => void
  readonly goToStart: () => void
}

export function usePages<Cursor>(): Pages<Cursor> {
  const [begins, setBegins] = useState<readonly Cursor[]>([])
  return {
    current: begins.at(-1) ?? null,
    number: begins.length + 1,
    isFirst: begins.length === 0,
    goOn: (next) => setBegins([...begins, next]),
    goBack: () => setBegins(begins.slice(0, -1)),
    goToStart: () => setBegins([]),
  }
}
