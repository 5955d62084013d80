/**
 * Rules 9 and 14: whoever gets or regains a seat by the app gets it through the guard, which runs in one function only. A
 * group that the app must not write to gives its seat back with the account: only while the reserve is free.
 */
import { hasSeatByOthers } from '../set-up'
import type { Rule } from './rule'
import { onEvents } from './rule'

const GUARD = 'inbox-worker'
/** Between the look at the seats and the call, with its retries, somebody else may take one. */
const UNSEEN_MS = 5 * 60_000

export const onlyTheGuardGivesSeats: Rule = {
  name: 'only-the-guard-gives-seats',
  watch: onEvents((world, broken) => {
    const { site, company, clock } = world.sandbox
    let rivalAt = -Infinity
    const isReserveFree = (freeBefore: number | null): boolean =>
      freeBefore === null || freeBefore >= world.truth.reserve() || clock.now() - rivalAt < UNSEEN_MS
    site.onChange((change) => {
      if (change.kind === 'seat' && change.held && change.by !== 'app') rivalAt = change.at
      if (change.kind !== 'seat' || !change.held || change.productKey !== company.productKey) return
      if (change.by !== 'app' || change.functionKey === GUARD) return
      const isWithAccount = change.functionKey === null && hasSeatByOthers(world, change.accountId)
      if (!isWithAccount || !isReserveFree(change.freeBefore))
        broken(`${change.accountId} got a seat by ${change.functionKey ?? 'a change of the account'}, past the guard.`)
    })
  }),
}
