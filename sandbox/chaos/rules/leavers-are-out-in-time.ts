/** Rule 15: nobody who has left keeps anything for longer than four hours after the last fault that was in the way. */
import { findLeaversWhoAreIn } from '../endings/leavers-are-out'
import type { World } from '../world'
import type { Rule } from './rule'

const HOUR_MS = 3_600_000
/** An hour until the next look at the directory, or three until a try that failed before is made again, and the way to it. */
const OUT_WITHIN_MS = 4 * HOUR_MS - 10 * 60_000
/** An approved plan is no longer held, and is carried out by a worker of its own. */
const APPLIED_WITHIN_MS = 15 * 60_000

export const leaversAreOutInTime: Rule = {
  name: 'leavers-are-out-in-time',
  watch: (world) => () => {
    const { truth, sandbox } = world
    const now = sandbox.clock.now()
    // What an administrator has still to approve takes as long as that takes.
    const isHeld = Object.keys(world.kept()).some((key) => key.startsWith('held:'))
    if (isHeld || truth.lapsedSince() !== null) return []
    const approved = new Set(
      truth.approved.flatMap(({ at, accountIds }) => (now - at < APPLIED_WITHIN_MS ? [...accountIds] : [])),
    )
    return findLeaversWhoAreIn(world, (userId) => {
      const since = truth.goneSince(userId)!
      // Who is only out of scope is found by the next full run, like all who left while the directory was not told of changes.
      const isOutOfScope = sandbox.tenant.users.get(userId)?.accountEnabled === true
      const isUntold = truth.faultSince(since - HOUR_MS, '') || truth.installedAt() > since - HOUR_MS
      const isFresh = now - since < OUT_WITHIN_MS || truth.faultSince(now - OUT_WITHIN_MS, userId)
      return (
        !approved.has(sandbox.identities.accountOf(userId)!.accountId) &&
        !isBack(world, userId, since) &&
        !isOutOfScope &&
        !isUntold &&
        !isFresh &&
        truth.isArmedSince('provision', since)
      )
    })
  },
}

/** Was out, and may be back by an undo: that is an administrator's wish. */
function isBack({ truth, sandbox, scenario }: World, userId: string, since: number): boolean {
  const { accountId } = sandbox.identities.accountOf(userId)!
  const wasDisabled = truth.removals.some(
    (one) => one.accountId === accountId && one.what === 'account' && one.at >= since,
  )
  return truth.hasUndone() && (wasDisabled || scenario.setup.leavers.account === 'keep')
}
