import { judgeTargets, targetGroupIds } from '../../core/local-groups'
import type { TargetState } from '../../core/local-groups'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { readPermissions } from './group-gate'

/** The groups that the settings look after, with what may be done to each now: ten groups a request. */
export async function readTargets(
  { accounts, secrets, log }: Pick<Ports, 'accounts' | 'secrets' | 'log'>,
  settings: Settings,
  accessGroupIds: readonly string[],
): Promise<readonly TargetState[]> {
  const wanted = targetGroupIds(settings)
  if (wanted.length === 0) return []
  const [groups, { listed }] = await Promise.all([accounts.describeGroups(wanted), readPermissions({ secrets })])
  const isObstacle = (groupId: string): boolean =>
    !listed.has(groupId) || accessGroupIds.includes(groupId) || groups.get(groupId)?.isSynchronised === true
  const obstacles = new Set(wanted.filter(isObstacle))
  for (const groupId of wanted)
    if (obstacles.has(groupId) || !groups.has(groupId))
      log.warn('group of the settings cannot be changed now', { groupId })
  return judgeTargets(settings, new Map([...groups].map(([id, { name }]) => [id, name])), obstacles)
}
