/** Liveness: whoever asked and could be heard has had a seat since, or waits with a reason. */
import { requestsAtRest } from '../rules/requests-at-rest'
import type { Ending } from './ending'

/** With these a person may look like a stranger for a while; a refusal for that reason stays for a day. */
const BLINDING = /partial|stale/
/** Meanwhile nobody is heard. */
const UNPAID = /licence/

export const askersHaveASeatOrWait: Ending = {
  name: 'askers-have-a-seat-or-wait',
  check: async (world) => {
    const { truth, sandbox } = world
    if (truth.sawFault(UNPAID)) return []
    const requests = requestsAtRest(world)
    return truth.askings.flatMap(({ at, userId, how }) => {
      const account = sandbox.identities.accountOf(userId)
      const wasGone = truth.goneSince(userId) !== null || (truth.goneUntil(userId) ?? -Infinity) > at - 86_400_000
      if (account === undefined || wasGone || !truth.isArmedSince('grant', at)) return []
      if (truth.heldSince(account.accountId) !== null || truth.lastHeldAt(account.accountId) >= at) return []
      const request = requests.find(({ accountId, state }) => accountId === account.accountId && state !== 'undo')
      if (request === undefined) return [`${account.accountId} asked (${how}), has no seat and is not remembered.`]
      if (request.state === 'open') return [`${account.accountId} asked (${how}) and was never answered.`]
      if (request.state === 'waiting' || truth.sawFault(BLINDING)) return []
      // A stranger is refused for a day; who asked before the first full run is one.
      return request.refusal?.because === 'not-in-directory'
        ? []
        : [`${account.accountId} was refused: ${request.refusal?.because}.`]
    })
  },
}
