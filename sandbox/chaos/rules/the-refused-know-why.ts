/** Rules 3 and 15: who is refused for want of a seat waits, and everybody who waits or is refused has a reason, a true one. */
import { requestsAtRest } from './requests-at-rest'
import type { World } from '../world'
import type { Rule } from './rule'

const HOUR_MS = 3_600_000

export const theRefusedKnowWhy: Rule = {
  name: 'the-refused-know-why',
  watch: (world) => () =>
    requestsAtRest(world).flatMap(({ accountId, state, refusal }) => {
      if (state === 'open' || state === 'undo') return []
      if (refusal === undefined || refusal.because === '') return [`${accountId} is ${state} without a reason.`]
      if (state === 'refused' && refusal.because === 'no-seat')
        return [`${accountId} was refused a seat and does not wait.`]
      return refusal.because === 'not-in-directory' && isKnown(world, accountId, Date.parse(refusal.at))
        ? [`${accountId} was refused as a stranger, and is in the directory.`]
        : []
    }),
}

/** In the directory all along, of which nothing was hidden. That a look-up of this very person failed is no answer. */
function isKnown({ sandbox, truth }: World, accountId: string, refusedAt: number): boolean {
  const userId = sandbox.identities.userIdOf(accountId)
  if (userId === undefined || !sandbox.tenant.users.has(userId)) return false
  const wasGone = truth.goneSince(userId) !== null || (truth.goneUntil(userId) ?? -Infinity) > refusedAt - HOUR_MS
  // That nobody of this id is there is an answer, and not the app's mistake.
  const isDenied = truth.sawFault(/^(entra|any)\b.* 404 for/)
  return !wasGone && !isDenied && !truth.faultSince(refusedAt - HOUR_MS, '')
}
