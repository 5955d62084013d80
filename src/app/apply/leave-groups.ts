import { AppError } from '../../core/errors'
import type { TargetRefusal } from '../../core/target-group'
import type { MembershipOutcome, Ports } from '../../ports'
import { openGroup } from '../read/group-gate'

export interface Left {
  /** Groups that the person is certainly no longer in. */
  readonly groupIds: readonly string[]
  /** What stopped it; null when every group was left. */
  readonly refused: Exclude<MembershipOutcome, 'done' | 'already' | 'throttled'> | TargetRefusal | null
}

/** Leaves the groups one by one and stops at the first that the organization refuses. @throws AppError `throttled` */
export async function leaveGroups(
  ports: Pick<Ports, 'access' | 'accounts' | 'store' | 'secrets' | 'clock' | 'log' | 'site'>,
  accountId: string,
  groupIds: readonly string[],
): Promise<Left> {
  const left: string[] = []
  for (const groupId of groupIds) {
    const group = await openGroup(ports, groupId)
    const outcome = 'refusal' in group ? group.refusal : await group.remove(accountId)
    // The intent is in the journal: the next attempt at the batch goes on from here.
    if (outcome === 'throttled')
      throw new AppError('throttled', 'Removing from a group: too many requests. It will be tried again.')
    if (outcome !== 'done' && outcome !== 'already') {
      ports.log.warn('membership not removed', { accountId, groupId, because: outcome })
      return { groupIds: left, refused: outcome }
    }
    left.push(groupId)
  }
  return { groupIds: left, refused: null }
}
