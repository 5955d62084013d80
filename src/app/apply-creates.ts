import { codeOf } from '../core/errors'
import { isInScope } from '../core/people'
import type { Link, Person } from '../core/people'
import type { Settings } from '../core/settings'
import type { Ports } from '../ports'
import type { ActionOf, BatchContext, BatchResult, Outcome } from './apply-plan'
import { inParallel } from './in-parallel'

/** Makes accounts without access. Each person is read again first: who left since the plan is skipped. */
export async function applyCreates(
  ports: Ports,
  batch: readonly ActionOf<'create'>[],
  { settings }: BatchContext,
): Promise<BatchResult> {
  const people = await ports.directory.lookUp(batch.map((action) => action.objectId))
  const links = new Map<string, Link | null>()
  const outcomes = await inParallel(batch, async ({ objectId }): Promise<Outcome> => {
    const person = people.get(objectId)
    if (person === undefined || !(await isStillInScope(ports, person, settings))) return 'skipped'
    try {
      const account = await ports.accountWriter.create(person)
      links.set(objectId, { a: account.accountId, s: account.scimId })
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

/** Scope of one person, read from the directory now. */
export async function isStillInScope(
  ports: Pick<Ports, 'directory'>,
  person: Person,
  settings: Settings,
): Promise<boolean> {
  if (!isInScope(person, null)) return false
  if (settings.requiredGroupIds.length === 0) return true
  const memberships = await ports.directory.readMemberships(person.objectId, settings.requiredGroupIds)
  return memberships.length > 0
}
