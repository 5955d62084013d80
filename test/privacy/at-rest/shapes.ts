/** Shapes that occur in more than one place. */
import type { Shape } from '../check-at-rest'
import { oneOf } from '../check-at-rest'

export const COUNTS: Shape = { '<code>': 'number' }
export const SIGNAL: Shape = { source: 'code', at: oneOf('time', 'null') }
export const REF: Shape = { planId: 'plan', start: 'number' }
export const LINK: Shape = {
  a: 'account',
  's?': 'scim id',
  'h?': 'number',
  'x?': 'number',
  'i?': 'number',
  'd?': 'digest',
  'p?': 'digest',
}
export const REPORT: Shape = {
  runId: oneOf('plan', 'day'),
  outcome: 'code',
  startedAt: 'time',
  endedAt: 'time',
  counts: COUNTS,
  skips: COUNTS,
  because: oneOf('text', 'null'),
  'settingsVersion?': 'number',
  'openPlans?': ['plan'],
  'heldPlan?': 'plan',
  'refusedSize?': { source: 'text', expected: 'number', got: 'number' },
  'oddRows?': [oneOf('account', 'person')],
  'unknownRoles?': { '<code>': 'number' },
  'grants?': { byHand: 'number', waits: ['number'], 'acts?': { '<code>': ['number'] } },
}
/** Who named a group typed its name. */
export const GROUP: Shape = { use: 'code', groupId: 'group', name: 'typed', size: 'number', members: ['account'] }
export const RULE: Shape = { attribute: 'code', pattern: 'typed' }
export const LEAVER: Shape = { account: 'code', removeGroups: 'flag' }
export const SETTINGS: Readonly<Record<string, Shape>> = {
  requiredGroupIds: ['typed'],
  scope: { userTypes: ['code'], enabledOnly: 'flag', include: [RULE], exclude: [RULE], address: 'code' },
  leavers: { deleted: LEAVER, disabled: LEAVER, 'out-of-scope': LEAVER },
  groups: {
    neverAssign: ['typed'],
    neverRemove: ['typed'],
    always: ['group'],
    mappings: [{ directoryGroupId: 'typed', groupId: oneOf('group', 'null') }],
    nameRule: { pattern: 'typed', replacement: 'typed' },
  },
  target: 'code',
  experimentalInvite: 'flag',
  refusalMessage: 'typed',
  waitingDays: 'number',
  noAccessAccountIds: ['account'],
  noAccessGroupIds: ['group'],
  seatWarning: oneOf('number', 'null'),
  billingDay: 'number',
  billingPeriod: 'code',
  seatPrice: oneOf('number', 'null'),
  seatCurrency: 'typed',
  exemptGroupIds: ['group'],
  exemptPeople: [{ accountId: 'account', owner: 'typed', reason: 'typed', until: oneOf('day', 'null') }],
  graceDays: 'number',
  removeNeverUsed: 'flag',
  removalsPerRun: 'number',
  fourEyes: 'flag',
  alerts: { issueKey: oneOf('typed', 'null'), accountIds: ['account'], groupIds: ['group'] },
  notices: {
    issueKey: oneOf('typed', 'null'),
    daysBefore: ['number'],
    subject: 'typed',
    text: 'typed',
    postponeWhenRefused: 'flag',
  },
  journalDays: 'number',
  products: [
    {
      key: 'code',
      kind: 'code',
      accessGroupId: oneOf('group', 'null'),
      accessGroupIds: ['group'],
      seatTotal: oneOf('number', 'null'),
      seatReserve: 'number',
      cap: oneOf('number', 'null'),
      dormancyDays: 'number',
      grant: 'flag',
      sweep: 'flag',
      signals: 'flag',
    },
  ],
  signals: {
    productEvents: 'flag',
    signIn: 'flag',
    eachMinute: 'flag',
    signInAppIds: ['typed'],
    portal: 'flag',
    webTrigger: 'flag',
    onBehalf: 'flag',
    colleague: 'flag',
    auditEvents: 'flag',
    auditActions: ['typed'],
  },
  schedules: { provision: 'typed', sweep: 'typed', signIn: 'typed', leaversMinutes: 'number', timeZone: 'typed' },
}
export const ARMED: Shape = { provision: 'flag', grant: 'flag', sweep: 'flag' }
export const ACTION: Shape = oneOf(
  { type: 'code', objectId: 'person', 'lookFirst?': 'flag' },
  { type: 'code', objectId: 'person', accountId: 'account', 'because?': 'code', 'groups?': 'code', 'address?': 'code' },
  { type: 'code', objectId: 'person', accountId: 'account', groupId: 'group' },
  {
    type: 'code',
    productKey: 'code',
    accountId: 'account',
    groupIds: ['group'],
    because: 'code',
    'newest?': oneOf(SIGNAL, 'null'),
  },
  {
    type: 'code',
    productKey: 'code',
    accountId: 'account',
    told: 'number',
    begunAt: 'time',
    dueOn: 'day',
    days: 'number',
  },
)
export const REVIEW_ROW: Shape = {
  accountId: 'account',
  decision: 'code',
  because: 'code',
  newest: oneOf(SIGNAL, 'null'),
  'productKey?': 'code',
  groupIds: ['group'],
}

/** The head of a list that may lie in chunks. */
export function listOf(item: Shape, about: Shape = 'null'): Shape {
  return {
    total: 'number',
    starts: ['number'],
    edition: 'digest',
    digest: 'digest',
    about,
    'items?': [item],
  }
}
