/**
 * Rules 4, 5 and 8: nobody loses anything but who has left, or whose access nothing has spoken for within 180 days. What
 * the app could not know when it looked last is no reproach.
 */
import type { Removal } from '../truth'
import type { World } from '../world'
import type { Rule } from './rule'
import { when } from './rule'

const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS
const DORMANCY_MS = 180 * DAY_MS
/** A batch is read again, then its calls follow one another, each with its retries. */
const LOOKED_MS = 15 * MINUTE_MS

export const removalsAreJustified: Rule = {
  name: 'removals-are-justified',
  watch: (world) => {
    const breaches: string[] = []
    let judged = 0
    return () => {
      for (; judged < world.truth.removals.length; judged += 1) {
        const removal = world.truth.removals[judged]!
        if (hasLeft(world, removal)) continue
        const because = removal.what === 'account' ? 'is employed and in scope' : findReason(world, removal)
        if (because !== null)
          breaches.push(`${when(removal.at)} ${removal.accountId} lost the ${removal.what}, and ${because}.`)
      }
      return breaches
    }
  },
}

/** Gone now, or until a moment ago: who comes back while a batch is under way may be too late. */
function hasLeft({ truth }: World, { at, goneSince, goneUntil }: Removal): boolean {
  return goneSince !== null || (goneUntil !== null && goneUntil > at - LOOKED_MS - truth.doubtMs('entra'))
}

function findReason({ truth, scenario }: World, { at, evidence }: Removal): string | null {
  // A clock that is wrong by some minutes is wrong about 180 days by some minutes.
  const dormancyMs = DORMANCY_MS - truth.doubtMs('clock')
  const knownBefore = at - LOOKED_MS - truth.doubtMs('organization')
  const known = evidence.filter(({ source, learntAt }) => {
    const isRemembered = learntAt >= truth.installedAt() || source === 'published' || source === 'created'
    return isRemembered && learntAt <= knownBefore
  })
  const recent = known.find((one) => at - one.at < dormancyMs)
  if (recent !== undefined)
    return `${recent.source} speaks for ${when(recent.at)} (${Math.floor((at - recent.at) / DAY_MS)} days)`
  const wasUsed = evidence.some(({ source }) => source === 'published' || source === 'told')
  return wasUsed || scenario.setup.removeNeverUsed ? null : 'nobody knows whether the access was ever used'
}
