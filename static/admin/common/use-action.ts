import { useState } from 'react'
import { showFlag } from '@forge/bridge'
import type { Answer } from '../questions'
import { common } from '../texts'

export interface Action {
  readonly isBusy: boolean
  /** What went wrong with the last change, or null. */
  readonly problem: string | null
  /**
   * Asks for one change; while one is on its way, another is not sent.
   * @returns what went wrong, or null
   */
  readonly run: (change: () => Promise<Answer<unknown>>, doneText: string) => Promise<string | null>
}

/** A change: a flag says how it went, and the overview is read anew. */
export function useAction(refresh: () => Promise<void>): Action {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  return {
    isBusy,
    problem,
    run: async (change, doneText) => {
      if (isBusy) return null
      setBusy(true)
      const answer = await change()
      const failure = answer.ok ? null : answer.message
      setProblem(failure)
      if (failure === null) {
        // Flags are read out by screen readers.
        showFlag({ id: doneText, title: doneText, type: 'success', isAutoDismiss: true })
        await refresh()
      } else {
        showFailure(failure)
      }
      setBusy(false)
      return failure
    },
  }
}

export function showFailure(message: string): void {
  showFlag({ id: message, title: common.notDoneTitle, description: message, type: 'error' })
}
