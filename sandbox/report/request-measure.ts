/** Requests for a seat: from the person's act, and from the moment the app was told of it, to the seat, or to nothing. */
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
  /** From the person's act to the seat, of the same people, by the way the app was told. */
  actToSeat: Record<string, ActNumbers>
  /** From when the log showed the sign-in to the seat, of the same people; null without any. */
  p99OwnSeconds: number | null
  /** Employed people who have come since they last held a seat, of whom nothing has told the app within half an hour. */
  missed: number
}

export interface ActNumbers {
  granted: number
  p50Seconds: number
  p99Seconds: number
  maxSeconds: number
}

/** By then every log has shown a sign-in. */
const SHOWN_WITHIN_MS = 30 * 60_000

interface Request {
  readonly way: 'sign-in' | 'activity'
  readonly actedAt: number
  /** When the log showed it. */
  readonly shownAt: number | null
  readonly handedOverAt: number
  /** Day of the last refusal, in days since 1970; null = not refused so far. */
  refusedDay: number | null
}

export interface RequestMeasure {
  read(): RequestNumbers
  rememberVisit(userId: string): void
}

export function measureRequests(observed: Observed): RequestMeasure {
  const { clock, site, tenant, host, identities, productKey } = observed
  const open = new Map<string, Request>()
  const grantMs: number[] = []
  const actMs = new Map<Request['way'], number[]>()
  const ownMs: number[] = []
  /** Since when somebody comes without a seat. */
  const comes = new Map<string, number>()
  let refusals = 0

  tenant.onSignInDelivered(({ userId, signedInAt, visibleAt }) => ask(userId, 'sign-in', signedInAt, visibleAt))
  host.onEventDelivered(({ event }) => {
    if (!ASKING_EVENTS.has(event.eventType) || typeof event['atlassianId'] !== 'string') return
    const userId = identities.userIdOf(event['atlassianId'])
    if (userId !== undefined) ask(userId, 'activity', clock.now(), null)
  })
  site.onChange((change) => {
    if (change.kind !== 'seat' || !change.held || change.productKey !== productKey) return
    const userId = identities.userIdOf(change.accountId)
    const request = open.get(userId ?? '')
    comes.delete(userId ?? '')
    if (userId === undefined || request === undefined) return
    open.delete(userId)
    if (change.by !== 'app' || request.refusedDay !== null) return
    grantMs.push(change.at - request.handedOverAt)
    actMs.set(request.way, [...(actMs.get(request.way) ?? []), change.at - request.actedAt])
    if (request.shownAt !== null) ownMs.push(change.at - request.shownAt)
  })
  tenant.onChange(({ userId, kind }) => {
    if (kind === 'disabled' || kind === 'deleted') open.delete(userId)
  })

  function ask(userId: string, way: Request['way'], actedAt: number, shownAt: number | null): void {
    if (holdsSeat(userId)) return
    const now = clock.now()
    if (!open.has(userId)) open.set(userId, { way, actedAt, shownAt, handedOverAt: now, refusedDay: null })
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

  function read(): RequestNumbers {
    const sorted = toSorted(grantMs)
    const waiting = [...open.keys()].filter((userId) => identities.isEmployed(userId) && !holdsSeat(userId)).length
    return {
      refusals,
      waiting,
      medianGrantSeconds: percentile(sorted, 0.5),
      p99GrantSeconds: percentile(sorted, 0.99),
      actToSeat: Object.fromEntries([...actMs].map(([way, times]) => [way, describeTimes(toSorted(times))])),
      p99OwnSeconds: percentile(toSorted(ownMs), 0.99),
      missed: [...comes].filter(isMissed).length,
    }
  }

  function isMissed([userId, since]: readonly [string, number]): boolean {
    const isTold = open.has(userId) || clock.now() - since < SHOWN_WITHIN_MS
    return !isTold && identities.isEmployed(userId) && !holdsSeat(userId)
  }

  return {
    read,
    rememberVisit: (userId) => {
      if (!holdsSeat(userId) && !comes.has(userId)) comes.set(userId, clock.now())
    },
  }
}

function toSorted(times: readonly number[]): readonly number[] {
  return times.toSorted((a, b) => a - b)
}

function describeTimes(sorted: readonly number[]): ActNumbers {
  const at = (share: number): number => percentile(sorted, share) ?? 0
  return { granted: sorted.length, p50Seconds: at(0.5), p99Seconds: at(0.99), maxSeconds: at(1) }
}

/** Nearest rank, in seconds. */
function percentile(sortedMs: readonly number[], share: number): number | null {
  const value = sortedMs[Math.max(0, Math.ceil(share * sortedMs.length) - 1)]
  return value === undefined ? null : value / 1_000
}
