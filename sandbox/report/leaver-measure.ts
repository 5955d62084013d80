/** People who are disabled or deleted in Entra, and what has become of their account 30 minutes later. */
import type { Observed } from './observed'

/** Two of the leavers' periods of 15 minutes. */
const PATIENCE_MS = 30 * 60_000

export interface LeaverNumbers {
  /** Account deactivated (or gone) and seat free. */
  leaversHandled: number
  leaversMissed: number
}

export function measureLeavers(observed: Observed): () => LeaverNumbers {
  const { clock, site, tenant, identities, productKey } = observed
  const leaving = new Set<string>()
  let leaversHandled = 0
  let leaversMissed = 0

  tenant.onChange(({ userId, kind }) => {
    if (kind === 'enabled' || kind === 'restored') {
      if (identities.isEmployed(userId)) leaving.delete(userId)
      return
    }
    if ((kind !== 'disabled' && kind !== 'deleted') || leaving.has(userId)) return
    leaving.add(userId)
    // Whoever has no account, or whose account is idle already, leaves nothing to handle.
    const hadAccount = identities.hasActiveAccount(userId)
    clock.at(clock.now() + PATIENCE_MS, () => check(userId, hadAccount))
  })

  function check(userId: string, hadAccount: boolean): void {
    if (!leaving.has(userId)) return
    const account = identities.accountOf(userId)
    const isOpen = identities.hasActiveAccount(userId) || (account !== undefined && holdsSeat(account.accountId))
    if (isOpen) leaversMissed += 1
    else if (hadAccount) leaversHandled += 1
  }

  function holdsSeat(accountId: string): boolean {
    return site.holdsSeat(accountId, productKey)
  }

  return () => ({ leaversHandled, leaversMissed })
}
