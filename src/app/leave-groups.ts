import type { MembershipOutcome, Ports } from '../ports'

export interface Left {
  /** Groups that the person is certainly no longer in. */
  readonly groupIds: readonly string[]
  /** What stopped it; null when every group was left. */
  readonly refused: Exclude<MembershipOutcome, 'done' | 'already'> | null
}

/** Leaves the groups one by one and stops at the first that the organization refuses. */
export async function leaveGroups(
  ports: Pick<Ports, 'access' | 'log'>,
  accountId: string,
  groupIds: readonly string[],
): Promise<Left> {
  const left: string[] = []
  for (const groupId of groupIds) {
    const outcome = await ports.access.removeFromGroup(groupId, accountId)
    if (outcome !== 'done' && outcome !== 'already') {
      ports.log.warn('membership not removed', { accountId, groupId, because: outcome })
      return { groupIds: left, refused: outcome }
    }
    left.push(groupId)
  }
  return { groupIds: left, refused: null }
}
