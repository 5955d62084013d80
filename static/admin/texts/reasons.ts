import type { ActivitySource } from '../../../src/core/activity'
import type { RefusalReason } from '../../../src/core/grant'
import type { JournalEntry, Outcome } from '../../../src/core/journal'
import type { Action, LeaverReason, SkipReason } from '../../../src/core/plan'

type Reason =
  | (RefusalReason | 'scope-in-doubt' | 'gives-no-product' | SkipReason | LeaverReason | 'dormant')
  | NonNullable<JournalEntry['because']>

/** Why something is done to one person, or is not. */
export const reasons: Readonly<Record<Reason, string>> = {
  dormant: 'Not used for too long',
  deleted: 'Deleted in the directory',
  disabled: 'Disabled in the directory',
  'out-of-scope': 'No longer in scope',
  administrator: 'An administrator',
  'group-unread': 'In a group that is not checked yet',
  'unknown-role': 'In a group with a role whose meaning nobody has said',
  'not-a-person': 'An app or a service account',
  'exempt-group': 'Member of an exempt group',
  'exempt-person': 'Exempt',
  'synchronised-group': 'Access comes from a group that only the identity provider can change',
  'unlisted-group': 'Access comes from a group that the app may not change',
  'activity-unknown': 'Activity unknown',
  'row-incomplete': 'A service did not tell everything about the person',
  'active-in-other-product': 'The same group gives another product that is used, or not taken back',
  'grace-period': 'Granted only a short while ago',
  'recently-granted': 'Granted within the days without activity',
  'recently-active': 'Active more recently than the organization reports',
  'notice-period': 'Not told yet, or not long enough ago',
  'no-issue': 'Jira knows no such notice issue, or does not show it to the app',
  'wrong-recipient': 'Jira would not tell this person',
  'mail-off': 'The site sends no mail',
  'notices-off': 'Notices were switched off',
  'identity-in-doubt': 'It is not certain whose account it is',
  'group-in-doubt': 'A group that keeps the person has become far smaller, which nobody has accepted yet',
  missing: 'Has no account, which somebody else has to make',
  'no-address': 'Lacks the address that accounts are matched by',
  'mailbox-gone': 'The mailbox is gone: the account keeps its address',
  'tried-later': 'The change failed; it is tried again by itself',
  'left-alone': 'The change failed, and an administrator wants it left as it is',
  'not-found': 'The other service did not find the account or the group',
  'permission-missing': 'The other service did not allow it',
  'record-gone': 'The record in the SCIM directory is gone',
  'directory-changed': 'Many records of the SCIM directory are gone: it seems to be another one',
  'not-linked': 'The SCIM directory has a record of this person that is not linked to an account',
  refused: 'The other service refused it for this person',
  conflict: 'Something else stands in the way at the other service',
  unavailable: 'The other service did not answer',
  throttled: 'The other service wants to be asked later',
  'may-not-suspend': 'The app may not suspend accounts',
  'not-listed': 'The group is not on the list of groups that the app may change',
  'gives-administration': 'The group makes people administrators',
  'gives-another-site': 'The group gives access to another site',
  'gives-access': 'The group takes a seat: access is given through the guard only',
  'group-not-writable': 'The group cannot be changed now',
  'never-assign': '"Never assign" names the group',
  'never-remove': '"Never remove" names the group',
  synchronised: 'Only the identity provider can change the group',
  'no-seat': 'No seat was free',
  'no-account': 'Has no usable account any more',
  elsewhere: 'Has no account here yet: the account is no member of the site’s directory. A full run makes it one',
  'no-access': 'Had no access any more',
  'bad-response': 'The other service answered something else than expected',
  'incomplete-read': 'The other service did not tell everything',
  'invalid-input': 'The other service was asked something that it does not take',
  unexpected: 'The app met an error of its own',
  'not-in-directory': 'Nobody in the directory is behind the account',
  'not-in-scope': 'Not in scope',
  'scope-in-doubt': 'In no required group now, which may pass; it is asked again by itself',
  'gives-no-product': 'The group that was taken gives no product any more',
  'access-exempt': 'Shall never get a seat, by an administrator’s will',
}

/** One that this page does not know (yet) is shown as it is. */
export function reasonOf(reason: string): string {
  return (reasons as Readonly<Record<string, string>>)[reason] ?? reason
}

/** What an administrator can do about a change that failed. */
const remedies: Readonly<Record<string, string>> = {
  refused:
    'Look at the person in Atlassian Administration and in the directory: a name or an address may not be taken.',
  conflict: 'Another account may have the address. Look for it in Atlassian Administration.',
  'not-found': 'Look whether the account and the group are in Atlassian Administration.',
  'not-linked': 'Link the record to the account in Atlassian Administration.',
  'permission-missing':
    'Somebody or something else may manage this person. Otherwise give the credential the permission.',
  'record-gone': 'The account is suspended at the second look, where the app may suspend accounts.',
  'directory-changed': 'Look at the SCIM connection in Set-up. Nobody is suspended meanwhile.',
  'no-seat': 'Free a seat.',
}

export function remedyOf(reason: string): string {
  return remedies[reason] ?? 'Usually it passes by itself.'
}

export const actionNames: Readonly<Record<Action['type'], string>> = {
  create: 'Make an account without access',
  update: 'Write the new name or address',
  restore: 'Make the account usable again',
  deactivate: 'Take access, then deactivate the account',
  'leave-groups': 'Take access and all other groups',
  revoke: 'Take access',
  'join-group': 'Add to a group',
  'leave-group': 'Take out of a group',
  notify: 'Tell before access is taken',
}

export const outcomeNames: Readonly<Record<Outcome, string>> = {
  created: 'Account made',
  invited: 'Invited; the account is not there yet',
  'address-refused': 'Not invited: Atlassian does not take the address',
  linked: 'Account found and linked',
  updated: 'Account updated',
  restored: 'Account restored',
  deactivated: 'Account deactivated',
  'left-groups': 'All groups left',
  revoked: 'Access taken back',
  joined: 'Added to a group',
  left: 'Taken out of a group',
  notified: 'Jira took the notice',
  'notice-refused': 'Jira refused the notice',
  'notice-dropped': 'Not told any more',
  skipped: 'Kept',
  failed: 'Failed',
}

/** Where a date that speaks for somebody's access comes from. */
export const signalNames: Readonly<Record<ActivitySource, string>> = {
  organization: 'last active by the organization',
  'own-record': 'seen at work in Jira',
  granted: 'access granted',
  'given-back': 'access given back',
  created: 'account created',
}
