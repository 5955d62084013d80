import type { Account, Person } from '../../core/people'
import { attributesOf } from '../../core/scope'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { mapConcurrent } from '../map-concurrent'
import { readLinks, readPeopleOfAccounts } from '../state/link-store'
import { lookUpPeople, wholeOf } from './read-people'

/**
 * The people behind some accounts as the directory says now: by the link, else by the address. An account that was made
 * since the last full run has no link yet, and its owner must not be told to wait for the night.
 * @returns by account id; who is nobody, or more than one person, is missing
 */
export async function findPeople(
  ports: Pick<Ports, 'directory' | 'store'>,
  settings: Settings,
  accounts: ReadonlyMap<string, Account>,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  const owners = await readPeopleOfAccounts(ports.store, accountIds)
  const known = wholeOf(await ports.directory.lookUp([...owners.values()]))
  const found = new Map<string, Person>()
  for (const [accountId, objectId] of owners) {
    const person = known.get(objectId)
    if (person !== undefined) found.set(accountId, person)
  }
  const unlinked = accountIds.flatMap((accountId) => (owners.has(accountId) ? [] : (accounts.get(accountId) ?? [])))
  await mapConcurrent(unlinked, async (account) => {
    const person = await findByAddress(ports, settings, account)
    if (person !== null) found.set(account.accountId, person)
  })
  return found
}

async function findByAddress(
  { directory, store }: Pick<Ports, 'directory' | 'store'>,
  settings: Settings,
  { accountId, type, isActive, email }: Account,
): Promise<Person | null> {
  // Customers of the portal and accounts that cannot get a seat anyway cost no look.
  if (type !== 'atlassian' || !isActive || email === '') return null
  const ids = (await directory.find(email, attributesOf(settings))).map(({ objectId }) => objectId)
  if (ids.length === 0) return null
  // The address that counts for the matching is a setting; the directory finds by any of them.
  const people = wholeOf(await lookUpPeople(directory, ids, settings))
  const same = [...people.values()].filter((person) => person.email.toLowerCase() === email.toLowerCase())
  const [person] = same
  if (person === undefined || same.length > 1) return null
  // Somebody who has another account already would be matched twice.
  const link = (await readLinks(store, [person.objectId])).get(person.objectId)
  return link === undefined || link.accountId === accountId ? person : null
}
