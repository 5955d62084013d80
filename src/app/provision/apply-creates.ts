import { addressDigest, attributeDigest, changeOf } from '../../core/digest'
import { groupBy } from '../../core/group-by'
import { findAddressed } from '../../core/match-accounts'
import { proofDigest } from '../../core/proofs'
import type { Link, Person } from '../../core/people'
import type { ActionOf } from '../../core/plan'
import { isStandIn } from '../../core/scope'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import type { ActionType, Done } from '../apply/action-type'
import { findUntouchable } from '../read/administration'
import type { Untouchable } from '../read/administration'
import { readLinks, readPeopleOfAccounts } from '../state/link-store'
import { lookUpPeople, readScopeOf } from '../read/read-people'
import { findKeptByRole } from '../read/roles-of-person'
import { readTarget } from '../read/target'
import { invitePeople } from './apply-invites'
import { onRecord } from './on-record'
import { watchNewcomers } from './watch-newcomers'

/** Makes accounts without access. Everybody is read again first: who left since the plan is skipped. */
export const createAccount: ActionType<ActionOf<'create'>> = {
  // One look-up for twenty and one write each: larger batches wait less for the look-ups.
  batchSize: 100,
  linksMayWait: true,
  findRoom: watchNewcomers,
  prepare: async (ports, batch, { settings, digestKey }) => {
    const objectIds = batch.map(({ action }) => action.objectId)
    const { people, inScope, failed } = await readScopeOf(ports.directory, objectIds, settings)
    const wanted = objectIds.flatMap((objectId) => (inScope.has(objectId) ? (people.get(objectId) ?? []) : []))
    const { taken, kept, accountsOf } = await findTaken(ports, settings, wanted)
    const present = wanted.filter(({ objectId }) => !taken.has(objectId))
    let invited: ReturnType<typeof invitePeople> | null = null
    const isInvite = (await readTarget(ports, settings)) === 'invite'
    const steps = batch.map(({ action: { objectId, lookFirst } }) => {
      const unread = failed.get(objectId)
      if (unread !== undefined) return { outcome: 'failed', because: unread } as const
      const person = people.get(objectId)
      if (person === undefined || !inScope.has(objectId)) return { outcome: 'skipped' } as const
      // Somebody else's account has the address by now: the next full run lists the doubt.
      if (taken.has(objectId)) return { outcome: 'skipped', because: 'identity-in-doubt' } as const
      const because = kept.get(objectId)
      if (because !== undefined) return { outcome: 'skipped', because } as const
      if (!isInvite)
        return {
          one: async () =>
            (await keptByRole(ports, accountsOf.get(objectId) ?? [])) ??
            (await create(ports, person, lookFirst === true, digestKey)),
        }
      // One call invites many.
      return { one: async () => ({ outcome: (await (invited ??= invitePeople(ports, present))).get(objectId)! }) }
    })
    return { steps }
  },
}

async function create(ports: Ports, person: Person, looksFirst: boolean, digestKey: string): Promise<Done> {
  const { objectId, proofs } = person
  const account = await ports.accountWriter.create(person, looksFirst)
  if (account.outcome === 'taken') return { outcome: 'failed', because: 'identity-in-doubt' }
  const owner = (await readPeopleOfAccounts(ports.store, [account.accountId])).get(account.accountId) ?? objectId
  if (owner !== objectId) return { outcome: 'failed', because: 'identity-in-doubt' }
  const known = (await readLinks(ports.store, [objectId])).get(objectId)
  const proof = proofDigest(digestKey, proofs)
  const { email = '' } = account.outcome === 'existed' ? account : {}
  // Of an account that was there a digest of the address alone makes the next full run write what the directory says now,
  // and tells whether that is another address.
  const found = known?.digest ?? (email === '' ? '' : addressDigest(digestKey, email))
  const link: Link = {
    ...known,
    ...{ accountId: account.accountId, scimId: account.scimId, wasInScope: true, ...(proof && { proof }) },
    digest: account.outcome === 'existed' ? found : attributeDigest(digestKey, person),
  }
  return { outcome: account.outcome === 'existed' ? 'linked' : 'created', links: [[objectId, link]] }
}

interface Taken {
  /** Of those whose address another person's account has. */
  readonly taken: ReturnType<typeof findAddressed>
  /** Of those whose address the account of an administrator has: making theirs would write that one. */
  readonly kept: ReadonlyMap<string /* objectId */, Untouchable>
  /** Ids of the accounts that have the address. */
  readonly accountsOf: ReadonlyMap<string /* objectId */, readonly string[]>
}

