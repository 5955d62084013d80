import { useCallback, useEffect, useRef, useState } from 'react'
import type { Answer } from '../questions'
import { common } from '../texts'

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'forbidden' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'ready'; readonly value: T }

export interface Asked<T> {
  readonly loaded: Loaded<T>
  readonly isAsking: boolean
  readonly again: () => Promise<void>
}

/**
 * Asks when a part of the page appears, and again whenever `key` changes. What is shown stays until the next answer; an
 * answer that was overtaken by a newer question is dropped.
 */
export function useQuestion<T>(question: () => Promise<Answer<T>>, key: string): Asked<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' })
  const [isAsking, setAsking] = useState(true)
  const asked = useRef(0)
  const latest = useRef(question)
  latest.current = question
  const again = useCallback(async () => {
    const mine = (asked.current += 1)
    setAsking(true)
    const next = await readAnswer(latest.current)
    if (mine !== asked.current) return
    setLoaded(next)
    setAsking(false)
  }, [])
  useEffect(() => {
    void again()
  }, [again, key])
  return { loaded, isAsking, again }
}

async function readAnswer<T>(question: () => Promise<Answer<T>>): Promise<Loaded<T>> {
  try {
    const answer = await question()
    if (answer.ok) return { state: 'ready', value: answer.value }
    return answer.code === 'forbidden' ? { state: 'forbidden' } : { state: 'failed', message: answer.message }
  } catch {
    return { state: 'failed', message: common.failed }
  }
}
