import { useCallback, useEffect, useState } from 'react'
import { makeInvoke } from '@forge/bridge'
import type { PortalAnswer, PortalDefinitions } from '../../src/app/signals/portal'

export const invoke = makeInvoke<PortalDefinitions>()
/** While a request is on its way the page looks again this often. */
const LOOK_AGAIN_MS = 3_000

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
  const call = useCallback(async (method: 'status' | 'request') => {
    setBusy(true)
    try {
      setAnswer(await invoke(method))
      setFailed(false)
    } catch {
      setFailed(true)
    }
    setBusy(false)
  }, [])
  const refresh = useCallback(() => call('status'), [call])
  useEffect(() => {
    void refresh()
  }, [refresh])
  useEffect(() => {
    if (answer?.state !== 'asked' || hasFailed) return
    const timer = setTimeout(() => void refresh(), LOOK_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [answer, hasFailed, refresh])
  return { answer, isBusy, hasFailed, ask: () => call('request'), refresh }
}
