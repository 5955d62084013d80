import { useEffect, useState } from 'react'
import { ask } from '../questions'
import { common, settings } from '../texts'

export interface GroupNames {
  /** By id; null: the directory has no such group. An id that is missing has not been read. */
  readonly names: ReadonlyMap<string, string | null>
  /** Why names are missing, in the server's words. */
  readonly problem: string | null
  readonly isLooking: boolean
  /** Reads the name of one more group. @returns why it cannot be used, or null */
  readonly lookUp: (id: string) => Promise<string | null>
}

/** Names of these groups, read from the directory once. */
export function useGroupNames(initialIds: readonly string[]): GroupNames {
  const [names, setNames] = useState<ReadonlyMap<string, string | null>>(new Map())
  const [problem, setProblem] = useState<string | null>(null)
  const [isLooking, setLooking] = useState(false)
  const read = async (ids: readonly string[]): Promise<ReadonlyMap<string, string | null> | string> => {
    const answer = await readNames(ids)
    if (typeof answer !== 'string') setNames((known) => new Map([...known, ...answer]))
    return answer
  }
  useEffect(() => {
    if (initialIds.length === 0) return
    void read(initialIds).then((answer) => setProblem(typeof answer === 'string' ? answer : null))
    // The groups of a mounted form change only through `lookUp`.
  }, [])
  return {
    names,
    problem,
    isLooking,
    lookUp: async (id) => {
      setLooking(true)
      const answer = await read([id])
      setLooking(false)
      if (typeof answer === 'string') return answer
      return answer.get(id) == null ? settings.groupList.unknown(id) : null
    },
  }
}

/** @returns the names, or what went wrong */
async function readNames(ids: readonly string[]): Promise<ReadonlyMap<string, string | null> | string> {
  try {
    const answer = await ask('describeGroups', { ids })
    return answer.ok ? new Map(answer.value.map(({ id, name }) => [id, name])) : answer.message
  } catch {
    return common.failed
  }
}
