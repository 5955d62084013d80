/** While the app's own licence has lapsed, it changes nothing outside but what an administrator undoes. */
import { isRemoteWrite } from '../../meters/remote-writes'
import type { Rule } from './rule'
import { onEvents } from './rule'

/** A slice that was under way when it lapsed goes on for as long as a function may run. */
const SLICE_MS = 15 * 60_000

export const lapsedLicenceChangesNothing: Rule = {
  name: 'lapsed-licence-changes-nothing',
  watch: onEvents(({ sandbox: { host, clock }, truth }, broken) => {
    host.onRequest((service, request) => {
      const since = truth.lapsedSince()
      if (since === null || clock.now() - since < SLICE_MS) return
      if (request.origin === null || !isRemoteWrite(service, request) || truth.hasUndone()) return
      broken(`${request.method} ${request.url.pathname} by ${request.origin.functionKey}, and the licence has lapsed.`)
    })
  }),
}