async function findTaken(ports: Ports, settings: Settings, people: readonly Person[]): Promise<Taken> {
  const found = await ports.accounts.findByEmail(people.map(({ email }) => email))
  const owners = await readPeopleOfAccounts(
    ports.store,
    found.map(({ accountId }) => accountId),
  )
  const untouchable = await findUntouchable(ports, settings, found)
  const byEmail = groupBy(found, ({ email }) => email)
  const idsOf = (email: string): string[] => (byEmail.get(email) ?? []).map(({ accountId }) => accountId)
  const accountsOf = new Map(people.map(({ objectId, email }) => [objectId, idsOf(email)]))
  const kept = [...accountsOf].flatMap(([objectId, ids]) =>
    ids.flatMap((id): [string, Untouchable][] => (untouchable.has(id) ? [[objectId, untouchable.get(id)!]] : [])),
  )
  return { taken: findAddressed(people, found, (id) => owners.get(id)), kept: new Map(kept), accountsOf }
}

/** Why nothing is written to one of these accounts, by the roles of the person as they are now. */
async function keptByRole(ports: Ports, accountIds: readonly string[]): Promise<Done | null> {
  for (const accountId of accountIds) {
    const because = await findKeptByRole(ports, accountId)
    if (because !== null) return { outcome: 'skipped', because }
  }
  return null
}

/**
 * Writes what the directory now says of people whose attributes have changed. Who was to get another name, and by now would
 * get another address, is left to the next run, which limits it. Administrators are left alone (design rule 23).
 */
export const updateAccount: ActionType<ActionOf<'update'>> = {
  batchSize: 20,
  prepare: async (ports, batch, { settings, digestKey }) => {
    const objectIds = batch.map(({ action }) => action.objectId)
    const { found: people, failed } = await lookUpPeople(ports.directory, objectIds, settings)
    const known = await readLinks(ports.store, objectIds)
    const accounts = await ports.accounts.lookUp([...known.values()].map(({ accountId }) => accountId))
    const untouchable = await findUntouchable(ports, settings, accounts.values())
    const steps = batch.map(({ action: { objectId, address } }) => {
      const unread = failed.get(objectId)
      if (unread !== undefined) return { outcome: 'failed', because: unread } as const
      const person = people.get(objectId)
      const link = known.get(objectId)
      if (person === undefined || link === undefined || !person.enabled || person.email === '')
        return { outcome: 'skipped' } as const
      const digest = attributeDigest(digestKey, person)
      const change = changeOf(link.digest ?? '', digest)
      const isRenamed = change === 'address' || change === 'domain'
      const isMore = change === 'domain' ? address !== 'moved' : isRenamed && address === undefined
      if (change === 'none' || isMore || (isRenamed && isStandIn(person, settings.scope)))
        return { outcome: 'skipped' } as const
      const account = accounts.get(link.accountId)
      // Nobody knows what it may do; and whom somebody has suspended meanwhile a write would let in again.
      if (account === undefined || !account.isActive) return { outcome: 'skipped', because: 'no-account' } as const
      const because = untouchable.get(link.accountId)
      if (because !== undefined) return { outcome: 'skipped', because } as const
      return { one: () => update(ports, person, { ...link, digest }, settings) }
    })
    return { steps }
  },
}

async function update(ports: Ports, person: Person, link: Link, settings: Settings): Promise<Done> {
  const { objectId } = person
  const kept = await keptByRole(ports, [link.accountId])
  if (kept !== null) return kept
  const account = { accountId: link.accountId, scimId: link.scimId ?? null, objectId }
  const updated = await onRecord(ports, settings, account, (one) => ports.accountWriter.update(one, person))
  if (updated.outcome === 'another') return { outcome: 'failed', because: 'identity-in-doubt' }
  const { outcome, scimId } = updated
  if (outcome !== 'done') ports.log.warn('account not updated', { objectId, because: outcome })
  if (outcome === 'taken') return { outcome: 'failed', because: 'conflict' }
  // It was ours to write: its record has gone.
  if (outcome === 'not-found' && link.scimId !== undefined) return { outcome: 'failed', because: 'not-found' }
  // An account that is not ours to write is not asked about again until the person changes again.
  return {
    outcome: outcome === 'done' ? 'updated' : 'skipped',
    links: [[objectId, { ...link, ...(scimId && { scimId }) }]],
  }
}
