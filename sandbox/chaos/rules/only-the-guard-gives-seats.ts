/** Rules 9 and 14: whoever gets or regains a seat by the app gets it through the guard, which runs in one function only. */
import type { Rule } from './rule'
import { onEvents } from './rule'

const GUARD = 'inbox-worker'

export const onlyTheGuardGivesSeats: Rule = {
  name: 'only-the-guard-gives-seats',
  watch: onEvents(({ sandbox: { site, company } }, broken) => {
    site.onChange((change) => {
      if (change.kind !== 'seat' || !change.held || change.productKey !== company.productKey) return
      if (change.by === 'app' && change.functionKey !== GUARD)
        broken(`${change.accountId} got a seat by ${change.functionKey ?? 'a change of the account'}, past the guard.`)
    })
  }),
}
