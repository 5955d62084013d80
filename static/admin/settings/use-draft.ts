import { useState } from 'react'
import type { Settings } from '../../../src/core/settings'
import { findSettingProblems, isSame } from '../../../src/core/settings/changes'
import type { SettingProblem } from '../../../src/core/settings/judge'
import { readAt, writeAt as writeLeaf } from '../../../src/core/settings/table'
import { changedPaths, toDraft, toPatch, writeAt } from './draft'
import type { DraftValues, SettingPath } from './draft'

/** What every section of the settings works on. */
export interface SettingsDraft {
  readonly inForce: Settings
  /** As typed. Text fields show what was typed by themselves; see `generation`. */
  readonly values: DraftValues
  /** Paths of the leaves that are not as they are in force. */
  readonly changed: readonly string[]
  /** What saving would send. */
  readonly patch: object
  /** Everything that speaks against saving, as the app's own rules say it. */
  readonly problems: readonly SettingProblem[]
  readonly problemOf: (path: SettingPath) => string | undefined
  readonly set: (path: SettingPath, value: unknown) => void
  /** As `set`, where what the text fields show is not what they should: a row of a list is gone. */
  readonly replace: (path: SettingPath, value: unknown) => void
  /** Key of the text fields: they are drawn anew when their value did not come from typing. */
  readonly generation: number
  readonly discard: () => void
  /** What of the draft has been saved, so that it follows what the server has made of it: a name may have become an id. */
  readonly settle: (saved: object) => void
}

/** The draft begins with the settings in force. When those change meanwhile, what nobody has changed here follows them. */
export function useDraft(inForce: Settings): SettingsDraft {
  const base = toDraft(inForce)
  const [begun, setBegun] = useState(base)
  const [values, setValues] = useState(base)
  const [generation, setGeneration] = useState(0)
  const [settled, setSettled] = useState<object>({})
  if (!isSame(begun, base)) {
    // Somebody has saved. After one's own save the fields show it already, and keep the keyboard's focus.
    const unsaved = changedPaths(begun, values).filter((path) => !isSame(readAt(values, path), readAt(settled, path)))
    const next = unsaved.reduce((all, path) => writeLeaf(all, path, readAt(values, path)), base)
    setBegun(base)
    setSettled({})
    if (!isSame(next, values)) {
      setValues(next)
      setGeneration(generation + 1)
    }
  }
  const changed = changedPaths(base, values)
  const problems = changed.length === 0 ? [] : findSettingProblems(values)
  return {
    inForce,
    values,
    changed,
    patch: toPatch(values, changed),
    problems,
    problemOf: (path) => problems.find((problem) => problem.path === path)?.message,
    set: (path, value) => setValues((current) => writeAt(current, path, value)),
    replace: (path, value) => {
      setValues((current) => writeAt(current, path, value))
      setGeneration(generation + 1)
    },
    generation,
    discard: () => {
      setValues(base)
      setGeneration(generation + 1)
    },
    settle: setSettled,
  }
}
