import type { JobName } from '../plan'
import { isRow } from './row'
import type { Fields, Rows } from './row'
import { ROWS } from './table'
import type { SettingValues } from './table'

/** Whole settings of an installation, with what its jobs may do. */
export interface Settings extends SettingValues {
  readonly armed: Armed
  /** Counts the changes of everything but `armed`, which is a record of its own. */
  readonly version: number
}

/** A job that is not armed ends at the plan: a dry run (design rule 12). */
export type Armed = Readonly<Record<JobName, boolean>>

export const NOT_ARMED: Armed = { provision: false, grant: false, sweep: false }

/** A saved record over the defaults, to any depth, so that a setting of a later version has its default. */
export function completeSettings(saved: unknown): SettingValues {
  return complete(ROWS, saved) as SettingValues
}

function complete(rows: Rows | Fields, saved: unknown): unknown {
  const before = (saved ?? {}) as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.entries(rows).map(([name, node]) => {
      if (!isRow(node)) return [name, complete(node as Rows, before[name])]
      const value = before[name] === undefined ? node.default : before[name]
      const fields = node.members?.fields
      return [name, fields === undefined ? value : (value as unknown[]).map((one) => complete(fields, one))]
    }),
  )
}

export const DEFAULT_SETTINGS: Settings = { ...completeSettings({}), armed: NOT_ARMED, version: 0 }
