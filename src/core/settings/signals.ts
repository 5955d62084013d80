import * as v from 'valibot'
import { ids } from './parts'

/** What counts as asking for a seat. */
export interface SignalSettings {
  readonly productEvents: boolean
  readonly signIn: boolean
  /** Application ids of the Atlassian applications in the directory. */
  readonly signInAppIds: readonly string[]
  /** People ask for themselves on the service-desk portal. */
  readonly portal: boolean
  /** Calls of the web trigger count; none does before its secret is set. */
  readonly webTrigger: boolean
  /** Being mentioned in or assigned an issue asks for the one who is mentioned or assigned. */
  readonly onBehalf: boolean
  /** Who holds access may ask for a colleague on the service-desk portal. */
  readonly colleague: boolean
  /** Sign-ins in the audit log of the organization, which Guard Standard has. */
  readonly auditEvents: boolean
  /** Keys of the audit log's actions that count as signing in. */
  readonly auditActions: readonly string[]
}

export const SIGNAL_DEFAULTS: SignalSettings = {
  productEvents: true,
  signIn: false,
  signInAppIds: [],
  portal: true,
  webTrigger: true,
  onBehalf: false,
  colleague: true,
  auditEvents: false,
  // No document names the key: the list of the organization's own actions does.
  auditActions: ['user_login'],
}

export const signalsSchema = v.strictObject({
  productEvents: v.optional(v.boolean()),
  signIn: v.optional(v.boolean()),
  signInAppIds: v.optional(ids(20)),
  portal: v.optional(v.boolean()),
  webTrigger: v.optional(v.boolean()),
  onBehalf: v.optional(v.boolean()),
  colleague: v.optional(v.boolean()),
  auditEvents: v.optional(v.boolean()),
  auditActions: v.optional(ids(20)),
})

export const SIGNAL_LABELS = {
  'signals.signInAppIds': 'Application ids',
  'signals.auditActions': 'Actions that count as signing in',
}

/** @returns what is wrong with the section as a whole, or null */
export function checkSignals(signals: SignalSettings): string | null {
  const { signIn, signInAppIds, auditEvents, auditActions } = signals
  if (auditEvents && auditActions.length === 0)
    return 'Audit log: expected at least one action that counts as signing in, got none. Choose it from the list of actions.'
  if (!signIn || signInAppIds.length > 0) return null
  return (
    'Sign-in signal: expected at least one application id, got none. ' +
    'Copy it from Entra ID › Enterprise applications › Atlassian Cloud › Application ID, ' +
    'or in Okta from the address of Applications › Atlassian Cloud, where it begins with 0oa.'
  )
}
