/** Rule 4: where the newest activity of all holders is older than 48 hours, the source is not believed and nobody is swept. */
import type { Rule } from './rule'
import { onEvents } from './rule'

const HOUR_MS = 3_600_000
/** From the read that a plan is made of to the last of its removals; a plan that waited for approval was made a day ago. */
const PLANNED_MS = 2 * HOUR_MS
const APPROVED_MS = 26 * HOUR_MS

export const staleSourceRemovesNobody: Rule = {
  name: 'stale-source-removes-nobody',
  watch: onEvents(({ sandbox: { clock, site, company, identities }, truth }, broken) => {
    site.onChange((change) => {
      if (change.kind !== 'seat' || change.held || change.by !== 'app' || change.productKey !== company.productKey)
        return
      if (truth.goneSince(identities.userIdOf(change.accountId) ?? '') !== null) return
      const marks = [...site.accounts.keys()].map((accountId) => site.publishedActivity(accountId) ?? -Infinity)
      const isApproved = truth.approved.some(({ accountIds }) => accountIds.has(change.accountId))
      const age = clock.now() - Math.max(...marks) - (isApproved ? APPROVED_MS : PLANNED_MS)
      if (age > 48 * HOUR_MS + truth.doubtMs('clock'))
        broken(`${change.accountId} was swept although nobody has been seen for ${Math.round(age / HOUR_MS)} hours.`)
    })
  }),
}
