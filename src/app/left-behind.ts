import type { Ports } from '../ports'
import type { BatchContext } from './apply-plan'
import { inParallel } from './in-parallel'
import { keys } from './keys'
import { ask } from './requests'

/** What an account had when its person left, so that exactly that can come back. Ids only. */
export interface LeftBehind {
  /** Groups that were taken, without those that give the product. */
  readonly groupIds: readonly string[]
  /** Groups that gave a product: it comes back only as a request through the guard (design rule 14). */
  readonly accessGroupIds: readonly string[]
}

/**
 * Remembers what is about to be taken. Called before the first removal, and adding to what is remembered already, so that
 * a leaver whose removal was cut short still gets everything back.
 */
export async function rememberLeft(
  { store }: Pick<Ports, 'store'>,
  accountId: string,
  taken: LeftBehind,
): Promise<void> {
  const before = await store.get<LeftBehind>(keys.left(accountId))
  const next: LeftBehind = {
    groupIds: [...new Set([...(before?.groupIds ?? []), ...taken.groupIds])],
    accessGroupIds: [...new Set([...(before?.accessGroupIds ?? []), ...taken.accessGroupIds])],
  }
  if (JSON.stringify(next) !== JSON.stringify(before)) await store.set(keys.left(accountId), next)
}

/**
 * Gives back what was taken when the person left: the groups at once, access as a request. A group that gives the product
 * by now is left out, for the same reason. @returns false when that could not be done yet; what is remembered stays
 */
export async function giveBack(
  ports: Ports,
  accountId: string,
  { products, accessGroupIds }: Pick<BatchContext, 'products' | 'accessGroupIds'>,
): Promise<boolean> {
  const left = await ports.store.get<LeftBehind>(keys.left(accountId))
  if (left === null) return true
  const groupIds = left.groupIds.filter((groupId) => !accessGroupIds.includes(groupId))
  const outcomes = await inParallel(groupIds, (groupId) => ports.access.addToGroup(groupId, accountId))
  // A group that is gone, or has become read-only, cannot come back; everything else is tried again.
  const isDone = outcomes.every((outcome) => outcome !== 'no-seat')
  outcomes.forEach((outcome, index) => {
    if (outcome !== 'done' && outcome !== 'already')
      ports.log.warn('group not given back', { accountId, groupId: groupIds[index], because: outcome })
  })
  if (!isDone) return false
  const hadProducts = products.filter(({ seats }) =>
    seats.accessGroupIds.some((id) => left.accessGroupIds.includes(id)),
  )
  const productKeys = hadProducts.map(({ product }) => product.key)
  if (productKeys.length > 0) {
    if (!(await isShownActive(ports, accountId))) return false
    await ask(ports, [accountId], productKeys, 'came-back')
  }
  await ports.store.delete(keys.left(accountId))
  return true
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
