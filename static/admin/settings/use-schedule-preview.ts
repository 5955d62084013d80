import { useEffect, useState } from 'react'
import { ask } from '../questions'
import type { SchedulePreview } from '../questions'
import { common } from '../texts'

export type PreviewState =
  | { readonly type: 'checking' }
  | { readonly type: 'problem'; readonly message: string }
  | { readonly type: 'preview'; readonly preview: SchedulePreview }

/** The server is asked once somebody has stopped typing for this long. */
const PAUSE_MS = 400

export function useSchedulePreview({
  expression,
  timeZone,
  saved,
}: {
  readonly expression: string
  readonly timeZone: string
  readonly saved: { readonly expression: string; readonly timeZone: string; readonly preview: SchedulePreview }
}): PreviewState {
  const isSaved = expression === saved.expression && timeZone === saved.timeZone
  const [state, setState] = useState<PreviewState>({ type: 'checking' })
  useEffect(() => {
    if (isSaved) return undefined
    setState({ type: 'checking' })
    // An answer that comes after the next key stroke is not shown.
    let isCurrent = true
    const timer = setTimeout(() => {
      void readPreview(expression, timeZone).then((next) => {
        if (isCurrent) setState(next)
      })
    }, PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [expression, timeZone, isSaved])
  return isSaved ? { type: 'preview', preview: saved.preview } : state
}

async function readPreview(expression: string, timeZone: string): Promise<PreviewState> {
  try {
    const answer = await ask('previewSchedule', { expression, timeZone })
    return answer.ok ? { type: 'preview', preview: answer.value } : { type: 'problem', message: answer.message }
  } catch {
    return { type: 'problem', message: common.failed }
  }
}
