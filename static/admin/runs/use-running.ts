import { useCallback, useEffect, useRef, useState } from 'react'
import { ask } from '../questions'
import type { Work } from '../questions'

const POLL_MS = 4_000
/** Whatever was just started shows within a minute. */
const LOOKS_AHEAD = 15

export interface RunningSource {
  /** null = not known yet. */
  readonly work: readonly Work[] | null
  /** Something was just started: look for it. */
  readonly watch: () => void
}

/**
 * What is under way: asked once, and every few seconds while something is, or was just started.
 * @param onEnd called when everything that was under way is over
 */
export function useRunning(looks: number, onEnd: () => void): RunningSource {
  const [work, setWork] = useState<readonly Work[] | null>(null)
  const looksLeft = useRef(0)
  const wasBusy = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const ended = useRef(onEnd)
  ended.current = onEnd
  const look = useCallback(async (): Promise<void> => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    const answer = await ask('readRunning')
    // What cannot be read is asked for again: the line with the last numbers stays.
    const isBusy = answer.ok ? answer.value.work.length > 0 : wasBusy.current
    if (answer.ok) setWork(answer.value.work)
    if (wasBusy.current && !isBusy) ended.current()
    wasBusy.current = isBusy
    looksLeft.current = isBusy ? 0 : Math.max(0, looksLeft.current - 1)
    if (isBusy || looksLeft.current > 0) timer.current = setTimeout(() => void look(), POLL_MS)
  }, [])
  useEffect(() => {
    void look()
    return () => {
      if (timer.current !== null) clearTimeout(timer.current)
    }
  }, [look, looks])
  const watch = (): void => {
    looksLeft.current = LOOKS_AHEAD
  }
  return { work, watch }
}
