import { useEffect, useRef, useState } from 'react'
import { ask } from '../questions'
import type { Answer, TargetGroupView } from '../questions'
import { directoryGroups, groupPicker } from '../texts'

/** A group that was found; null: it has no name. */
export interface NamedGroup {
  readonly id: string
  readonly name: string | null
}

/** Where groups are found, and what is known of those that are chosen. */
export interface GroupSource<G extends NamedGroup> {
  /** By id; null: there is no such group. An id that is missing has not been read. */
  readonly names: ReadonlyMap<string, string | null>
  /** Why names are missing, in the server's words. */
  readonly problem: string | null
  /** The name of a group that was found by a search. */
  readonly learn: (group: G) => void
  readonly find: (query: string) => Promise<Answer<readonly G[]>>
  /** Names need not be unique: each is shown with its id. */
  readonly withIds: boolean
  readonly words: {
    /** Nothing was found. */
    readonly none: string
    /** Nothing is chosen. null: what it means is said elsewhere. */
    readonly nobody: string | null
    /** A chosen one that is gone. */
    readonly missing: string
  }
}

/** Groups of the Atlassian organization; without an answer these are shown by id. */
export function useTargetGroups(ids: readonly string[]): GroupSource<TargetGroupView> {
  const known = useNames(ids, (unread) => ask('describeTargetGroups', { ids: [...unread] }))
  return { ...known, find: (query) => ask('findGroups', { query }), withIds: false, words: groupPicker }
}

/** Groups of the directory, found by name or id. */
export function useDirectoryGroups(ids: readonly string[]): GroupSource<NamedGroup> {
  const known = useNames(ids, (unread) => ask('nameDirectoryGroups', { ids: [...unread] }))
  return { ...known, find: (query) => ask('findDirectoryGroups', { query }), withIds: true, words: directoryGroups }
}

/** Names of these groups. Each is read once, when its id comes up: saving may fill in ids that nobody has chosen here. */
function useNames(
  ids: readonly string[],
  read: (ids: readonly string[]) => Promise<Answer<readonly NamedGroup[]>>,
): Pick<GroupSource<NamedGroup>, 'names' | 'problem' | 'learn'> {
  const [names, setNames] = useState<ReadonlyMap<string, string | null>>(new Map())
  const [problem, setProblem] = useState<string | null>(null)
  const asked = useRef<ReadonlySet<string>>(new Set())
  const add = (groups: readonly NamedGroup[]): void =>
    setNames((known) => new Map([...known, ...groups.map(({ id, name }) => [id, name] as const)]))
  const unread = [...new Set(ids)].filter((id) => id !== '' && !names.has(id) && !asked.current.has(id))
  useEffect(() => {
    if (unread.length === 0) return
    asked.current = new Set([...asked.current, ...unread])
    void read(unread).then((answer) => (answer.ok ? add(answer.value) : setProblem(answer.message)))
  }, [unread.join(' ')])
  return { names, problem, learn: (group) => add([group]) }
}
