import type { Account, Person } from './people'
import type { WaitingSettings } from './settings/waiting'

/** Why a request ends without a seat. `no-seat` waits; the others end the request. */
export type RefusalReason =
  | 'no-account' //       no active Atlassian account of a person
  | 'elsewhere' //        the organization lists the account, and it is no member of this directory (yet)
  | 'not-in-directory' // we know of no person in the directory behind the account
  | 'disabled'
  | 'not-in-scope'
  | 'access-exempt' //    never gets a seat, by the administrator's will
  | 'no-seat'

export type Decision =
  | { readonly type: 'holds' } //   already holds access: proof of life, never a refusal (design rule 2)
  | { readonly type: 'refuse'; readonly because: RefusalReason }
  | { readonly type: 'wants-seat' } // the guard decides

/**
 * The decision on one request, before the guard. It asks "does this person hold access?", not "does this person exist?":
 * everybody exists.
 */
export function decideGrant(input: {
  readonly account: Account | null
  readonly person: Person | null
  readonly inScope: boolean
  /** A group without access that is in doubt had the account as a member. */
  readonly isNoAccess?: boolean
  readonly accessGroupIds: readonly string[]
  readonly rules: Pick<WaitingSettings, 'noAccessAccountIds' | 'noAccessGroupIds'>
}): Decision {
  const { account, person, inScope, isNoAccess = false, accessGroupIds, rules } = input
  if (account === null || account.type !== 'atlassian') return { type: 'refuse', because: 'no-account' }
  if (account.isActive && account.groupIds.some((groupId) => accessGroupIds.includes(groupId))) return { type: 'holds' }
  if (isNoAccess || isAccessExempt(account, rules)) return { type: 'refuse', because: 'access-exempt' }
  if (person === null) return { type: 'refuse', because: 'not-in-directory' }
  if (!person.enabled) return { type: 'refuse', because: 'disabled' }
  if (!inScope) return { type: 'refuse', because: 'not-in-scope' }
  if (!account.isActive) return { type: 'refuse', because: 'no-account' }
  if (account.isElsewhere === true) return { type: 'refuse', because: 'elsewhere' }
  return { type: 'wants-seat' }
}

function isAccessExempt(
  { accountId, groupIds }: Account,
  { noAccessAccountIds, noAccessGroupIds }: Pick<WaitingSettings, 'noAccessAccountIds' | 'noAccessGroupIds'>,
): boolean {
  return noAccessAccountIds.includes(accountId) || groupIds.some((groupId) => noAccessGroupIds.includes(groupId))
}

/** The text shown to a refused person, e.g. "Not enough licenses: 4". */
export function renderRefusal(template: string, free: number): string {
  return template.replaceAll('{free}', String(free))
}
