import { useState } from 'react'
import type { Answer } from '../questions'
import { common } from '../texts'
import { showFailure, showSuccess } from './flags'

export interface Action {
  readonly isBusy: boolean
  /**
   * Asks for one change; while one is on its way, another is not sent.
   * @returns what went wrong, or null
   */
  readonly run: (change: () => Promise<Answer<unknown>>, doneText: string) => Promise<string | null>
}

/** A change: a flag says how it went, and the overview is read anew. */
export function useAction(refresh: () => Promise<void>): Action {
  const [isBusy, setBusy] = useState(false)
  return {
    isBusy,
    run: async (change, doneText) => {
      if (isBusy) return null
      setBusy(true)
      const failure = await attempt(change)
      if (failure === null) {
        showSuccess(doneText)
        await refresh()
      } else {
        showFailure(failure)
      }
      setBusy(false)
      return failure
    },
  }
}

async function attempt(change: () => Promise<Answer<unknown>>): Promise<string | null> {
  try {
    const answer = await change()
    return answer.ok ? null : answer.message
  } catch {
    return common.failed
  }
}
