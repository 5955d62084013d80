import { useNames } from '../common/use-names'
import type { GroupNames } from '../common/use-names'
import { ask } from '../questions'

/** Names of these groups of the directory. */
export function useGroupNames(ids: readonly string[]): GroupNames {
  return useNames(ids, (unread) => ask('nameDirectoryGroups', { ids: [...unread] }))
}
