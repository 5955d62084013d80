import { useEffect, useRef, useState } from 'react'
import type { Preview } from '../../../src/app/state/preview-record'
import type { Change } from '../../../src/core/settings/changes'
import type { PreviewedJob } from '../../../src/core/settings/row'
import { ask } from '../questions'
import type { Answer } from '../questions'
import { common } from '../texts'

export type PreviewState =
  | { readonly job: PreviewedJob; readonly type: 'running' }
  | { readonly job: PreviewedJob; readonly type: 'problem'; readonly message: string }
  | { readonly job: PreviewedJob; readonly type: 'done'; readonly preview: Preview }

/** A run over a large company takes minutes; it is asked for this often. */
const PAUSE_MS = 2_000

export interface Previews {
  readonly states: readonly PreviewState[]
  readonly isRunning: boolean
  readonly begin: (jobs: readonly PreviewedJob[], changes: Change[]) => Promise<void>
  readonly forget: () => void
}

/** What runs on unsaved settings would do. Nothing is changed by asking. */
export function usePreviews(): Previews {
  const [states, setStates] = useState<readonly PreviewState[]>([])
  // Answers that belong to settings that have been typed over are dropped.
  const round = useRef(0)
  useEffect(() => () => void (round.current += 1), [])
  const follow = async (job: PreviewedJob, changes: Change[], mine: number): Promise<void> => {
    const show = (state: PreviewState): void => {
      if (mine === round.current) setStates((all) => all.map((one) => (one.job === job ? state : one)))
    }
    const begun = await answerOf(() => ask(job === 'sweep' ? 'previewSweep' : 'previewProvision', { changes }))
    if (!begun.ok) return show({ job, type: 'problem', message: begun.message })
    while (mine === round.current) {
      const answer = await answerOf(() => ask('readPreview', { previewId: begun.value.previewId }))
      if (!answer.ok) return show({ job, type: 'problem', message: answer.message })
      if (answer.value.status !== 'running') return show({ job, type: 'done', preview: answer.value })
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
  return {
    states,
    isRunning: states.some(({ type }) => type === 'running'),
    begin: async (jobs, changes) => {
      const mine = (round.current += 1)
      setStates(jobs.map((job) => ({ job, type: 'running' })))
      await Promise.all(jobs.map((job) => follow(job, changes, mine)))
    },
    forget: () => {
      round.current += 1
      setStates([])
    },
  }
}

async function answerOf<T>(question: () => Promise<Answer<T>>): Promise<Answer<T> | { ok: false; message: string }> {
  try {
    return await question()
  } catch {
    return { ok: false, message: common.failed }
  }
}
