import { askedWaitOf, mayHaveActed, personalCodeOf } from '../../core/errors'
import type { Because } from '../../core/journal'
import type { Ports } from '../../ports'
import type { Gate } from '../read/group-gate'

export interface Left {
  /** Groups that the person was taken out of, with one of which nobody knows: an undo asks for that one, too. */
  readonly groupIds: readonly string[]
  /** What stopped it; null when every group was left. */
  readonly refused: Because | null
  readonly waitMs?: number
}

/**
 * Leaves the groups one by one and stops at the first that could not be left.
 * @param gate as read for the batch. @throws AppError about more than this person
 */
export async function leaveGroups(
  ports: Pick<Ports, 'log'>,
  gate: Gate,
  accountId: string,
  groupIds: readonly string[],
): Promise<Left> {
  const left: string[] = []
  for (const groupId of groupIds) {
    let isAsked = false
    try {
      const group = gate.open(groupId, 'leave')
      isAsked = !('refusal' in group)
      if ('refusal' in group) {
        ports.log.warn('membership not removed', { accountId, groupId, because: group.refusal })
        return { groupIds: left, refused: group.refusal }
      }
      await group.remove(accountId)
      left.push(groupId)
    } catch (error) {
      const because = personalCodeOf(error)
      if (because === null) throw error
      ports.log.warn('membership not removed', { accountId, groupId, because })
      const asked = isAsked && mayHaveActed(because) ? [...left, groupId] : left
      return { groupIds: asked, refused: because, ...askedWaitOf(error) }
    }
  }
  return { groupIds: left, refused: null }
}
