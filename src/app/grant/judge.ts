import { askedWaitOf } from '../../core/errors'
import { decideGrant } from '../../core/grant'
import type { Decision } from '../../core/grant'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { findPeople } from '../read/find-people'
import type { FoundPeople } from '../read/find-people'
import { lookUpProtections } from '../read/protections'
import type { Unread } from './record-decisions'

/** Some people as the services say now, and what each of them gets. */
export interface Judged {
  readonly found: FoundPeople
  /**
   * The decision before the guard. Who could not be read is neither in the directory nor missing there: only what the
   * account alone tells is decided.
   * @param accessGroupIds groups through which the person would hold the product already
   */
  decide(accountId: string, accessGroupIds: readonly string[]): Decision | Unread
}

/** The one judge of who may get a seat, whether somebody asks, comes back, or is given back what was taken. */
export async function judgePeople(ports: Ports, settings: Settings, accountIds: readonly string[]): Promise<Judged> {
  const found = await findPeople(ports, settings, accountIds)
  const isNoAccess = await findNoAccess(ports, settings, found)
  const { accounts, people, inScope, scopeInDoubt, inDoubt, failed } = found
  const decide = (accountId: string, accessGroupIds: readonly string[]): Decision | Unread => {
    const because = failed.get(accountId)
    const unread = because === undefined ? null : ({ type: 'unread', because, ...askedWaitOf(found) } as const)
    const account = accounts.get(accountId) ?? null
    if (unread !== null && account === null) return unread
    const decision = decideGrant({
      account,
      person: unread === null ? (people.get(accountId) ?? null) : null,
      inScope: inScope.has(accountId),
      isNoAccess: isNoAccess(accountId),
      accessGroupIds,
      rules: settings,
    })
    const refusal = decision.type === 'refuse' ? decision.because : null
    if (refusal === 'not-in-scope' && scopeInDoubt.has(accountId)) return { type: 'unread', because: 'scope-in-doubt' }
    const isOpen = refusal === 'not-in-directory'
    if (isOpen && inDoubt.has(accountId)) return { type: 'unread', because: 'identity-in-doubt' }
    return unread !== null && isOpen ? unread : decision
  }
  return { found, decide }
}

/** @returns whether a group without access that is in doubt had the account as a member */
async function findNoAccess(
  ports: Ports,
  settings: Settings,
  { accounts }: FoundPeople,
): Promise<(accountId: string) => boolean> {
  if (settings.noAccessGroupIds.length === 0) return () => false
  const { noAccess } = await lookUpProtections(ports, settings, accounts.values())
  return (accountId) => noAccess.has(accountId)
}
