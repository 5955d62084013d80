/** Rule 1: a grant needs as many free seats as the reserve; a seat that somebody else took unseen excuses one grant. */
import { durationMs } from '../../duration'
import type { Rule } from './rule'
import { onEvents } from './rule'

const READS = /\/applicationrole/
const GUARD = 'inbox-worker'

export const grantsKeepTheReserve: Rule = {
  name: 'grants-keep-the-reserve',
  watch: onEvents(({ sandbox: { clock, host, site, company, answers }, truth }, broken) => {
    const lagMs = durationMs(answers['jira-seats-lag'])
    /** Instants of seats that others took, which no read of the guard has shown for certain. */
    let unseen: number[] = []

    host.onRequest((service, { url, origin }) => {
      if (service !== 'jira' || origin?.functionKey !== GUARD || !READS.test(url.pathname)) return
      const shown = clock.now() - lagMs - truth.doubtMs('jira')
      unseen = unseen.filter((at) => at > shown)
    })
    site.onChange((change) => {
      if (change.kind !== 'seat' || !change.held || change.productKey !== company.productKey) return
      if (change.by !== 'app') {
        unseen.push(change.at)
        return
      }
      // A seat that comes back with an account is judged with the guard's own.
      if (change.functionKey !== GUARD) return
      if (change.freeBefore === null || change.freeBefore >= truth.reserve()) return
      if (unseen.shift() === undefined)
        broken(`${change.accountId} was given a seat with ${change.freeBefore} free, ${truth.reserve()} are kept.`)
    })
  }),
}
