import { useState } from 'react'
import { ask } from '../questions'
import type { ProvisionStep } from '../questions'
import { common } from '../texts'

export type ProvisionOutcome =
  | { readonly state: 'none' }
  | { readonly state: 'refused'; readonly message: string }
  | { readonly state: 'done'; readonly steps: readonly ProvisionStep[] }

export interface Provisioning {
  readonly isBusy: boolean
  readonly outcome: ProvisionOutcome
  /** @param person an e-mail address, a user principal name, or the directory's id */
  readonly provision: (person: string) => Promise<void>
}

/** Provisions one person and keeps the steps that were gone. */
export function useProvision(refresh: () => Promise<void>): Provisioning {
  const [isBusy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<ProvisionOutcome>({ state: 'none' })
  const provision = async (person: string): Promise<void> => {
    if (isBusy) return
    setBusy(true)
    try {
      const answer = await ask('provisionPerson', { person })
      setOutcome(answer.ok ? { state: 'done', steps: answer.value } : { state: 'refused', message: answer.message })
      if (answer.ok) await refresh()
    } catch {
      setOutcome({ state: 'refused', message: common.failed })
    }
    setBusy(false)
  }
  return { isBusy, outcome, provision }
}
