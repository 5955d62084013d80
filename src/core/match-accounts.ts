import type { Links, Person } from './people'
import type { KeptBecause, SkipReason } from './plan'

/**
 * One account as the scan saw it: all the planner needs, and neither name nor e-mail, so that it can be kept between
 * invocations.
 */
export interface ScannedAccount {
  readonly accountId: string
  /** By link; null = no link leads here, and `email` may. */
  readonly objectId: string | null
  /** Keyed digest of the e-mail; null for linked accounts. */
  readonly email: string | null
  readonly isActive: boolean
  /** Member of a group that gives the product and that we can change; also while the account is not active. */
  readonly isMember: boolean
  /** Those of the groups that the settings look after which the account is in; left out = none. */
  readonly inGroups?: readonly string[]
  /** Why the account is never in a removal plan; null = nothing speaks for it. */
  readonly keptBecause: KeptBecause | Extract<SkipReason, 'exempt-person' | 'row-incomplete'> | null
}

/** An account that belongs to somebody in the directory. */
export interface MatchedAccount extends ScannedAccount {
  readonly objectId: string
}

export interface Matching {
  readonly rows: readonly MatchedAccount[]
  /** People (object ids) and accounts that match twice: reported and left alone. */
  readonly twice: ReadonlySet<string>
  /** Accounts that belong to nobody we know: how many, and which. */
  readonly unmatched: number
  readonly unmatchedIds: readonly string[]
}

/**
 * Finds who is behind each account: the stored link first, then the e-mail, for people and accounts that have no link.
 * @param digestOf keyed digest of an e-mail, the same that the scan used
 */
export function matchAccounts(
  accounts: readonly ScannedAccount[],
  people: ReadonlyMap<string, Person>,
  links: Links,
  digestOf: (email: string) => string,
): Matching {
  const twice = new Set<string>()
  const byEmail = indexByEmail(people, links, digestOf, twice)
  const rows = new Map<string, MatchedAccount>()
  const unmatchedIds: string[] = []
  for (const account of accounts) {
    const objectId = account.objectId ?? (account.email === null ? undefined : byEmail.get(account.email))
    if (objectId === undefined) {
      unmatchedIds.push(account.accountId)
      continue
    }
    const row = account.objectId === null ? { ...account, objectId } : (account as MatchedAccount)
    const known = rows.get(objectId)
    if (known === undefined) rows.set(objectId, row)
    else if (known.accountId !== row.accountId) twice.add(objectId)
  }
  for (const id of twice) rows.delete(id)
  return { rows: [...rows.values()], twice, unmatched: unmatchedIds.length, unmatchedIds }
}

/** People without a link by e-mail digest; two people with one address are both left alone. */
function indexByEmail(
  people: ReadonlyMap<string, Person>,
  links: Links,
  digestOf: (email: string) => string,
  twice: Set<string>,
): ReadonlyMap<string, string> {
  const owners = new Map<string, string>()
  for (const person of people.values()) {
    if (links.has(person.objectId) || person.email === '') continue
    const owner = owners.get(person.email)
    if (owner === undefined) owners.set(person.email, person.objectId)
    else twice.add(owner).add(person.objectId)
  }
  const byEmail = new Map<string, string>()
  for (const [email, objectId] of owners) byEmail.set(digestOf(email), objectId)
  return byEmail
}
