/** Rule 9: beside the access group of a grant, the app puts people only into groups that it has taken them out of. */
import type { Rule } from './rule'
import { onEvents } from './rule'

export const undoGivesBackOnlyWhatWasTaken: Rule = {
  name: 'undo-gives-back-only-what-was-taken',
  watch: onEvents(({ sandbox: { site, company }, truth }, broken) => {
    site.onChange((change) => {
      if (change.kind !== 'membership' || !change.member || change.by !== 'app') return
      const { accountId, groupId } = change
      if (groupId === company.accessGroupId || truth.everTakenFrom(accountId).has(groupId)) return
      broken(`${accountId} was put into ${groupId}, which nothing ever took away.`)
    })
  }),
}
