/** Requests for a seat: from the moment the app was told of one to the seat, or to nothing. */
import type { Observed } from './observed'

/** Later than this the person has been refused, and has waited for a seat. */
const PATIENCE_MS = 10 * 60_000
const DAY_MS = 86_400_000
/** Acts of a person without a seat that count as asking for one. */
const ASKING_EVENTS = new Set(['avi:jira:created:issue', 'avi:jira:updated:issue', 'avi:jira:commented:issue'])

export interface RequestNumbers {
  /** (person, day) pairs with a request and no seat 10 minutes after it was handed over. */
  refusals: number
  /** Employed people who have asked since they last held a seat, and hold none. */
  waiting: number
  /** From the first hand-over to the seat, of those who did not have to wait; null without any. */
  medianGrantSeconds: number | null
  p99GrantSeconds: number | null
}

interface Request {
  readonly handedOverAt: number
  /** Day of the last refusal, in days since 1970; null = not refused so far. */
  refusedDay: number | null
}

export function measureRequests(observed: Observed): () => RequestNumbers {
  const { clock, site, tenant, host, identities, productKey } = observed
  const open = new Map<string, Request>()
  const grantMs: number[] = []
  let refusals = 0

  tenant.onSignInDelivered(({ userId }) => ask(userId))
  host.onEventDelivered(({ event }) => {
    if (!ASKING_EVENTS.has(event.eventType) || typeof event['atlassianId'] !== 'string') return
    const userId = identities.userIdOf(event['atlassianId'])
    if (userId !== undefined) ask(userId)
  })
  site.onChange((change) => {
    if (change.kind !== 'seat' || !change.held || change.productKey !== productKey) return
    const userId = identities.userIdOf(change.accountId)
    const request = open.get(userId ?? '')
    if (userId === undefined || request === undefined) return
    open.delete(userId)
    if (change.by === 'app' && request.refusedDay === null) grantMs.push(change.at - request.handedOverAt)
  })
  tenant.onChange(({ userId, kind }) => {
    if (kind === 'disabled' || kind === 'deleted') open.delete(userId)
  })

  function ask(userId: string): void {
    if (holdsSeat(userId)) return
    const now = clock.now()
    if (!open.has(userId)) open.set(userId, { handedOverAt: now, refusedDay: null })
    const day = Math.floor(now / DAY_MS)
    clock.at(now + PATIENCE_MS, () => {
      const request = open.get(userId)
      if (request === undefined || holdsSeat(userId) || request.refusedDay === day) return
      request.refusedDay = day
      refusals += 1
    })
  }

  function holdsSeat(userId: string): boolean {
    const account = identities.accountOf(userId)
    return account !== undefined && site.holdsSeat(account.accountId, productKey)
  }

  return () => {
    const sorted = grantMs.slice().sort((a, b) => a - b)
    const waiting = [...open.keys()].filter((userId) => identities.isEmployed(userId) && !holdsSeat(userId)).length
    return {
      refusals,
      waiting,
      medianGrantSeconds: percentile(sorted, 0.5),
      p99GrantSeconds: percentile(sorted, 0.99),
    }
  }
}

/** Nearest rank, in seconds. */
function percentile(sortedMs: readonly number[], share: number): number | null {
  const value = sortedMs[Math.max(0, Math.ceil(share * sortedMs.length) - 1)]
  return value === undefined ? null : value / 1_000
}
