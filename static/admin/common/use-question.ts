import { useCallback, useEffect, useRef, useState } from 'react'
import type { Answer } from '../questions'

export interface Asked<T, Of extends readonly unknown[] = []> {
  /** null = it is on its way, or nobody has asked */
  readonly answer: Answer<T> | null
  /** Of the newest answer that was not a refusal: it stays when a later question fails. */
  readonly kept: T | null
  /** Of the newest answer, in the server's words. */
  readonly problem: string | null
  readonly isAsking: boolean
  readonly again: (...of: Of) => Promise<void>
}

/** Asks when told to, and keeps the answer. One that was overtaken by a newer question is dropped. */
export function useAnswer<T, Of extends readonly unknown[]>(question: (...of: Of) => Promise<Answer<T>>): Asked<T, Of> {
  const [answer, setAnswer] = useState<Answer<T> | null>(null)
  const [kept, setKept] = useState<T | null>(null)
  const [isAsking, setAsking] = useState(false)
  const asked = useRef(0)
  const latest = useRef(question)
  latest.current = question
  const again = useCallback(async (...of: Of) => {
    const mine = (asked.current += 1)
    setAsking(true)
    const next = await latest.current(...of)
    if (mine !== asked.current) return
    setAnswer(next)
    if (next.ok) setKept(next.value)
    setAsking(false)
  }, [])
  return { answer, kept, problem: answer?.ok === false ? answer.message : null, isAsking, again }
}

/** Asks when a part of the page appears, and again whenever `key` changes. What is shown stays until the next answer. */
export function useQuestion<T>(question: () => Promise<Answer<T>>, key: string): Asked<T> {
  const asked = useAnswer(question)
  const { again } = asked
  useEffect(() => {
    void again()
  }, [again, key])
  return asked
}
