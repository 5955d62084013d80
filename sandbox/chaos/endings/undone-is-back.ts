/** Rule 9: what an undo was asked for is back, or waits for a seat. */
import { requestsAtRest } from '../rules/requests-at-rest'
import type { Ending } from './ending'

export const undoneIsBack: Ending = {
  name: 'undone-is-back',
  check: async (world) => {
    const { truth, sandbox } = world
    const { site, identities } = sandbox
    // An undo whose event got lost has to be asked for again.
    if (truth.sawFault(/^queue.*lost|partial|stale/)) return []
    const waiting = new Set(
      requestsAtRest(world).flatMap(({ state, accountId }) => (state === 'undo' ? [accountId] : [])),
    )
    return truth.undoes.flatMap(({ at, accountId, groupIds }) => {
      const account = site.accounts.get(accountId)
      const userId = identities.userIdOf(accountId) ?? ''
      // Who was gone meanwhile gets nothing back, or loses it again.
      const wasGone = truth.goneSince(userId) !== null || (truth.goneUntil(userId) ?? -Infinity) > at
      if (account === undefined || wasGone || waiting.has(accountId)) return []
      if (
        truth.takenByOthersAt(accountId) > at ||
        truth.removals.some((one) => one.accountId === accountId && one.at > at)
      )
        return []
      // What an earlier undo was refused for, while the person was gone, is undone: the person asks when back.
      const refused = truth.undoes.filter(
        (one) => one.accountId === accountId && one.at < at && (truth.goneUntil(userId) ?? -Infinity) > one.at,
      )
      const spent = new Set(refused.flatMap((one) => [...one.groupIds]))
      const missing = [...groupIds].filter(
        (groupId) => !account.groupIds.has(groupId) && site.groups.has(groupId) && !spent.has(groupId),
      )
      return missing.length === 0
        ? []
        : [`${accountId} is not back in ${missing.map((id) => site.groups.get(id)!.name).join()}.`]
    })
  },
}
