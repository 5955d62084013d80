/** Rule 2: who holds access is never refused, and does not wait. */
import { requestsAtRest } from './requests-at-rest'
import type { Rule } from './rule'

/** The organization shows a seat a little late, and a decision takes a while. */
const LATE_MS = 60_000

export const holdersAreNotRefused: Rule = {
  name: 'holders-are-not-refused',
  watch: (world) => () => {
    const { truth, sandbox } = world
    // Nothing is given back to whoever has left, also where the person still holds a seat.
    const hasLeft = (accountId: string): boolean =>
      truth.goneSince(sandbox.identities.userIdOf(accountId) ?? '') !== null
    // A refusal is dated by a clock that may have been right again for long.
    const doubtMs = (since: number): number =>
      LATE_MS + truth.doubtMs('organization', since) + truth.doubtMs('clock', since)
    // A part of the accounts is not shown: nobody can tell who holds access.
    if (truth.sawFault(/^(organization|any).* partial/)) return []
    return requestsAtRest(world).flatMap(({ accountId, state, source, refusal }) => {
      const since = truth.heldSince(accountId)
      if (state !== 'refused' && state !== 'waiting') return []
      if (source === 'undo' && hasLeft(accountId)) return []
      if (since === null || refusal === undefined || Date.parse(refusal.at) <= since + doubtMs(since)) return []
      return [
        `${accountId} has held a seat since ${new Date(since).toISOString()} and is ${state}: ${refusal.because}.`,
      ]
    })
  },
}
