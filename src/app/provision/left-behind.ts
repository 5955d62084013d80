import type { JournalEntry } from '../../core/journal'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { askBack, requestKey, wakeOnce } from '../signals/ask'
import type { BatchContext, UndoOne } from '../apply/action-type'
import { mapConcurrent } from '../map-concurrent'
import { forgetLeft, readLeft } from '../state/left-behind'
import type { LeftBehind } from '../state/left-behind'
import { openGroup } from '../read/group-gate'
import { readAccessGroupIds } from '../read/products'
import { readLinks } from '../state/link-store'
import { onRecord } from './on-record'
import { createSeatsWithAccount } from './seats-with-account'

/**
 * Gives back what was taken when the person left: the groups at once, access as a request. A group that gives the product
 * by now is left out, for the same reason. @returns null, or why that could not be done yet; what is remembered stays
 */
export async function giveBack(
  ports: Ports,
  accountId: string,
  { products, accessGroupIds }: Pick<BatchContext, 'products' | 'accessGroupIds'>,
): Promise<'no-seat' | 'not-found' | null> {
  const left = await readLeft(ports.store, accountId)
  if (left === null) return null
  if (!(await giveBackGroups(ports, accountId, left, accessGroupIds))) return 'no-seat'
  if (left.accessGroupIds.length > 0 && !(await isShownActive(ports, accountId))) return 'not-found'
  for (const { product, seats } of products) {
    const taken = left.accessGroupIds.filter((groupId) => seats.accessGroupIds.includes(groupId))
    if (taken.length === 0) continue
    await askBack(ports, accountId, product.key, taken, 'return')
    await wakeOnce(ports, requestKey(product.key, accountId))
  }
  await forgetLeft(ports.store, [accountId])
  return null
}

/** Takes back what was done to leavers: the account first, then the groups; access is asked back. */
export async function undoLeaving(
  ports: Ports,
  entries: readonly JournalEntry[],
  settings: Settings,
): Promise<UndoOne> {
  // Whose removal failed half-way is no leaver: only the access groups come back.
  const leavers = entries.filter(({ outcome }) => outcome === 'deactivated' || outcome === 'left-groups')
  const objectIds = leavers.flatMap(({ objectId }) => objectId ?? [])
  const links = await readLinks(ports.store, objectIds)
  const accessGroupIds = leavers.length === 0 ? [] : await readAccessGroupIds(ports, settings)
  const disabled = leavers.filter(({ outcome }) => outcome === 'deactivated').map(({ accountId }) => accountId)
  const seats = await createSeatsWithAccount(ports, settings, disabled)
  return async (entry) => {
    const { accountId, objectId, groupIds, outcome, productKey = settings.products[0].key } = entry
    const isLeaver = leavers.includes(entry) && objectId !== undefined
    const known = links.get(objectId ?? '')
    const { left: _left, ...link } = known ?? { accountId }
    if (isLeaver && outcome === 'deactivated') {
      const account = { accountId, scimId: link.scimId ?? null, objectId }
      const { outcome: done } = (await seats.take(accountId))
        ? await onRecord(ports, settings, account, (one) => ports.accountWriter.restore(one))
        : ({ outcome: 'no-seat' } as const)
      if (done !== 'done') {
        await seats.giveUp(accountId)
        ports.log.warn('account not restored', { accountId, because: done })
        return { isUndone: false }
      }
    }
    if (isLeaver) await undoLeft(ports, accountId, accessGroupIds)
    if (groupIds.length > 0) await askBack(ports, accountId, productKey, groupIds, 'undo')
    // Whose link has gone with an earlier directory, or by an administrator's word, gets none by this.
    const relinked = isLeaver && known !== undefined ? { link: [objectId, link] as const } : {}
    const restored = isLeaver ? { isRestored: true, ...relinked } : {}
    return { isUndone: true, isAsked: groupIds.length > 0, ...restored }
  }
}

/** An undo gives the groups back; the access it asks back itself. */
async function undoLeft(ports: Ports, accountId: string, accessGroupIds: readonly string[]): Promise<void> {
  const left = await readLeft(ports.store, accountId)
  if (left === null || !(await giveBackGroups(ports, accountId, left, accessGroupIds))) return
  await forgetLeft(ports.store, [accountId])
}

/** @returns false when a group has no seat left of something it gives */
async function giveBackGroups(
  ports: Ports,
  accountId: string,
  left: LeftBehind,
  accessGroupIds: readonly string[],
): Promise<boolean> {
  const groupIds = left.groupIds.filter((groupId) => !accessGroupIds.includes(groupId))
  const outcomes = await mapConcurrent(groupIds, async (groupId) => {
    const group = await openGroup(ports, groupId, 'join')
    const outcome = 'refusal' in group ? group.refusal : await group.add(accountId)
    // A group that is gone, is no longer on the list, has become read-only or gives more by now does not come back.
    if (outcome !== 'done' && outcome !== 'already')
      ports.log.warn('group not given back', { accountId, groupId, because: outcome })
    return outcome
  })
  return !outcomes.includes('no-seat')
}

/** Not documented; a change of an account was assumed to show within some seconds. */
const SHOWS_AFTER_MS = 5_000
const LOOKS = 4

/** The organization shows a restored account a little late; a request judged before that would be refused for good. */
async function isShownActive(
  { accounts, clock }: Pick<Ports, 'accounts' | 'clock'>,
  accountId: string,
): Promise<boolean> {
  for (let look = 1; look <= LOOKS; look += 1) {
    if ((await accounts.lookUp([accountId])).get(accountId)?.isActive === true) return true
    if (look < LOOKS) await clock.sleep(SHOWS_AFTER_MS)
  }
  return false
}
