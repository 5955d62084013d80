import type { Account, Link, SeatRecord } from '../core/people'
import type { Ports } from '../ports'
import type { ActionOf, BatchContext, BatchResult, Outcome } from './apply-plan'
import { isStillInScope } from './apply-creates'
import { inParallel } from './in-parallel'
import { keys } from './keys'
import { readLinks } from './link-store'
import { leaveGroups } from './apply-revocations'

/**
 * Deactivates the accounts of people who left. The access groups go first, so that coming back never silently retakes a
 * seat (design rule 14).
 */
export async function applyDeactivations(
  ports: Ports,
  batch: readonly ActionOf<'deactivate'>[],
  { accessGroupIds }: BatchContext,
): Promise<BatchResult> {
  const people = await ports.directory.lookUp(batch.map((action) => action.objectId))
  const left = batch.filter(({ objectId }) => people.get(objectId)?.enabled !== true)
  const accounts = await ports.accounts.lookUp(left.map((action) => action.accountId))
  const known = await readLinks(
    ports.records,
    left.map((action) => action.objectId),
  )
  const links = new Map<string, Link | null>()
  const outcomes = await inParallel(batch, async ({ objectId, accountId }): Promise<Outcome> => {
    const account = accounts.get(accountId)
    if (account === undefined || account.isAdmin) return 'skipped'
    const hadAccess = account.groupIds.some((groupId) => accessGroupIds.includes(groupId))
    if (hadAccess && !(await leaveAccessGroups(ports, account, accessGroupIds))) return 'failed'
    const link = known.get(objectId)
    if (account.isActive) await ports.accountWriter.deactivate({ accountId, scimId: link?.s ?? null, objectId })
    const { h: _held, ...kept } = link ?? { a: accountId }
    links.set(objectId, { ...kept, x: 1 })
    return 'deactivated'
  })
  return { outcomes, links }
}

async function leaveAccessGroups(ports: Ports, account: Account, accessGroupIds: readonly string[]): Promise<boolean> {
  const held = account.groupIds.filter((groupId) => accessGroupIds.includes(groupId))
  if (!(await leaveGroups(ports, account.accountId, held))) return false
  const key = keys.seat(account.accountId)
  const record = await ports.store.get<SeatRecord>(key)
  await ports.store.set(key, {
    ...record,
    holds: false,
    revokedAt: ports.clock.now().toISOString(),
  } satisfies SeatRecord)
  return true
}

/** Makes the accounts of people who came back usable again; access comes back only as a request through the guard. */
export async function applyRestores(
  ports: Ports,
  batch: readonly ActionOf<'restore'>[],
  { settings }: BatchContext,
): Promise<BatchResult> {
  const people = await ports.directory.lookUp(batch.map((action) => action.objectId))
  const known = await readLinks(
    ports.records,
    batch.map((action) => action.objectId),
  )
  const links = new Map<string, Link | null>()
  const outcomes = await inParallel(batch, async ({ objectId, accountId }): Promise<Outcome> => {
    const person = people.get(objectId)
    if (person === undefined || !(await isStillInScope(ports, person, settings))) return 'skipped'
    const link = known.get(objectId)
    await ports.accountWriter.restore({ accountId, scimId: link?.s ?? null, objectId })
    const { x: _left, ...kept } = link ?? { a: accountId }
    links.set(objectId, kept)
    return 'restored'
  })
  return { outcomes, links }
}
