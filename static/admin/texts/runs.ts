import type { RunOutcome } from '../../../src/app/run/run-report'
import type { SkipReason } from '../../../src/core/plan'

export const outcomes: Readonly<Record<RunOutcome, string>> = {
  done: 'Done',
  applying: 'In progress',
  'dry-run': 'Dry run',
  held: 'Awaiting approval',
  refused: 'Stopped by a check',
  failed: 'Failed',
}

export const skipReasons: Readonly<Record<SkipReason, string>> = {
  administrator: 'Administrators',
  'group-unread': 'In a group that is not checked yet',
  'not-a-person': 'Apps and service accounts',
  'exempt-group': 'Members of an exempt group',
  'exempt-person': 'Exempt people',
  'synchronised-group': 'Access through a group that only the identity provider can change',
  'unlisted-group': 'Access through a group that the app may not write to',
  'may-not-suspend': 'Left, without access; the app has no permission to suspend the account',
  'activity-unknown': 'Activity unknown',
  'grace-period': 'Granted only a short while ago',
  'recently-granted': 'Granted within the days without activity',
  'recently-active': 'Active more recently than the organization reports',
  'active-in-other-product': 'The same group gives another product that they use, or that is not taken back',
  'notice-period': 'Not told yet, or not long enough ago',
  'matched-twice': 'Two accounts for one person, or two people for one account',
  missing: 'In scope without an account, which somebody else has to make',
  'no-address': 'In scope without the address that accounts are matched by',
}

/** Counts of run reports, by name. */
export const countNames: Readonly<Record<string, string>> = {
  people: 'People in the directory',
  accounts: 'Accounts in the organization',
  matched: 'People with an account',
  holders: 'People with access',
  dormant: 'Without activity for too long',
  changed: 'Changes in the directory',
  create: 'Accounts to create',
  restore: 'Accounts to restore',
  deactivate: 'Accounts to deactivate',
  revoke: 'Access to take back',
  notify: 'People to tell before',
  created: 'Accounts created',
  linked: 'Accounts found and linked',
  restored: 'Accounts restored',
  deactivated: 'Accounts deactivated',
  revoked: 'Access taken back',
  notified: 'Notices that Jira took',
  'notice-refused': 'Notices that Jira refused',
  'notice-dropped': 'Notices no longer needed',
  skipped: 'Kept after a last check',
  failed: 'Failed',
  asked: 'Asked for a seat',
  granted: 'Got a seat',
  held: 'Had access already',
  refused: 'Not entitled to a seat',
  waiting: 'Put on the waiting list',
}
