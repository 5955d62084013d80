import { AppError, personalCodeOf } from '../../core/errors'
import type { Because } from '../../core/journal'
import type { Ports } from '../../ports'
import { openGroup } from '../read/group-gate'

export interface Left {
  /** Groups that the person was taken out of, with one of which nobody knows: an undo asks for that one, too. */
  readonly groupIds: readonly string[]
  /** What stopped it; null when every group was left. */
  readonly refused: Because | null
}

type GroupPorts = Pick<Ports, 'access' | 'accounts' | 'store' | 'secrets' | 'clock' | 'log' | 'site'>

/** Leaves the groups one by one and stops at the first that could not be left. @throws AppError about more than this person */
export async function leaveGroups(ports: GroupPorts, accountId: string, groupIds: readonly string[]): Promise<Left> {
  const left: string[] = []
  for (const groupId of groupIds) {
    let isAsked = false
    try {
      const group = await openGroup(ports, groupId)
      isAsked = !('refusal' in group)
      const outcome = 'refusal' in group ? group.refusal : await group.remove(accountId)
      // The intent is in the journal: the next attempt at the batch goes on from here.
      if (outcome === 'throttled')
        throw new AppError('throttled', 'Removing from a group: too many requests. It will be tried again.')
      if (outcome !== 'done' && outcome !== 'already') {
        ports.log.warn('membership not removed', { accountId, groupId, because: outcome })
        return { groupIds: left, refused: outcome }
      }
      left.push(groupId)
    } catch (error) {
      const because = personalCodeOf(error)
      if (because === null) throw error
      ports.log.warn('membership not removed', { accountId, groupId, because })
      return { groupIds: isAsked ? [...left, groupId] : left, refused: because }
    }
  }
  return { groupIds: left, refused: null }
}
