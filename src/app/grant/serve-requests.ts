import { decideGrant } from '../../core/grant'
import type { Decision } from '../../core/grant'
import type { Account } from '../../core/people'
import type { Settings } from '../../core/settings'
import type { ProductSettings } from '../../core/settings/products'
import { SECOND_MS } from '../../core/time'
import type { AccessRequest, Ports } from '../../ports'
import { isStillInScope } from '../read/read-people'
import { findPeople } from '../read/find-people'
import { grantUnderGuard } from './guard'
import type { GuardedRead } from './guard'
import { mapConcurrent } from '../map-concurrent'
import { joinFurtherGroups } from './join-further-groups'
import { recordDecisions } from './record-decisions'

/** No new grant is begun with less than this left of the invocation. */
const MIN_TIME_MS = 10 * SECOND_MS

export interface Served {
  readonly granted: number
  /** Requests that can be served at once in another slice. */
  readonly unserved: number
}

/** Decides these requests, oldest first, and carries the decisions out. Each person is read anew from the directory first. */
export async function serveRequests(
  ports: Ports,
  settings: Settings,
  product: ProductSettings,
  read: GuardedRead,
  slice: readonly AccessRequest[],
): Promise<Served> {
  const { decisions, accounts } = await decide(ports, settings, read.accessGroupIds, slice)
  const wanting = slice.filter((request) => decisions.get(request.key)?.type === 'wants-seat')
  const result = await grantUnderGuard(
    ports,
    settings,
    product,
    wanting.map(({ accountId }) => ({ accountId, groupIds: accounts.get(accountId)?.groupIds ?? [] })),
    read,
    () => ports.budget.timeLeftMs() < MIN_TIME_MS || ports.budget.requestsLeft() < 25,
  )
  const { granted, unserved } = await recordDecisions(ports, slice, decisions, result)
  const isIn = (accountId: string): boolean => {
    const type = result.outcomes.get(accountId)?.type
    return type === 'granted' || type === 'already'
  }
  await joinFurtherGroups(ports, settings, wanting.map(({ accountId }) => accountId).filter(isIn), accounts)
  // A service that throttles us gets its rest: what is left is served by the next tick.
  return { granted, unserved: result.isThrottled ? 0 : unserved }
}

async function decide(
  ports: Ports,
  settings: Settings,
  accessGroupIds: readonly string[],
  slice: readonly AccessRequest[],
): Promise<{ decisions: ReadonlyMap<string, Decision>; accounts: ReadonlyMap<string, Account> }> {
  const accountIds = slice.map((request) => request.accountId)
  const accounts = await ports.accounts.lookUp(accountIds)
  const people = await findPeople(ports, settings, accounts, accountIds)
  const decisions = new Map<string, Decision>()
  await mapConcurrent(slice, async ({ key, accountId }) => {
    const person = people.get(accountId) ?? null
    const inScope = person !== null && (await isStillInScope(ports, person, settings))
    const account = accounts.get(accountId) ?? null
    decisions.set(key, decideGrant({ account, person, inScope, accessGroupIds, rules: settings }))
  })
  return { decisions, accounts }
}
