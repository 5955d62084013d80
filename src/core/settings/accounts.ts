import { flag, oneOf } from './parts'
import { PROVISION, row, section } from './row'
import type { ValuesOf } from './row'

/** What becomes of the account of somebody who left for one cause. */
function behaviour(label: string, account: 'keep' | 'disable', removeGroups: string) {
  return {
    account: row(oneOf(['keep', 'disable']), {
      default: account,
      label,
      choices: [
        { label: 'Keep without modification', value: 'keep' },
        { label: 'Disable', value: 'disable' },
      ],
    }),
    // They come back when the person does.
    removeGroups: row(flag, { default: false, label: removeGroups }),
  }
}

const rows = {
  // Automatic: SCIM when its connection is there, else observe: people are linked, and who has no account is reported.
  target: row(oneOf(['automatic', 'observe', 'scim', 'invite'], ['automatic', 'observe', 'scim']), {
    default: 'automatic',
    label: 'Accounts are made by',
    help: 'Where another connector already synchronises your people, this app only links them and reports who is missing.',
    choices: [
      { label: 'Automatic: this app when a SCIM directory is connected, else another connector', value: 'automatic' },
      { label: 'This app, in the SCIM directory', value: 'scim' },
      { label: 'Another connector (observe)', value: 'observe' },
    ],
  }),
  experimentalInvite: row(flag, {
    default: false,
    label: 'Experimental invitations',
    help: 'Whether "invite" may be chosen. Only the text of a configuration sets it.',
  }),
  leavers: {
    deleted: behaviour('Deleted in the directory', 'disable', 'Also remove deleted people from all other groups'),
    disabled: behaviour('Disabled in the directory', 'disable', 'Also remove disabled people from all other groups'),
    'out-of-scope': behaviour('No longer in scope', 'keep', 'Also remove people out of scope from all groups'),
  },
}

/** Who makes accounts at Atlassian, and what becomes of them. */
export const accounts = section(
  {
    title: 'Accounts and leavers',
    about: 'Who makes Atlassian accounts, and what becomes of them when somebody leaves.',
    previews: PROVISION,
    rows,
  },
  { paths: ['target', 'experimentalInvite'], check: checkTarget },
)

/** @returns what is wrong with it, or null */
export function checkTarget({ target, experimentalInvite }: TargetSettings): string | null {
  if (target !== 'invite' || experimentalInvite) return null
  return (
    'Accounts are made by: expected automatic, observe or scim, got "invite". Inviting people is an experiment: whether an ' +
    'invitation without access makes an account has not been tried on a real site. Set experimentalInvite to true as well, or choose another.'
  )
}

type AccountSettings = ValuesOf<typeof rows>
export type LeaverSettings = Pick<AccountSettings, 'leavers'>
export type TargetSettings = Pick<AccountSettings, 'target' | 'experimentalInvite'>
/** Who makes accounts at Atlassian. `invite` is an experiment that the page does not offer. */
export type Target = AccountSettings['target']
