/** Rule 9: when a call takes somebody out of a group, or disables an account, the intent is at rest already. */
import type { World } from '../world'
import type { Rule } from './rule'
import { onEvents } from './rule'

const REMOVAL = /\/groups\/([^/]+)\/memberships\/([^/]+)$/

interface Batch {
  readonly isDone?: boolean
  readonly entries?: readonly { accountId: string; groupIds: readonly string[]; outcome?: string }[]
}

export const journalComesFirst: Rule = {
  name: 'journal-comes-first',
  watch: onEvents((world, broken) => {
    const { site, host, company } = world.sandbox
    host.onRequest((service, { method, url }) => {
      const [, groupId, accountId] = (method === 'DELETE' && REMOVAL.exec(url.pathname)) || []
      if (service !== 'organization' || groupId === undefined || accountId === undefined) return
      const id = decodeURIComponent(accountId)
      const givesProduct = site.groups.get(groupId)?.productKeys.includes(company.productKey) === true
      // Groups that give nothing are remembered beside the journal, with the person who left.
      if (givesProduct ? isIntended(world, id, groupId) : isIntended(world, id, null)) return
      broken(`${id} was to be taken out of ${groupId}, and no intent of it is at rest.`)
    })
    site.onChange((change) => {
      if (change.kind !== 'account-status' || change.by !== 'app' || change.to === 'active') return
      if (!isIntended(world, change.accountId, null))
        broken(`${change.accountId} was disabled, and no intent of it is at rest.`)
    })
  }),
}

function isIntended(world: World, accountId: string, groupId: string | null): boolean {
  return Object.entries(world.kept()).some(([key, value]) => {
    if (!key.startsWith('journal:')) return false
    const { isDone, entries = [] } = value as Batch
    if (isDone !== false) return false
    return entries.some(
      (one) =>
        one.accountId === accountId &&
        one.outcome === undefined &&
        (groupId === null || one.groupIds.includes(groupId)),
    )
  })
}
