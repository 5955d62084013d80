import { useEffect, useState } from 'react'
import { ask } from '../questions'
import type { TargetGroupView } from '../questions'

export interface TargetGroupNames {
  /** By id; null: the organization has no such group. An id that is missing has not been read. */
  readonly names: ReadonlyMap<string, string | null>
  readonly learn: (group: TargetGroupView | null) => void
}

/** Names of these groups of the organization, read once; without an answer they are shown by id. */
export function useTargetGroups(initialIds: readonly string[]): TargetGroupNames {
  const [names, setNames] = useState<ReadonlyMap<string, string | null>>(new Map())
  const add = (groups: readonly TargetGroupView[]): void =>
    setNames((known) => new Map([...known, ...groups.map(({ id, name }) => [id, name] as const)]))
  useEffect(() => {
    if (initialIds.length === 0) return
    void ask('describeTargetGroups', { ids: initialIds }).then(
      (answer) => (answer.ok ? add(answer.value) : undefined),
      () => undefined,
    )
    // The groups of a mounted form change only through `learn`.
  }, [])
  return { names, learn: (group) => (group === null ? undefined : add([group])) }
}
