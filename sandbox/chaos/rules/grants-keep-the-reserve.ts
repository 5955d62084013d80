/**
 * Rule 1: a grant needs as many free seats as the reserve; a seat that was taken unseen excuses one grant: by somebody else,
 * or by the app itself where reads are older than its reservations last.
 */
import { durationMs } from '../../duration'
import type { Rule } from './rule'
import { onEvents } from './rule'

const READS = /\/applicationrole/
const GUARD = 'inbox-worker'
/** As rule 1 says of reservations. */
const RESERVED_MS = 15 * 60_000

export const grantsKeepTheReserve: Rule = {
  name: 'grants-keep-the-reserve',
  watch: onEvents(({ sandbox: { clock, host, site, company, answers }, truth }, broken) => {
    const lagMs = durationMs(answers['jira-seats-lag'])
    /** Instants from which on nothing but a read shows a seat that was taken, which no read of the guard has done for certain. */
    let unseen: { readonly takenAt: number; readonly from: number }[] = []

    host.onRequest((service, { url, origin }) => {
      if (service !== 'jira' || origin?.functionKey !== GUARD || !READS.test(url.pathname)) return
      const shown = clock.now() - lagMs - truth.doubtMs('jira')
      unseen = unseen.filter(({ takenAt }) => takenAt > shown)
    })
    site.onChange((change) => {
      if (change.kind !== 'seat' || !change.held || change.productKey !== company.productKey) return
      const takenAt = change.at
      const isGuards = change.functionKey === GUARD
      const isBelow = change.freeBefore !== null && change.freeBefore < truth.reserve()
      // A seat that comes back with an account is judged with the guard's own.
      if (change.by === 'app' && isGuards && isBelow) {
        const excuse = unseen.findIndex(({ from }) => from <= takenAt)
        if (excuse === -1)
          broken(`${change.accountId} was given a seat with ${change.freeBefore} free, ${truth.reserve()} are kept.`)
        unseen.splice(excuse, 1)
      }
      if (change.by !== 'app') unseen.push({ takenAt, from: takenAt })
      else if (isGuards) unseen.push({ takenAt, from: takenAt + RESERVED_MS })
    })
  }),
}
