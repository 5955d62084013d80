/** Seats taken back by the app, judged by what really happened. Leavers are judged elsewhere. */
import type { Account } from '../atlassian/site'
import type { Observed } from './observed'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** The organization may tell of an activity a day late (activity-publication.ts): till then nobody can know that there is none. */
const LAG_MS = DAY_MS
/** Two periods of the daily sweep, a day for the approval of a held plan, and the lag of the source. */
const PATIENCE_MS = 2 * DAY_MS + DAY_MS + LAG_MS

export interface RemovalNumbers {
  /** Seats ended by the app of people who are still employed. */
  revocations: number
  /** Something the app could know of lies within the dormancy period at the moment of removal. */
  wrongRevocations: number
  /** Only an activity of which nothing had told the app yet lies within it. */
  blindRevocations: number
  /** Dormant for longer than the period and the patience, and holding a seat at the end. */
  missedRevocations: number
}

export interface RemovalMeasure {
  read(): RemovalNumbers
  /** A seat that is older than the sandbox: held since `grantedAt`, epoch ms. */
  rememberGrant(accountId: string, grantedAt: number): void
}

export function measureRemovals(observed: Observed): RemovalMeasure {
  const { clock, site, host, identities, productKey } = observed
  const dormancyMs = observed.dormancyDays * DAY_MS
  // Epoch ms by account id; one entry a person, never a history.
  const grantedAt = new Map<string, number>()
  const restoredAt = new Map<string, number>()
  const shownByEvent = new Map<string, number>()
  let revocations = 0
  let wrongRevocations = 0
  let blindRevocations = 0

  host.onEventDelivered(({ event }) => {
    const accountId = event['atlassianId']
    const happenedAt = Number(event['timestamp'])
    if (typeof accountId !== 'string' || !Number.isFinite(happenedAt)) return
    shownByEvent.set(accountId, Math.max(happenedAt, shownByEvent.get(accountId) ?? happenedAt))
  })
  site.onChange((change) => {
    if (change.kind === 'account-status' && change.to === 'active') restoredAt.set(change.accountId, change.at)
    if (change.kind === 'account-removed') for (const marks of [grantedAt, restoredAt]) marks.delete(change.accountId)
    if (change.kind !== 'seat' || change.productKey !== productKey) return
    if (change.held) grantedAt.set(change.accountId, change.at)
    else if (change.by === 'app' && !hasLeft(change.accountId)) judge(change.accountId, change.at)
  })

  function judge(accountId: string, at: number): void {
    revocations += 1
    // Publication takes a day at most: whatever lies further back than that is among the published activity.
    const known = newest(site.publishedActivity(accountId), shownByEvent.get(accountId), ...milestones(accountId))
    if (at - known < dormancyMs) wrongRevocations += 1
    else if (at - newest(site.accounts.get(accountId)?.lastActiveAt) < dormancyMs) blindRevocations += 1
  }

  function milestones(accountId: string): (number | undefined)[] {
    return [grantedAt.get(accountId), site.accounts.get(accountId)?.addedAt, restoredAt.get(accountId)]
  }

  function hasLeft(accountId: string): boolean {
    const userId = identities.userIdOf(accountId)
    return userId !== undefined && !identities.isEmployed(userId)
  }

  function countMissed(): number {
    let missed = 0
    for (const account of site.accounts.values()) {
      const isOrdinary = account.accountType === 'atlassian' && !isAdministrator(account)
      // Whoever has never used Jira is a case of its own: unknown activity keeps access.
      if (!isOrdinary || account.lastActiveAt === null || !site.holdsSeat(account.accountId, productKey)) continue
      const last = newest(account.lastActiveAt, ...milestones(account.accountId))
      if (clock.now() - last > dormancyMs + PATIENCE_MS) missed += 1
    }
    return missed
  }

  function isAdministrator(account: Account): boolean {
    if (account.platformRoles.length > 0) return true
    const assignments = [...account.groupIds].flatMap((groupId) => site.groups.get(groupId)?.roleAssignments ?? [])
    return assignments.some(({ roles }) => roles.some((role) => role.endsWith('admin')))
  }

  return {
    read: () => ({ revocations, wrongRevocations, blindRevocations, missedRevocations: countMissed() }),
    rememberGrant: (accountId, at) => {
      grantedAt.set(accountId, at)
    },
  }
}

function newest(...marks: (number | null | undefined)[]): number {
  let latest = -Infinity
  for (const mark of marks) if (mark != null && mark > latest) latest = mark
  return latest
}
