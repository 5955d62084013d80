import type { PersonalCode } from '../../core/errors'
import { mappedDirectoryGroupIds } from '../../core/local-groups'
import type { Account, Person } from '../../core/people'
import { attributesOf, compileScope, isInScope } from '../../core/scope'
import type { Scope } from '../../core/scope'
import type { Settings } from '../../core/settings'
import { collectLookUps, longestWait } from '../../core/look-ups'
import type { LookUps, LookedUp } from '../../core/look-ups'
import type { Ports } from '../../ports'
import { lookUpEach } from '../look-up-each'
import { mapConcurrent } from '../map-concurrent'
import { settleAll } from '../settle-all'
import { readAccountsInDoubt } from '../state/identity-doubts'
import { doubtedGroups } from '../state/known-groups'
import { readLinks, readPeopleOfAccounts } from '../state/link-store'
import { lookUpPeople } from './read-people'

/** Everything that is to be known of some people before they may get a seat, by account id, as the services say now. */
export interface FoundPeople {
  readonly accounts: ReadonlyMap<string, Account>
  /** Who is nobody, or more than one person, is missing. */
  readonly people: ReadonlyMap<string, Person>
  readonly inScope: ReadonlySet<string>
  /** Of those who are in none of the required groups, whoever may be in one all the same: nothing is decided about them. */
  readonly scopeInDoubt: ReadonlySet<string>
  /** Groups of the directory that somebody is in, of those that are required or mapped. */
  readonly memberOf: ReadonlyMap<string, readonly string[]>
  /** Accounts of which it is not certain whose they are: nothing is decided about them. */
  readonly inDoubt: ReadonlySet<string>
  /** Of whom the organization or the directory did not tell, while it told of others: nobody knows whether they are there or in scope. */
  readonly failed: ReadonlyMap<string, PersonalCode>
  /** How long a service wants to be left alone about them, where it said so. */
  readonly waitMs?: number
}

/**
 * The people behind some accounts: by the link, else by the address. An account that was made since the last full run has
 * no link yet, and its owner must not be told to wait for the night. Everybody is looked up together: ten accounts, twenty
 * people and the memberships of twenty people take one request each; who has no link takes one more.
 * @throws AppError where a service tells of nobody
 */
export async function findPeople(
  ports: Pick<Ports, 'accounts' | 'directory' | 'store'>,
  settings: Settings,
  accountIds: readonly string[],
): Promise<FoundPeople> {
  const [{ found: accounts, failed: unlisted, ...waits }, { owners, linked }] = await settleAll([
    lookUpEach(accountIds, (some) => ports.accounts.lookUp(some)),
    readLinked(ports, settings, accountIds),
  ])
  const unlinked = accountIds.flatMap((accountId) => (owners.has(accountId) ? [] : (accounts.get(accountId) ?? [])))
  const addresses = await findByAddress(ports.directory, settings, unlinked)
  const { found: byAddress } = addresses
  const known = new Set(owners.values())
  const others = [...new Set([...byAddress.values()].flat())].filter((objectId) => !known.has(objectId))
  const unknown = await lookUpPeople(ports.directory, others, settings)
  const looked = {
    found: new Map([...linked.found, ...unknown.found]),
    failed: new Map([...linked.failed, ...unknown.failed]),
  }
  // Where it tells of others, their addresses are their own trouble.
  if (looked.found.size === 0 && addresses.outage() !== null) throw addresses.outage()
  const links = await readLinks(ports.store, [...byAddress.values()].flat())
  const people = new Map<string, Person>()
  const failed = new Map<string, PersonalCode>([...unlisted, ...addresses.failed])
  const scope = compileScope(settings)
  const inDoubt = new Set<string>()
  const add = (accountId: string, ids: readonly string[], pick: (some: readonly Person[]) => Person | null): void => {
    const because = ids.flatMap((id) => looked.failed.get(id) ?? [])[0]
    if (because !== undefined) failed.set(accountId, because)
    const person = because === undefined ? pick(ids.flatMap((id) => looked.found.get(id) ?? [])) : null
    if (person !== null) people.set(accountId, person)
  }
  for (const [accountId, objectId] of owners) add(accountId, [objectId], ([person]) => person ?? null)
  for (const [accountId, ids] of byAddress) {
    add(accountId, ids, (some) => {
      const owner = pickOwner(accounts.get(accountId)!, some, scope, (id) => links.get(id)?.accountId)
      if (owner === 'in-doubt') inDoubt.add(accountId)
      return owner === 'in-doubt' ? null : owner
    })
  }
  const isUncertain = (accountId: string): boolean => !people.has(accountId) || !owners.has(accountId)
  for (const accountId of await findInDoubt(ports.store, accountIds.filter(isUncertain))) {
    inDoubt.add(accountId)
    people.delete(accountId)
  }

  const memberships = await readMemberships(ports.directory, settings, people)
  const { found: memberOf, failed: unread } = memberships
  for (const [accountId, because] of unread) failed.set(accountId, because)
  const required = settings.requiredGroupIds
  const fitting = [...people].filter(([, person]) => isInScope(person, null, scope))
  const isMember = (accountId: string): boolean =>
    required.length === 0 || memberOf.get(accountId)?.some((id) => required.includes(id)) === true
  const inScope = new Set(fitting.flatMap(([accountId]) => (isMember(accountId) ? [accountId] : [])))
  const outside = fitting.filter(([accountId]) => !inScope.has(accountId))
  return {
    ...{ accounts, people, inScope, scopeInDoubt: await findDoubted(ports.store, outside), memberOf, inDoubt, failed },
    ...longestWait([waits, linked, unknown, addresses.done(), memberships]),
  }
}

