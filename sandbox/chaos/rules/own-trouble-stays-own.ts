/** Rule 15: while services fail for single people only, everybody else who asks is answered within the hour. */
import { requestsAtRest } from './requests-at-rest'
import type { Rule } from './rule'

const ANSWERED_WITHIN_MS = 60 * 60_000
/** So long after other faults somebody who asks anew has nothing to do with them. */
const CALM_BEFORE_MS = 60 * 60_000

export const ownTroubleStaysOwn: Rule = {
  name: 'own-trouble-stays-own',
  watch: (world) => () => {
    const { truth, sandbox } = world
    const { clock, site, company, identities } = sandbox
    const roles = site.groups.get(company.accessGroupId)!.roleAssignments
    // Nobody is added to a group that gives administration, and nobody needs to be.
    const isRefused = roles.some((one) => one.roles.some((role) => role !== 'atlassian/user'))
    if (truth.lapsedSince() !== null || isRefused) return []
    return requestsAtRest(world).flatMap(({ accountId, state, askedAt, refusal }) => {
      const at = Date.parse(askedAt)
      const userId = identities.userIdOf(accountId)
      // Who was refused, and asks again, keeps the place and the time of the first request.
      const isUnheard = state === 'open' && refusal === undefined && clock.now() - at > ANSWERED_WITHIN_MS
      if (
        !isUnheard ||
        userId === undefined ||
        !truth.isArmedSince('grant', at) ||
        truth.installedAt() > at - CALM_BEFORE_MS
      )
        return []
      if (truth.goneSince(userId) !== null || truth.faultSince(at - CALM_BEFORE_MS, userId)) return []
      return [`${accountId} asked at ${askedAt} and is still not answered, and nothing fails but for somebody else.`]
    })
  },
}
