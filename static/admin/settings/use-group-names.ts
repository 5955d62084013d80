import { useEffect, useState } from 'react'
import type { GroupName } from '../../../src/app/admin/group-names'
import { ask } from '../questions'
import { common } from '../texts'

export interface GroupNames {
  /** By id; null: the directory has no such group. An id that is missing has not been read. */
  readonly names: ReadonlyMap<string, string | null>
  /** Why names are missing, in the server's words. */
  readonly problem: string | null
  /** A group that was found by a search. */
  readonly learn: (group: GroupName) => void
}

/** Names of these groups, read from the directory once. */
export function useGroupNames(initialIds: readonly string[]): GroupNames {
  const [names, setNames] = useState<ReadonlyMap<string, string | null>>(new Map())
  const [problem, setProblem] = useState<string | null>(null)
  const add = (groups: readonly GroupName[]): void =>
    setNames((known) => new Map([...known, ...groups.map(({ id, name }) => [id, name] as const)]))
  useEffect(() => {
    if (initialIds.length === 0) return
    void ask('describeGroups', { ids: initialIds }).then(
      (answer) => (answer.ok ? add(answer.value) : setProblem(answer.message)),
      () => setProblem(common.failed),
    )
    // The groups of a mounted form change only through `learn`.
  }, [])
  return { names, problem, learn: (group) => add([group]) }
}