/** Whoever has a link is looked up beside the accounts. */
async function readLinked(
  { directory, store }: Pick<Ports, 'directory' | 'store'>,
  settings: Settings,
  accountIds: readonly string[],
): Promise<{ readonly owners: ReadonlyMap<string, string>; readonly linked: LookedUp<Person> }> {
  const owners = await readPeopleOfAccounts(store, accountIds)
  return { owners, linked: await lookUpPeople(directory, [...new Set(owners.values())], settings) }
}

/** @returns those of the accounts of which a full run could not tell whose they are */
async function findInDoubt(store: Ports['store'], accountIds: readonly string[]): Promise<readonly string[]> {
  if (accountIds.length === 0) return []
  const inDoubt = await readAccountsInDoubt(store, false)
  return accountIds.filter((accountId) => inDoubt.has(accountId))
}

/**
 * A dynamic group that the directory is evaluating has no members for some minutes. Who was in scope at the last full run,
 * or has not been judged by one yet, may be in scope again in a moment; while a required group is in doubt, anybody may.
 */
async function findDoubted(
  store: Ports['store'],
  outside: readonly (readonly [accountId: string, Person])[],
): Promise<ReadonlySet<string>> {
  if (outside.length === 0) return new Set()
  const isAnybody = Object.values(await doubtedGroups.read(store)).some(({ use }) => use === 'required')
  const links = await readLinks(
    store,
    outside.map(([, { objectId }]) => objectId),
  )
  const isDoubted = ({ objectId }: Person): boolean => {
    const link = links.get(objectId)
    return isAnybody || link === undefined || (link.wasInScope === true && link.left === undefined)
  }
  return new Set(outside.flatMap(([accountId, person]) => (isDoubted(person) ? [accountId] : [])))
}

/**
 * The address that counts for the matching is a setting; the directory finds by any of them. Of several who have it only
 * those take part who may be in scope, as in a full run.
 */
function pickOwner(
  { accountId, email }: Account,
  people: readonly Person[],
  scope: Scope,
  linkedTo: (objectId: string) => string | undefined,
): Person | null | 'in-doubt' {
  const same = people.filter((person) => person.email.toLowerCase() === email.toLowerCase())
  const taking = same.filter((person) => isInScope(person, null, scope))
  const [person] = taking.length > 0 ? taking : same
  if (person === undefined || (taking.length === 0 && same.length > 1)) return null
  // Somebody who has another account already is not asked for by this one.
  return taking.length > 1 || (linkedTo(person.objectId) ?? accountId) !== accountId ? 'in-doubt' : person
}

/** @returns object ids of whoever has the address of the account, by account id */
async function findByAddress(
  directory: Ports['directory'],
  settings: Settings,
  accounts: readonly Account[],
): Promise<LookUps<readonly string[]>> {
  // Customers of the portal and accounts that cannot get a seat anyway cost no look.
  const usable = accounts.filter(({ type, isActive, email }) => type === 'atlassian' && isActive && email !== '')
  const lookUps = collectLookUps<readonly string[]>()
  await mapConcurrent(usable, async ({ accountId, email }) => {
    try {
      // A directory that is down is not asked about everybody.
      if (lookUps.outage() !== null) throw lookUps.outage()
      const people = await directory.find(email, attributesOf(settings))
      lookUps.answer(
        accountId,
        people.map(({ objectId }) => objectId),
      )
    } catch (error) {
      lookUps.fail(accountId, error)
    }
  })
  return lookUps
}

/** @returns the required and mapped groups of each, by account id; all of them in one go */
async function readMemberships(
  directory: Ports['directory'],
  settings: Settings,
  people: ReadonlyMap<string, Person>,
): Promise<LookedUp<readonly string[]>> {
  const groupIds = [...new Set([...settings.requiredGroupIds, ...mappedDirectoryGroupIds(settings)])]
  const scope = compileScope(settings)
  const asked = [...people].filter(([, person]) => isInScope(person, null, scope))
  if (groupIds.length === 0 || asked.length === 0) return { found: new Map(), failed: new Map() }
  const objectIds = [...new Set(asked.map(([, { objectId }]) => objectId))]
  const { found, failed, ...waits } = await directory.readMemberships(objectIds, groupIds)
  const byAccount = <T>(values: ReadonlyMap<string, T>): Map<string, T> =>
    new Map(
      asked.flatMap(([accountId, { objectId }]) => {
        const value = values.get(objectId)
        return value === undefined ? [] : [[accountId, value] as const]
      }),
    )
  return { found: byAccount(found), failed: byAccount(failed), ...waits }
}
