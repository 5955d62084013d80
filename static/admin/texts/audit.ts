import type { AuditEntry } from '../../../src/app/state/audit-entry'
import type { AuditKind } from '../../../src/app/state/audit-kinds'
import type { ErrorCode } from '../../../src/core/errors'
import type { JobName } from '../../../src/core/plan'
import type { SettingChange } from '../../../src/core/settings/compare-settings'
import { labelOf } from '../../../src/core/settings/table'
import { formatNumber } from '../format'
import { jobNames } from './common'

export const auditKinds: Readonly<Record<AuditKind, string>> = {
  settings: 'Changed settings',
  credentials: 'Entered or removed credentials',
  armed: 'Armed or disarmed a job',
  'run-started': 'Started a run',
  'run-stopped': 'Stopped a run',
  'plan-approved': 'Approved a plan',
  undone: 'Undid',
  'waiting-moved': 'Moved somebody on the waiting list',
  'waiting-dropped': 'Took somebody off the waiting list',
  confirmed: 'Confirmed something in the set-up, or took it back',
  granted: 'Asked for a seat for somebody',
  provisioned: 'Provisioned one person',
  exported: 'Exported a list',
  'size-accepted': 'Accepted the new size of a source',
  'tried-again': 'Had a change that failed tried again',
  'left-alone': 'Left a change that failed as it is',
  'identity-said': 'Said whose account it is',
  'identity-taken-back': 'Took back whose account it is',
  unlinked: 'Ended the link of an account to a person',
  exempted: 'Exempted somebody, or ended an exemption',
  'notice-tested': 'Sent a test notice',
}

export const audit = {
  title: 'Audit trail',
  about: 'What administrators did here, newest first. Entries are kept as long as the journal; nobody can change them.',
  show: 'Show',
  everything: 'Everything',
  columns: { at: 'When', by: 'Who', what: 'What', details: 'Details' },
  newer: 'Newer',
  older: 'Older',
  nothingTitle: 'Nothing was changed',
  nothing: 'Whenever an administrator changes something on this page, it is listed here.',
  outcomes: {
    begun: 'Not known how it ended',
    refused: 'Refused',
    failed: 'Failed',
  } satisfies Record<Exclude<AuditEntry['outcome'], 'done'>, string>,
  refusals: {
    'not-connected': 'A connection was missing.',
    'sign-in-refused': 'The other service refused our credential.',
    'permission-missing': 'The other service did not allow it.',
    'no-premium': 'The licence of the directory does not include it.',
    refused: 'The other service would not do it.',
    'not-found': 'The other service did not find it.',
    'not-linked': 'The SCIM directory has a record that belongs to no account.',
    'bad-response': 'The other service answered something else than expected.',
    'incomplete-read': 'A source could not be read whole.',
    'cursor-expired': 'The other service no longer knew where reading had ended.',
    unavailable: 'The other service could not be reached.',
    throttled: 'The other service was too busy.',
    'invalid-input': 'What was entered could not be accepted, or no longer fitted.',
    conflict: 'Somebody else had changed it meanwhile.',
    forbidden: 'It was not allowed.',
    'licence-lapsed': 'The licence of the app had lapsed.',
    'budget-spent': 'There was not enough time.',
  } satisfies Record<ErrorCode, string>,
  job: (job: JobName, armed: unknown) =>
    armed === undefined
      ? jobNames[job]
      : armed === true
        ? `${jobNames[job]}: armed`
        : `${jobNames[job]}: back to dry run`,
  people: (count: number) => (count === 1 ? '1 person' : `${formatNumber(count)} people`),
  organization: (orgId: string) => `Organization ${orgId}`,
  keyUntil: (day: string) => `API key valid until ${day}`,
  until: (day: string) => `Until ${day}`,
  change: (name: string, { entry, from, to }: SettingChange) => {
    const what = entry === undefined ? name : `${name}, ${entry}`
    if (from === null) return to === 'true' ? `${what}: added` : `${what}: ${to} (new)`
    if (to === null) return from === 'true' ? `${what}: removed` : `${what}: ${from} (removed)`
    return `${what}: ${from} → ${to}`
  },
  more: (count: number) => `and ${formatNumber(count)} more`,
} as const

/** What the page calls a setting, or the switch of a job. */
export function settingName(setting: string): string {
  if (setting === 'roles') return 'What a role means'
  const job = setting.replace(/^armed\./, '')
  return job in jobNames ? `${jobNames[job as JobName]} is armed` : labelOf(setting)
}
