import { useCallback, useEffect, useState } from 'react'
import { ask } from './questions'
import type { Overview } from './questions'
import { showFailure } from './common/flags'
import { common } from './texts'

export type PageState =
  | { readonly state: 'loading' }
  | { readonly state: 'forbidden' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'ready'; readonly overview: Overview }

export interface OverviewSource {
  readonly page: PageState
  readonly isRefreshing: boolean
  readonly refresh: () => Promise<void>
}

/** Reads the overview at once, and again on demand. What is shown stays while it is read, and when a later read fails. */
export function useOverview(): OverviewSource {
  const [page, setPage] = useState<PageState>({ state: 'loading' })
  const [isRefreshing, setRefreshing] = useState(false)
  const refresh = useCallback(async () => {
    setRefreshing(true)
    const next = await readPage()
    setRefreshing(false)
    setPage((current) => {
      if (next.state !== 'failed' || current.state !== 'ready') return next
      showFailure(next.message)
      return current
    })
  }, [])
  useEffect(() => {
    void refresh()
  }, [refresh])
  return { page, isRefreshing, refresh }
}

async function readPage(): Promise<PageState> {
  try {
    const answer = await ask('getOverview')
    if (answer.ok) return { state: 'ready', overview: answer.value }
    if (answer.code === 'forbidden') return { state: 'forbidden' }
    return { state: 'failed', message: answer.message }
  } catch {
    return { state: 'failed', message: common.failed }
  }
}
