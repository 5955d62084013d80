import { addressDigest, attributeDigest, changeOf } from '../../core/digest'
import type { Link, Person } from '../../core/people'
import type { ActionOf } from '../../core/plan'
import { isStandIn } from '../../core/scope'
import type { Ports } from '../../ports'
import type { ActionType, Done } from '../apply/action-type'
import { readLinks, readPeopleOfAccounts } from '../state/link-store'
import { lookUpPeople, readScopeOf } from '../read/read-people'
import { readTarget } from '../read/target'
import { invitePeople } from './apply-invites'
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
    const present = objectIds.flatMap((objectId) => (inScope.has(objectId) ? (people.get(objectId) ?? []) : []))
    let invited: ReturnType<typeof invitePeople> | null = null
    const isInvite = (await readTarget(ports, settings)) === 'invite'
    const steps = batch.map(({ action: { objectId, lookFirst } }) => {
      const unread = failed.get(objectId)
      if (unread !== undefined) return { outcome: 'failed', because: unread } as const
      const person = people.get(objectId)
      if (person === undefined || !inScope.has(objectId)) return { outcome: 'skipped' } as const
      if (!isInvite) return { one: () => create(ports, person, lookFirst === true, digestKey) }
      // One call invites many.
      return { one: async () => ({ outcome: (await (invited ??= invitePeople(ports, present))).get(objectId)! }) }
    })
    return { steps }
  },
}

async function create(ports: Ports, person: Person, looksFirst: boolean, digestKey: string): Promise<Done> {
  const account = await ports.accountWriter.create(person, looksFirst)
  if (account.outcome === 'taken') return { outcome: 'failed', because: 'conflict' }
  const link: Link = { accountId: account.accountId, scimId: account.scimId, wasInScope: true }
  if (account.outcome === 'existed') {
    const digest = account.email === undefined ? '' : addressDigest(digestKey, account.email)
    return { outcome: 'linked', links: await adoptAccount(ports, person, { ...link, digest }) }
  }
  return { outcome: 'created', links: [[person.objectId, { ...link, digest: attributeDigest(digestKey, person) }]] }
}

/**
 * The account was there. Where it belonged to an earlier object of the directory (somebody was deleted and made anew),
 * what we remember moves along, so that a disabled account comes back. A digest of the address alone makes the next full run
 * write what the directory says now, and tells whether that is another address.
 */
async function adoptAccount(
  { store }: Pick<Ports, 'store'>,
  { objectId }: Person,
  link: Link,
): Promise<NonNullable<Done['links']>> {
  const owner = (await readPeopleOfAccounts(store, [link.accountId])).get(link.accountId) ?? objectId
  const old = (await readLinks(store, [owner])).get(owner)
  const { left } = old ?? {}
  const digest = owner === objectId ? old?.digest : undefined
  const adopted = [objectId, { ...link, ...(digest && { digest }), ...(left && { left }) }] as const
  return owner === objectId ? [adopted] : [[owner, null], adopted]
}

/**
 * Writes what the directory now says of people whose attributes have changed. Who was to get another name, and by now would
 * get another address, is left to the next run, which limits it.
 */
export const updateAccount: ActionType<ActionOf<'update'>> = {
  batchSize: 20,
  prepare: async (ports, batch, { settings, digestKey }) => {
    const objectIds = batch.map(({ action }) => action.objectId)
    const { found: people, failed } = await lookUpPeople(ports.directory, objectIds, settings)
    const known = await readLinks(ports.store, objectIds)
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
      return { one: () => update(ports, person, { ...link, digest }) }
    })
    return { steps }
  },
}

async function update(ports: Ports, person: Person, link: Link): Promise<Done> {
  const { objectId } = person
  const { outcome, scimId } = await ports.accountWriter.update({ scimId: link.scimId ?? null, objectId }, person)
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
