import { useCallback, useEffect, useRef, useState } from 'react'
import { makeInvoke } from '@forge/bridge'
import type { PortalAnswer, PortalDefinitions } from '../../src/app/signals/portal'

export const invoke = makeInvoke<PortalDefinitions>()
/** While a request is on its way, or a call has failed, the page calls again after so long, the last one again and again. */
const WAITS_MS = [3_000, 5_000, 10_000, 20_000] as const
/** A thousand pages that were opened together must not look together: up to so much longer. */
const JITTER = 0.2
const SECOND_MS = 1_000

export interface Portal {
  /** null until it is known. */
  readonly answer: PortalAnswer | null
  readonly isBusy: boolean
  readonly hasFailed: boolean
  readonly ask: () => Promise<void>
  readonly refresh: () => Promise<void>
}

/** Reads how the caller stands, at once and while a request is on its way; what is known stays when a look fails. */
export function usePortal(): Portal {
  const [answer, setAnswer] = useState<PortalAnswer | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const [calls, setCalls] = useState(0)
  /** What is called next: a request that was not taken in is made again. */
  const pending = useRef<'status' | 'request'>('status')
  const waits = useRef(0)
  const call = useCallback(async (method: 'status' | 'request') => {
    pending.current = method
    setBusy(true)
    try {
      const told = await invoke(method)
      if (told.state !== 'busy') pending.current = 'status'
      setAnswer(told)
      setFailed(false)
    } catch {
      setFailed(true)
    }
    setBusy(false)
    setCalls((count) => count + 1)
  }, [])
  const callNow = useCallback(
    (method: 'status' | 'request') => {
      waits.current = 0
      return call(method)
    },
    [call],
  )
  useEffect(() => {
    void callNow('status')
  }, [callNow])
  useEffect(() => {
    const isOpen = answer?.state === 'asked' || answer?.state === 'busy'
    if (isBusy || calls === 0 || !(isOpen || hasFailed)) return
    const waitMs = Math.max(
      WAITS_MS[Math.min(waits.current, WAITS_MS.length - 1)]!,
      isOpen && !hasFailed ? (answer.againInSeconds ?? 0) * SECOND_MS : 0,
    )
    const next = (): void => {
      waits.current += 1
      void call(pending.current)
    }
    const timer = setTimeout(next, waitMs * (1 + JITTER * Math.random()))
    return () => clearTimeout(timer)
  }, [answer, calls, call, hasFailed, isBusy])
  return { answer, isBusy, hasFailed, ask: () => callNow('request'), refresh: () => callNow(pending.current) }
}
