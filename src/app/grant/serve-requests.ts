import { askedWaitOf, codeOf, messageOf } from '../../core/errors'
import type { Settings } from '../../core/settings'
import type { ProductSettings } from '../../core/settings/products'
import type { AccessRequest, Ports } from '../../ports'
import { grantUnderGuard } from './guard'
import type { GuardedRead, Opened } from './guard'
import { findFurtherGroups, joinFurtherGroups } from './join-further-groups'
import type { Judged } from './judge'
import { recordDecisions } from './record-decisions'
import { isOutOfTime, takeAffordable } from './slice-budget'

/** One product of a slice: who asks for it, in order, and its seats as just read. */
export interface Turn {
  readonly product: ProductSettings
  readonly read: GuardedRead
  /** The access group as read right after the seats; null where there seemed to be none. */
  readonly opened: Opened | null
  readonly requests: readonly AccessRequest[]
}

export interface Served {
  /** How many were granted each product. */
  readonly granted: ReadonlyMap<string /* productKey */, number>
  /** Requests that are not as they were: without any, another slice would find the same. */
  readonly changed: number
  /** Requests that can be served at once in another slice. */
  readonly isMore: boolean
  /** Somebody failed for the first time, and is tried again in a minute. */
  readonly isPutOff: boolean
  /** A service wants a rest, or is down: nothing more is asked of it now. */
  readonly isStopped: boolean
  /** How long it wants to be left alone, where it said so. */
  readonly waitMs?: number
}

/**
 * Decides these requests and carries the decisions out; what was done for a product is recorded before the next one begins.
 * @param judged everybody's account, person and memberships, looked up once for all products
 * @throws a bug, once everything else is recorded
 */
export async function serveRequests(
  ports: Ports,
  settings: Settings,
  turns: readonly Turn[],
  { found, decide }: Judged,
): Promise<Served> {
  const granted = new Map<string, number>()
  const held = new Map([...found.accounts].map(([accountId, { groupIds }]) => [accountId, groupIds]))
  let changed = 0
  let isMore = false
  let isPutOff = false
  let stopped: unknown = null
  for (const { product, read, opened, requests } of turns) {
    const decisions = new Map(requests.map((one) => [one.key, decide(one.accountId, read.accessGroupIds)]))
    const wanting = requests.filter(({ key }) => decisions.get(key)?.type === 'wants-seat')
    const candidates = wanting.map(({ accountId }) => ({ accountId, groupIds: held.get(accountId) ?? [] }))
    const furtherOf = (accountId: string): readonly string[] => findFurtherGroups(settings, found, accountId)
    const served = takeAffordable(ports, settings, candidates, ({ accountId }) => 1 + furtherOf(accountId).length)
    const begin = { read, opened }
    const result = await grantUnderGuard(ports, settings, product, served, begin, () => isOutOfTime(ports))
    const recorded = await recordDecisions(ports, requests, decisions, result)
    changed += recorded.changed
    isMore ||= recorded.isMoreDue || recorded.unserved > 0
    isPutOff ||= recorded.isPutOff
    granted.set(product.key, recorded.granted)
    const isIn = ({ accountId }: AccessRequest): boolean =>
      ['granted', 'already'].includes(result.outcomes.get(accountId)?.type ?? '')
    const joined = wanting.filter(isIn).map(({ accountId }) => accountId)
    // The group may give the next product, too.
    for (const accountId of joined) held.set(accountId, [...(held.get(accountId) ?? []), read.groupId])
    await joinFurtherGroups(ports, settings, joined, furtherOf)
    if (result.failure === null) continue
    if (codeOf(result.failure) === null) throw result.failure
    const fields = { because: codeOf(result.failure), detail: messageOf(result.failure) }
    ports.log.warn('slice of grants stopped', { productKey: product.key, ...fields })
    stopped = result.failure
    break
  }
  return { granted, changed, isMore, isPutOff, isStopped: stopped !== null, ...askedWaitOf(stopped) }
}
