import { useState } from 'react'
import type { SettingProblem, Settings, SettingsPatch } from '../../../src/core/settings'
import { changedNames, findProblems, toDraft, toPatch, writeAt } from './draft'
import type { DraftValues, SettingName, SettingPath } from './draft'

/** What every section of the settings works on. */
export interface SettingsDraft {
  readonly inForce: Settings
  /** As typed. Text fields show what was typed by themselves; see `generation`. */
  readonly values: DraftValues
  readonly changed: readonly SettingName[]
  /** What saving would send. */
  readonly patch: SettingsPatch
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
  readonly settle: (saved: SettingsPatch) => void
}

/** The draft begins with the settings in force. When those change meanwhile, what nobody has changed here follows them. */
export function useDraft(inForce: Settings): SettingsDraft {
  const base = toDraft(inForce)
  const [begun, setBegun] = useState(base)
  const [values, setValues] = useState(base)
  const [generation, setGeneration] = useState(0)
  const [settled, setSettled] = useState<SettingsPatch>({})
  if (!isSame(begun, base)) {
    // Somebody has saved. After one's own save the fields show it already, and keep the keyboard's focus.
    const unsaved = changedNames(begun, values).filter((name) => !isSame(values[name], settled[name]))
    const next: DraftValues = { ...base, ...(toPatch(values, unsaved) as Partial<DraftValues>) }
    setBegun(base)
    setSettled({})
    if (!isSame(next, values)) {
      setValues(next)
      setGeneration(generation + 1)
    }
  }
  const changed = changedNames(base, values)
  const problems = findProblems(inForce, values, changed)
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

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
