import type { SeatRecord } from '../core/people'
import { asSeenIn } from '../core/products'
import { findKeepReason } from '../core/sweep'
import type { Ports } from '../ports'
import type { ActionOf, BatchContext, BatchResult, Outcome } from './apply-plan'
import { inParallel } from './in-parallel'
import { keys } from './keys'
import { readSeatRecords } from './sweep'

/**
 * Takes unused access back. Each account and record is read again right before: whoever any source shows active since the
 * plan is skipped (design rule 8). The account and all other groups stay.
 */
export async function applyRevocations(
  ports: Ports,
  batch: readonly ActionOf<'revoke'>[],
  { settings, products }: BatchContext,
): Promise<BatchResult> {
  const accounts = await ports.accounts.lookUp(batch.map((action) => action.accountId))
  const records = await readSeatRecords(ports, batch)
  const changed = new Map<string, SeatRecord>()
  const outcomes = await inParallel(batch, async ({ productKey, accountId, groupIds }): Promise<Outcome> => {
    const read = products.find(({ product }) => product.key === productKey)
    const found = accounts.get(accountId)
    const now = ports.clock.now()
    if (read === undefined || found === undefined || !found.isActive) return 'skipped'
    const account = asSeenIn(found, read.product)
    const { accessGroupIds } = read.seats
    const context = { records, accessGroupIds, synchronisedGroupIds: new Set<string>() }
    const rules = { ...settings, dormancyDays: read.product.dormancyDays }
    if (findKeepReason(account, context, rules, now) !== null) return 'skipped'
    // Only groups of the plan that still give access and that the person is still in: a plan may only shrink.
    const held = groupIds.filter((groupId) => account.groupIds.includes(groupId) && accessGroupIds.includes(groupId))
    if (held.length === 0) return 'skipped'
    if (!(await leaveGroups(ports, accountId, held))) return 'failed'
    changed.set(keys.seat(accountId), { ...records.get(accountId), holds: false, revokedAt: now.toISOString() })
    return 'revoked'
  })
  await ports.store.setMany(changed)
  return { outcomes, links: new Map() }
}

/** @returns false when the organization refuses one of the removals */
export async function leaveGroups(
  ports: Pick<Ports, 'access' | 'log'>,
  accountId: string,
  groupIds: readonly string[],
): Promise<boolean> {
  for (const groupId of groupIds) {
    const outcome = await ports.access.removeFromGroup(groupId, accountId)
    if (outcome === 'done' || outcome === 'already') continue
    ports.log.warn('membership not removed', { accountId, groupId, because: outcome })
    return false
  }
  return true
}
