/**
 * Rule 7: administrators and who is exempt lose nothing, whatever they do and whoever says they have left. Rule 23: nothing
 * is written to the account of an administrator, not even a name.
 */
import type { Rule } from './rule'
import { onEvents } from './rule'

export const protectedKeepEverything: Rule = {
  name: 'protected-keep-everything',
  watch: onEvents(({ sandbox: { site }, cast }, broken) => {
    site.onChange((change) => {
      const who = cast.protectedIds.get(change.accountId)
      if (who === undefined || !('by' in change) || change.by !== 'app') return
      if (change.kind === 'membership' && !change.member)
        broken(`The ${who} was taken out of the group ${change.groupId}.`)
      if (change.kind === 'account-status' && change.to !== 'active')
        broken(`The account of the ${who} became ${change.to}.`)
      if (change.kind === 'account-updated' && who.includes('administrator'))
        broken(`The account of the ${who} was written to.`)
    })
  }),
}
