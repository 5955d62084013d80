import { Button, Inline, Text } from '@forge/react'
import { common } from '../texts'
import type { Pages } from './use-pages'

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
