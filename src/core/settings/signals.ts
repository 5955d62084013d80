import * as v from 'valibot'
import { ids } from './parts'

/** What counts as asking for a seat. */
export interface SignalSettings {
  readonly productEvents: boolean
  readonly signIn: boolean
  /** Application ids of the Atlassian enterprise applications in Entra. */
  readonly signInAppIds: readonly string[]
}

export const SIGNAL_DEFAULTS: SignalSettings = { productEvents: true, signIn: false, signInAppIds: [] }

export const signalsSchema = v.strictObject({
  productEvents: v.optional(v.boolean()),
  signIn: v.optional(v.boolean()),
  signInAppIds: v.optional(ids(20)),
})

export const SIGNAL_LABELS = { 'signals.signInAppIds': 'Application ids' }

/** @returns what is wrong with the section as a whole, or null */
export function checkSignals({ signIn, signInAppIds }: SignalSettings): string | null {
  if (!signIn || signInAppIds.length > 0) return null
  return (
    'Sign-in signal: expected at least one application id, got none. ' +
    'Copy it from Entra ID › Enterprise applications › Atlassian Cloud › Application ID.'
  )
}
