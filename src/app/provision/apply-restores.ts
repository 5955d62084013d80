import type { Link } from '../../core/people'
import type { ActionOf } from '../../core/plan'
import type { Ports } from '../../ports'
import type { ActionType, BatchContext, Done, Step } from '../apply/action-type'
import { findUntouchable } from '../read/administration'
import { readScopeOf } from '../read/read-people'
import { findKeptByRole } from '../read/roles-of-person'
import { readLinks } from '../state/link-store'
import { giveBack } from './left-behind'
import { onRecord } from './on-record'
import { createSeatsWithAccount } from './seats-with-account'
import type { SeatsWithAccount } from './seats-with-account'

type Restore = ActionOf<'restore'>

/** Makes the accounts of people who came back usable again; access comes back only as a request through the guard. */
export const restoreAccount: ActionType<Restore> = {
  batchSize: 20,
  prepare: async (ports, batch, context) => {
    const { settings } = context
    const objectIds = batch.map(({ action }) => action.objectId)
    const { people, inScope, failed } = await readScopeOf(ports.directory, objectIds, settings)
    const known = await readLinks(ports.store, objectIds)
    const accountIds = batch.map(({ action }) => action.accountId)
    const seats = await createSeatsWithAccount(ports, settings, accountIds)
    const accounts = await ports.accounts.lookUp(accountIds)
    const untouchable = await findUntouchable(ports, settings, accounts.values())
    const steps = batch.map(({ action }): Step => {
      const unread = failed.get(action.objectId)
      if (unread !== undefined) return { outcome: 'failed', because: unread }
      if (!inScope.has(action.objectId)) return { outcome: 'skipped' }
      const kept = untouchable.get(action.accountId)
      if (kept === 'administrator') return { outcome: 'skipped', because: kept }
      // Tried again by itself, once more is known.
      if (kept !== undefined) return { outcome: 'failed', because: kept === 'row-incomplete' ? 'bad-response' : kept }
      return {
        one: () =>
          restore(ports, action, known.get(action.objectId), people.get(action.objectId)!.email, seats, context),
      }
    })
    return { steps }
  },
}

const UNRESTORED = { gone: 'not-found', another: 'identity-in-doubt', 'may-not-suspend': 'may-not-suspend' } as const

async function restore(
  ports: Ports,
  { objectId, accountId }: Restore,
  link: Link | undefined,
  email: string,
  seats: SeatsWithAccount,
  context: BatchContext,
): Promise<Done> {
  const keptByRole = await findKeptByRole(ports, accountId)
  if (keptByRole === 'administrator') return { outcome: 'skipped', because: keptByRole }
  if (keptByRole !== null) return { outcome: 'failed', because: keptByRole }
  const isUsable = link?.left !== undefined && link.left !== 'disabled'
  if (!isUsable && !(await seats.take(accountId))) return { outcome: 'failed', because: 'no-seat' }
  const account = { accountId, scimId: link?.scimId ?? null, objectId, email }
  const restored = await onRecord(ports, context.settings, account, (one) =>
    isUsable ? ports.accountWriter.check(one) : ports.accountWriter.restore(one),
  )
  if (restored.outcome !== 'done') {
    await seats.giveUp(accountId)
    return { outcome: 'failed', because: UNRESTORED[restored.outcome] }
  }
  const because = await giveBack(ports, accountId, context)
  if (because !== null) return { outcome: 'failed', because }
  const { left: _left, ...kept } = link ?? { accountId }
  const { scimId } = restored
  // Found in scope just now: from here on the person can leave it.
  return { outcome: 'restored', links: [[objectId, { ...kept, ...(scimId && { scimId }), wasInScope: true }]] }
}
