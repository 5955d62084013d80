/** Rule 14: an account that the app disables is in no group any more that gives the product, but for synchronised ones. */
import type { Rule } from './rule'
import { onEvents } from './rule'

export const accessGoesBeforeTheAccount: Rule = {
  name: 'access-goes-before-the-account',
  watch: onEvents(({ sandbox: { site, company } }, broken) => {
    site.onChange((change) => {
      if (change.kind !== 'account-status' || change.by !== 'app' || change.to === 'active') return
      const groups = [...site.accounts.get(change.accountId)!.groupIds].map((groupId) => site.groups.get(groupId)!)
      const left = groups.find(
        ({ productKeys, externalSynced }) => productKeys.includes(company.productKey) && !externalSynced,
      )
      if (left !== undefined) broken(`${change.accountId} was disabled while a member of ${left.name}.`)
    })
  }),
}
