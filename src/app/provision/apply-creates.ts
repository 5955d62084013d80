import { attributeDigest } from '../../core/digest'
import { codeOf } from '../../core/errors'
import type { Link, Person } from '../../core/people'
import type { Ports } from '../../ports'
import type { ActionOf, BatchContext, BatchResult, Outcome } from '../apply/apply-plan'
import { inParallel } from '../map-concurrent'
import { readLinks, readPeopleOfAccounts } from '../state/link-store'
import { lookUpPeople, readInScope } from '../read/read-people'
import { readTarget } from '../read/target'
import { invitePeople } from './apply-invites'

export { isStillInScope } from '../read/read-people'

/** Makes accounts without access. Everybody is read again first: who left since the plan is skipped. */
export async function applyCreates(
  ports: Ports,
  batch: readonly ActionOf<'create'>[],
  { settings, digestKey }: BatchContext,
): Promise<BatchResult> {
  const people = await lookUpPeople(
    ports.directory,
    batch.map((action) => action.objectId),
    settings,
  )
  const inScope = await readInScope(ports.directory, [...people.values()], settings)
  if ((await readTarget(ports, settings)) === 'invite') {
    const present = batch.map(({ objectId }) => (inScope.has(objectId) ? people.get(objectId) : undefined))
    return invitePeople(ports, present)
  }
  const links = new Map<string, Link | null>()
  const outcomes = await inParallel(batch, async ({ objectId, lookFirst }): Promise<Outcome> => {
    const person = people.get(objectId)
    if (person === undefined || !inScope.has(objectId)) return 'skipped'
    try {
      const account = await ports.accountWriter.create(person, lookFirst === true)
      const link: Link = { a: account.accountId, s: account.scimId, i: 1 }
      if (account.existed) await adoptAccount(ports, person, link, links)
      else links.set(objectId, { ...link, d: attributeDigest(digestKey, person) })
      return account.existed ? 'linked' : 'created'
    } catch (error) {
      // One person who cannot be created must not stop the others; a refused credential stops everybody.
      if (codeOf(error) !== 'bad-response') throw error
      ports.log.warn('account not created', { objectId, because: codeOf(error) })
      return 'failed'
    }
  })
  return { outcomes, links }
}

/**
 * The account was there. Where it belonged to an earlier object of the directory (somebody was deleted and made anew),
 * what we remember moves along, so that a disabled account comes back. An empty digest makes the next full run write what
 * the directory says now.
 */
async function adoptAccount(
  { store }: Pick<Ports, 'store'>,
  { objectId }: Person,
  link: Link,
  links: Map<string, Link | null>,
): Promise<void> {
  const owner = (await readPeopleOfAccounts(store, [link.a])).get(link.a) ?? objectId
  const old = (await readLinks(store, [owner])).get(owner)
  if (owner !== objectId) links.set(owner, null)
  const { x } = old ?? {}
  const digest = owner === objectId ? (old?.d ?? '') : ''
  links.set(objectId, { ...link, d: digest, ...(x === undefined ? {} : { x }) })
}

/** Writes what the directory now says of people whose attributes have changed. */
export async function applyUpdates(
  ports: Ports,
  batch: readonly ActionOf<'update'>[],
  { settings, digestKey }: BatchContext,
): Promise<BatchResult> {
  const objectIds = batch.map((action) => action.objectId)
  const people = await lookUpPeople(ports.directory, objectIds, settings)
  const known = await readLinks(ports.store, objectIds)
  const links = new Map<string, Link | null>()
  const outcomes = await inParallel(batch, async ({ objectId }): Promise<Outcome> => {
    const person = people.get(objectId)
    const link = known.get(objectId)
    if (person === undefined || link === undefined || !person.enabled || person.email === '') return 'skipped'
    const digest = attributeDigest(digestKey, person)
    if (link.d === digest) return 'skipped'
    const outcome = await ports.accountWriter.update({ scimId: link.s ?? null, objectId }, person)
    // An account that is not ours to write is not asked about again until the person changes again.
    if (outcome !== 'taken') links.set(objectId, { ...link, d: digest })
    if (outcome === 'done') return 'updated'
    ports.log.warn('account not updated', { objectId, because: outcome })
    return outcome === 'taken' ? 'failed' : 'skipped'
  })
  return { outcomes, links }
}
