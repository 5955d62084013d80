import { useState } from 'react'
import type { Settings } from '../../../src/core/settings'
import { differences, findSettingProblems } from '../../../src/core/settings/changes'
import type { Change } from '../../../src/core/settings/changes'
import type { SettingProblem } from '../../../src/core/settings/judge'
import type { Conflict } from '../../../src/core/settings/merge'
import { writeAt } from '../../../src/core/settings/table'
import { changedPaths, rebase, toDraft } from './draft'
import type { DraftValues, SettingPath } from './draft'

/** What every section of the settings works on. */
export interface SettingsDraft {
  readonly inForce: Settings
  /** As typed. Text fields show what was typed by themselves; see `generation`. */
  readonly values: DraftValues
  /** Paths of the leaves that are not as they are in force. */
  readonly changed: readonly string[]
  /** What saving would send, with the version of the settings that were seen before it was typed. */
  readonly changes: Change[]
  readonly version: number
  /** Everything that speaks against saving, as the app's own rules say it. */
  readonly problems: readonly SettingProblem[]
  readonly problemOf: (path: SettingPath) => string | undefined
  readonly set: (path: SettingPath, value: unknown) => void
  /** As `set`, where what the text fields show is not what they should: a row of a list is gone. */
  readonly replace: (path: SettingPath, value: unknown) => void
  /** Key of the text fields: they are drawn anew when their value did not come from typing. */
  readonly generation: number
  readonly discard: () => void
  /** It has been saved as it is: it follows what the server has made of it, a name may have become an id. */
  readonly settle: (version: number) => void
  /** What others have changed meanwhile, and nobody has decided about. */
  readonly conflicts: readonly Conflict[]
  readonly meet: (conflicts: readonly Conflict[]) => void
  /** Decides about what was typed at a place. */
  readonly decide: (place: string, whose: 'mine' | 'theirs') => void
}

/** The draft begins with the settings in force. When those change meanwhile, what nobody has changed here follows them. */
export function useDraft(inForce: Settings): SettingsDraft {
  const base = toDraft(inForce)
  // What was typed is told from `before`, on settings of the version `seen`.
  const [begun, setBegun] = useState({ inForce, before: base, seen: inForce.version })
  const [values, setValues] = useState(base)
  const [generation, setGeneration] = useState(0)
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([])
  const [known, setKnown] = useState(0)
  const show = (next: DraftValues): void => {
    if (differences(values, next).length === 0) return
    setValues(next)
    setGeneration(generation + 1)
  }
  if (begun.inForce !== inForce) {
    // Somebody has saved. After one's own save the fields show it already, and keep the keyboard's focus.
    const unsaved = differences(begun.before, values)
    setBegun({ inForce, before: base, seen: unsaved.length === 0 ? inForce.version : begun.seen })
    show(rebase(base, unsaved))
  }
  const changed = changedPaths(base, values)
  const problems = changed.length === 0 ? [] : findSettingProblems(values)
  return {
    inForce,
    values,
    changed,
    changes: differences(base, values).map(({ change }) => change),
    version: begun.seen,
    problems,
    problemOf: (path) => problems.find((problem) => problem.path === path)?.message,
    set: (path, value) => setValues((current) => writeAt(current, path, value)),
    replace: (path, value) => {
      setValues((current) => writeAt(current, path, value))
      setGeneration(generation + 1)
    },
    generation,
    discard: () => {
      setBegun({ inForce, before: base, seen: inForce.version })
      setConflicts([])
      setValues(base)
      setGeneration(generation + 1)
    },
    settle: (version) => setBegun({ ...begun, before: values, seen: version }),
    conflicts,
    meet: (found) => {
      setConflicts(found)
      setKnown(Math.max(...found.map(({ version }) => version)))
    },
    decide: (place, whose) => {
      const open = conflicts.filter(({ mine }) => mine !== place)
      setConflicts(open)
      // All of them have been seen then; anything newer is told again.
      if (open.length === 0) setBegun({ ...begun, seen: Math.max(begun.seen, known) })
      if (whose === 'theirs')
        show(
          rebase(
            base,
            differences(base, values).filter((one) => one.place !== place),
          ),
        )
    },
  }
}
