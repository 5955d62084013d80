import { ask } from '../questions'
import { useNames } from './use-names'
import type { GroupNames } from './use-names'

/** Names of these groups of the organization; without an answer they are shown by id. */
export function useTargetGroups(ids: readonly string[]): GroupNames {
  return useNames(ids, (unread) => ask('describeTargetGroups', { ids: [...unread] }))
}
