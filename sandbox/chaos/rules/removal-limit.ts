/**
 * Rule 6: beyond ten removals of a kind in 24 hours (5 % of so few people is less) only those are removed whom a plan
 * names that an administrator has approved.
 */
import type { World } from '../world'
import type { Rule } from './rule'
import { when } from './rule'

const HOUR_MS = 3_600_000
const DORMANCY_MS = 179 * 24 * HOUR_MS
const ALWAYS_ALLOWED = 10
/** An approval within 24 hours of the plan, and the plan's way through the queue. */
const APPROVED_MS = 26 * HOUR_MS

type Kind = 'sweep' | 'leavers'

export const removalLimit: Rule = {
  name: 'removal-limit',
  watch: (world) => () =>
    (['sweep', 'leavers'] as const).flatMap((kind) => {
      const removed = firstRemovals(world, kind)
      const windowMs = 24 * HOUR_MS - 2 * world.truth.doubtMs('clock') - 60_000
      return removed.flatMap(({ at, accountId }) => {
        const recent = removed.filter(
          (one) => one.at <= at && at - one.at < windowMs && one.at >= sinceInstallation(world, at),
        )
        const count = new Set(recent.map((one) => one.accountId)).size
        if (count <= ALWAYS_ALLOWED || isApproved(world, accountId, at)) return []
        return [
          `${when(at)} ${accountId} was the removal number ${count} of ${kind} within 24 hours, and nobody approved it.`,
        ]
      })
    }),
}

/** One for each person: access and account of a leaver go together. */
function firstRemovals({ truth }: World, kind: Kind): readonly { at: number; accountId: string }[] {
  const seen = new Map<string, number>()
  return truth.removals.filter(({ at, accountId, what, goneSince, goneUntil, evidence }) => {
    const isLeaver = goneSince !== null || (goneUntil !== null && at - goneUntil < HOUR_MS)
    if (isLeaver !== (kind === 'leavers')) return false
    // Who has left and is dormant too may have been swept: that seat counts for neither.
    if (isLeaver && what === 'seat' && evidence.every((one) => at - one.at > DORMANCY_MS)) return false
    const before = seen.get(accountId)
    seen.set(accountId, at)
    return before === undefined || at - before > HOUR_MS
  })
}

function isApproved({ truth }: World, accountId: string, at: number): boolean {
  return truth.approved.some((one) => one.at <= at && at - one.at < APPROVED_MS && one.accountIds.has(accountId))
}

/** The app that was installed anew knows nothing of what it removed before. */
function sinceInstallation({ truth }: World, at: number): number {
  return at >= truth.installedAt() ? truth.installedAt() : -Infinity
}
