import { useEffect, useRef, useState } from 'react'
import type { Answer } from '../questions'
import { common } from '../texts'
import type { NamedGroup } from './group-search'

export interface GroupNames {
  /** By id; null: there is no such group. An id that is missing has not been read. */
  readonly names: ReadonlyMap<string, string | null>
  /** Why names are missing, in the server's words. */
  readonly problem: string | null
  /** A group that was found by a search; null: none was. */
  readonly learn: (group: NamedGroup | null) => void
}

/** Names of these groups. Each is read once, when its id comes up: saving may fill in ids that nobody has chosen here. */
export function useNames(
  ids: readonly string[],
  read: (ids: readonly string[]) => Promise<Answer<readonly NamedGroup[]>>,
): GroupNames {
  const [names, setNames] = useState<ReadonlyMap<string, string | null>>(new Map())
  const [problem, setProblem] = useState<string | null>(null)
  const asked = useRef<ReadonlySet<string>>(new Set())
  const add = (groups: readonly NamedGroup[]): void =>
    setNames((known) => new Map([...known, ...groups.map(({ id, name }) => [id, name] as const)]))
  const unread = [...new Set(ids)].filter((id) => id !== '' && !names.has(id) && !asked.current.has(id))
  useEffect(() => {
    if (unread.length === 0) return
    asked.current = new Set([...asked.current, ...unread])
    void read(unread).then(
      (answer) => (answer.ok ? add(answer.value) : setProblem(answer.message)),
      () => setProblem(common.failed),
    )
  }, [unread.join(' ')])
  return { names, problem, learn: (group) => (group === null ? undefined : add([group])) }
}
