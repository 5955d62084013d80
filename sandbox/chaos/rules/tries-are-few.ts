/** Rule 15: while services fail for single people only, the same change of one of them is tried at most 25 times a day. */
import { isRemoteWrite } from '../../meters/remote-writes'
import type { Rule } from './rule'
import { onEvents } from './rule'

const TRIES_MAX = 25
const DAY_MS = 86_400_000
/** So long after other faults a failure has nothing to do with them. */
const CALM_MS = 30 * 60_000

export const triesAreFew: Rule = {
  name: 'tries-are-few',
  watch: onEvents(({ sandbox: { clock, host, site }, truth }, broken) => {
    const tries = new Map<string, number[]>()
    host.onRequest((service, request, reply) => {
      if (request.origin === null || !isRemoteWrite(service, request) || truth.faultSince(clock.now() - CALM_MS, ''))
        return
      // What is done is done; a membership is documented with 204 alone.
      const isMembership = request.url.pathname.includes('/memberships')
      if (reply !== null && (isMembership ? reply.status === 204 : reply.status < 300)) return
      const text = `${decodeURIComponent(request.url.pathname)} ${request.body ?? ''}`
      const who = [...site.accounts.values()].find(({ accountId, scimId, externalId }) =>
        [accountId, scimId, externalId].some((id) => id !== null && text.includes(id)),
      )
      if (who === undefined) return
      const change = `${request.method} ${request.url.pathname} ${who.accountId}`
      const recent = [...(tries.get(change) ?? []), clock.now()].filter((at) => clock.now() - at < DAY_MS)
      tries.set(change, recent)
      if (recent.length === TRIES_MAX + 1) broken(`${change} has failed ${recent.length} times within a day.`)
    })
  }),
}
