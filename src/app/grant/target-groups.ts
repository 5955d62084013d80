import { MINUTE_MS } from '../../core/time'
import { checkTargetGroup } from '../../core/target-group'
import type { TargetRefusal } from '../../core/target-group'
import type { Ports } from '../../ports'
import { keys } from '../keys'

/** Somebody may give a group a new role at any moment; so often it is read again. */
const CHECK_MAX_AGE_MS = 5 * MINUTE_MS

interface Checked {
  readonly at: string
  readonly because: TargetRefusal | null
}

/**
 * Asked before anybody is added to a group, whichever list names it (design rule 13).
 * @returns why nobody may be added, or null
 * @throws AppError when the group cannot be read: then nobody is added either
 */
export async function checkGroup(
  { accounts, store, clock, log, site }: Pick<Ports, 'accounts' | 'store' | 'clock' | 'log' | 'site'>,
  groupId: string,
): Promise<TargetRefusal | null> {
  const key = keys.groupCheck(groupId)
  const known = await store.get<Checked>(key)
  if (known !== null && clock.now().getTime() - Date.parse(known.at) < CHECK_MAX_AGE_MS) return known.because
  const because = checkTargetGroup(await accounts.readGroupRoles(groupId), site.cloudId())
  if (because !== null) log.warn('group refused: nobody is added to it', { groupId, because })
  await store.set(key, { at: clock.now().toISOString(), because } satisfies Checked)
  return because
}
