import * as v from 'valibot'

/** Who makes accounts at Atlassian. */
export type Target =
  /** SCIM when its connection is there, else observe. */
  | 'automatic'
  /** Somebody else does: people are linked, and those without an account are reported. */
  | 'observe'
  | 'scim'

export interface TargetSettings {
  readonly target: Target
}

export const TARGET_DEFAULTS: TargetSettings = { target: 'automatic' }

export const targetEntries = {
  target: v.optional(v.picklist(['automatic', 'observe', 'scim'], 'expected automatic, observe or scim')),
}

export const TARGET_LABELS = { target: 'Accounts are made by' }
