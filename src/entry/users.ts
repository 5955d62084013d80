import type { InvocationError } from '@forge/events'
import { refreshAccount } from '../app/signals/user-events'
import { isAccountId } from '../core/id-forms'
import { redeliverOnFailure } from './redeliver'
import type { Delivery } from './redeliver'

interface JiraUserEvent extends Delivery {
  /** Epoch ms as text. */
  readonly timestamp?: string
  readonly user?: {
    readonly accountId?: string
    readonly active?: boolean
    readonly applicationRoles?: { readonly items?: readonly { readonly key?: string }[] }
  }
}

/** An account was made or changed. */
export async function users(event: JiraUserEvent): Promise<InvocationError | void> {
  const { timestamp, user } = event
  const accountId = user?.accountId
  if (accountId === undefined || !isAccountId(accountId)) return
  const items = user?.applicationRoles?.items
  const ms = Number(timestamp)
  return redeliverOnFailure(event, (ports) =>
    refreshAccount(ports, {
      accountId,
      productKeys: items === undefined ? null : user?.active === false ? [] : items.flatMap(({ key }) => key ?? []),
      at: new Date(Number.isFinite(ms) ? ms : 0).toISOString(),
    }),
  )
}
