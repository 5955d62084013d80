import { forgePorts } from '../adapters/forge/ports'
import { refreshAccount } from '../app/grant/user-events'
import { TIMEOUT_SECONDS } from './timeouts'

interface JiraUserEvent {
  /** Epoch ms as text. */
  readonly timestamp?: string
  readonly user?: {
    readonly accountId?: string
    readonly active?: boolean
    readonly applicationRoles?: { readonly items?: readonly { readonly key?: string }[] }
  }
}

/** An account was made or changed. */
export async function users({ timestamp, user }: JiraUserEvent): Promise<void> {
  if (user?.accountId === undefined) return
  const items = user.applicationRoles?.items
  const ms = Number(timestamp)
  await refreshAccount(forgePorts(TIMEOUT_SECONDS.trigger), {
    accountId: user.accountId,
    productKeys: items === undefined ? null : user.active === false ? [] : items.flatMap(({ key }) => key ?? []),
    at: new Date(Number.isFinite(ms) ? ms : 0).toISOString(),
  })
}
