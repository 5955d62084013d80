import * as v from 'valibot'

/** Who makes accounts at Atlassian. */
export type Target =
  /** SCIM when its connection is there, else observe. */
  | 'automatic'
  /** Somebody else does: people are linked, and those without an account are reported. */
  | 'observe'
  | 'scim'
  /** Experimental, not on the page: the organization invites them, without access. */
  | 'invite'

export interface TargetSettings {
  readonly target: Target
  /** Whether `invite` may be chosen; only the text of a configuration sets it. */
  readonly experimentalInvite: boolean
}

export const TARGET_DEFAULTS: TargetSettings = { target: 'automatic', experimentalInvite: false }

export const targetEntries = {
  target: v.optional(v.picklist(['automatic', 'observe', 'scim', 'invite'], 'expected automatic, observe or scim')),
  experimentalInvite: v.optional(v.boolean('expected true or false')),
}

export const TARGET_LABELS = { target: 'Accounts are made by', experimentalInvite: 'Experimental invitations' }

/** @returns what is wrong with it, or null */
export function checkTarget({ target, experimentalInvite }: TargetSettings): string | null {
  if (target !== 'invite' || experimentalInvite) return null
  return (
    `${TARGET_LABELS.target}: expected automatic, observe or scim, got "invite". Inviting people is an experiment: whether an ` +
    'invitation without access makes an account has not been tried on a real site. Set experimentalInvite to true as well, or choose another.'
  )
}
