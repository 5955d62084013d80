import { useState } from 'react'
import { Button, Inline, Text } from '@forge/react'
import { common } from '../texts'

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

interface PagerProps<Cursor> {
  readonly pages: Pages<Cursor>
  /** null = this is the last page */
  readonly next: Cursor | null
  readonly isAsking: boolean
  readonly names?: { readonly back: string; readonly on: string }
}

/** One page back, one page on. Nothing where everything fits on one page. */
export function Pager<Cursor>({ pages, next, isAsking, names }: PagerProps<Cursor>) {
  if (pages.isFirst && next === null) return null
  return (
    <Inline space="space.100" alignBlock="center">
      <Button isDisabled={pages.isFirst || isAsking} onClick={() => pages.goBack()}>
        {names?.back ?? common.previousPage}
      </Button>
      <Text>{common.page(pages.number)}</Text>
      <Button
        isDisabled={next === null || isAsking}
        onClick={() => {
          if (next !== null) pages.goOn(next)
        }}
      >
        {names?.on ?? common.nextPage}
      </Button>
    </Inline>
  )
}
