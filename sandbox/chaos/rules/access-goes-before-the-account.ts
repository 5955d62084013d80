/** Rule 14: an account that the app disables is in no group any more that gives the product, but for those that the app must leave alone. */
import { listedGroups } from '../set-up'
import type { Rule } from './rule'
import { onEvents } from './rule'

export const accessGoesBeforeTheAccount: Rule = {
  name: 'access-goes-before-the-account',
  watch: onEvents((world, broken) => {
    const { site, company } = world.sandbox
    const listed = listedGroups(world)
    site.onChange((change) => {
      if (change.kind !== 'account-status' || change.by !== 'app' || change.to === 'active') return
      // Whose membership is not there, as a service says, has nothing to leave.
      if (world.truth.sawFault(/^(organization|any)\b.* 404 for/)) return
      const groups = [...site.accounts.get(change.accountId)!.groupIds].map((groupId) => site.groups.get(groupId)!)
      const left = groups.find(
        ({ productKeys, groupId }) => productKeys.includes(company.productKey) && listed.includes(groupId),
      )
      if (left !== undefined) broken(`${change.accountId} was disabled while a member of ${left.name}.`)
    })
  }),
}
