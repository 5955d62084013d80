import * as v from 'valibot'
import { ids } from './parts'

/** Who should be able to use Jira. */
export interface ScopeSettings {
  /** Entra groups of which somebody must be a member to be in scope; empty = everyone. */
  readonly requiredGroupIds: readonly string[]
}

export const SCOPE_DEFAULTS: ScopeSettings = { requiredGroupIds: [] }

export const scopeEntries = { requiredGroupIds: v.optional(ids(1_000)) }

export const SCOPE_LABELS = { requiredGroupIds: 'Required groups' }
