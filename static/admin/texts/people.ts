import { formOf } from './directory'
import type { Explanation } from '../../../src/app/admin/explain-person'
import type { ExplainedSignIn } from '../../../src/app/admin/explain-sign-in'
import type { PeopleFilter } from '../../../src/app/admin/list-people'
import type { PersonRow } from '../../../src/app/admin/people-rows'
import type { ProvisionStep } from '../../../src/app/provision/provision-person'
import type { Decision } from '../../../src/core/grant'
import type { RequestState } from '../../../src/ports'
import { formatNumber } from '../format'
import { reasonOf } from './reasons'

export const peopleFilters: Readonly<Record<PeopleFilter, string>> = {
  all: 'Everybody',
  access: 'With access',
  waiting: 'Waiting for a seat',
  dormant: 'Looked unused to the last sweep',
  exempt: 'Exempt',
  unmatched: 'Without a match in the directory',
  synchronised: 'Access through a synchronised group',
  missed: 'Came, and nothing came of it',
}

const cameBy: Readonly<Record<string, string>> = {
  'came-log': 'the sign-in log shows it',
  'came-dates': 'the organization’s last-active date shows it',
  'came-event': 'Jira told of it',
}

const days = (count: number): string =>
  count === 0 ? 'today' : count === 1 ? 'yesterday' : `${formatNumber(count)} days ago`

export const people = {
  title: 'People',
  about: 'Names are drawn by Jira; the app itself stores none.',
  show: 'Show',
  search: 'Name or e-mail address',
  searchHint: 'Part of it is enough',
  find: 'Find',
  clear: 'Clear',
  exportAll: 'Export everybody',
  columns: {
    person: 'Person',
    state: 'State',
    access: 'Access',
    seen: 'Last known',
    notes: 'Notes',
    actions: 'Actions',
  },
  total: (total: string) => `${total} in this list.`,
  asOf: (instant: string) => `As the run of ${instant} found it; each person is shown as they are now.`,
  searched: (search: string) => `People whose name or address contains "${search}".`,
  narrowed: (shown: number, found: number, filter: string) =>
    `${formatNumber(shown)} of the ${formatNumber(found)} people found on this page fit "${filter}". Further pages may hold more.`,
  missingTitle: 'This list is not made yet',
  missing: 'The first whole run makes it, also as a dry run: start Provision and Sweep in the Runs tab.',
  nobodyTitle: 'Nobody here',
  nobody: 'Nobody fits what you asked for. Choose another list, or look for another name.',
  accounts: {
    active: 'Active',
    inactive: 'Deactivated',
    elsewhere: 'No account here yet',
    app: 'App account',
    gone: 'Not in the organization',
    none: 'No account',
  } satisfies Record<PersonRow['account'], string>,
  directories: { left: 'Has left', 'not-linked': 'Not in the directory' } satisfies Record<
    Exclude<PersonRow['directory'], 'linked'>,
    string
  >,
  noAccess: 'None',
  accessUnknown: 'Not known at the moment',
  unused: 'Unused',
  synchronised: 'Synchronised',
  neverSeen: 'Nothing',
  seen: (ageDays: number, source: string) => `${days(ageDays)}: ${source}`,
  waits: (product: string, since: string) => `Waits for ${product} since ${since}`,
  exempt: (owner: string, reason: string, until: string | null) =>
    `Exempt ${until === null ? 'without an end' : `until ${until}`}${reason === '' ? '' : `: ${reason}`}${owner === '' ? '' : ` (${owner})`}`,
  because: (reason: string, day: string | null) =>
    reason === 'nobody'
      ? 'Belongs to nobody in the directory'
      : day === null
        ? reasonOf(reason)
        : `Came on ${day} without a seat, and got neither a seat nor an answer: ${cameBy[reason] ?? reason}`,
  open: 'Open',
  notKnown: 'Not known yet',
  detailsTitle: 'What is known, and what happens next',
  grant: (product: string) => `Grant ${product} now`,
  asked: 'Asked, ahead of all who wait. The licence guard decides within seconds.',
  undo: 'Undo the last change',
  undoStarted: 'The undo starts within a minute.',
  provision: 'Provision now',
  notProvisioned: 'Nothing was done',
  provisionTitle: 'Provision one person',
  provisionAbout: 'Reads this person from the directory now and does what the nightly run would do, step by step.',
  provisionWho: 'E-mail address, user principal name or object id',
  steps: {
    found: 'Found',
    'in-scope': 'In scope',
    matched: 'Matched',
    decided: 'Decided',
    done: 'Done',
  } satisfies Record<ProvisionStep['step'], string>,
  exempted: 'The person is exempt.',
  exemptionEnded: 'The exemption is over.',
  exemption: {
    title: 'Exempt this person',
    changeTitle: 'Exemption',
    about: 'Whoever is exempt keeps unused access. An auditor will ask who says so, why, and until when.',
    owner: 'Who answers for it',
    reason: 'Reason',
    until: 'Last day',
    untilHelp: 'As YYYY-MM-DD; leave it empty for no end.',
    save: 'Exempt',
    change: 'Save exemption',
    end: 'End exemption',
  },
} as const

/** Why no last sign-in is told, and what to do. It is only ever shown, so nothing waits for it. */
const noSignIn = {
  'not-known': 'not known, which does not mean never. It comes up to a day late, and no job decides by it.',
  'permission-missing': 'the permission is missing. It is optional: no job decides by it.',
  'no-premium': 'the directory tells it to a higher plan only. It is optional: no job decides by it.',
  throttled: 'the directory is too busy to tell it. Open the person again in a minute.',
  'no-answer': 'the directory did not tell it this time. Open the person again in a minute.',
} satisfies Record<Extract<ExplainedSignIn, { at: null }>['because'], string>

export const explain = {
  who: 'Who it is',
  noAccount: 'The organization knows no such account.',
  elsewhere:
    'The organization lists the account, but it is no member of the site’s directory. A full run makes it one.',
  account: (type: 'atlassian' | 'other', isActive: boolean, isAdmin: boolean) =>
    `${isActive ? 'An active' : 'A deactivated'} ${type === 'atlassian' ? 'account of a person' : 'app or customer account'}${isAdmin ? ', an administrator' : ''}.`,
  since: (instant: string) => `Created ${instant}.`,
  directory: (state: Explanation['directory']['state'], isInScope: boolean) =>
    state === 'not-linked'
      ? 'Nobody in the directory is linked to it.'
      : state === 'deleted'
        ? 'The person is no longer in the directory.'
        : `In the directory: ${state}, ${isInScope ? 'in scope' : 'out of scope'}.`,
  signIn: (signIn: ExplainedSignIn, instant: (iso: string) => string) =>
    signIn.at === null
      ? `Last sign-in at the directory: ${formOf(signIn.kind)?.noSignIn[signIn.because] ?? noSignIn[signIn.because]}`
      : `${signIn.isAttempt ? 'Last attempt to sign in at the directory, which may have failed' : 'Last sign-in at the directory'}: ${days(signIn.ageDays)} (${instant(signIn.at)}). It counts every application that signs in there, so no job decides by it.`,
  leaver: 'The person has left; what was taken comes back when they do.',
  product: (key: string) => `Access to ${key}`,
  holdsNot: 'Has no access.',
  path: (groupId: string, isSynchronised: boolean) =>
    `Through the group ${groupId}${isSynchronised ? ', which only the identity provider can change' : ''}.`,
  signal: (source: string, instant: string | null, ageDays: number | null) =>
    instant === null || ageDays === null
      ? `${capital(source)}: unknown.`
      : `${capital(source)}: ${days(ageDays)} (${instant}).`,
  sweep: (decision: 'revoke' | 'keep', reason: string, unusedFrom: string | null, isArmed: boolean) => {
    const will = decision === 'revoke' ? 'takes the access back' : 'keeps the access'
    const from = decision === 'keep' && unusedFrom !== null ? ` Unused from ${unusedFrom} on, if nothing happens.` : ''
    return `The next sweep ${will}: ${reason}.${from}${isArmed ? '' : ' (Sweep is in dry run: it only says so.)'}`
  },
  grant: (grant: Decision, isArmed: boolean) => {
    const dry = isArmed ? '' : ' (Grant is in dry run: it only says so.)'
    switch (grant.type) {
      case 'holds':
        return 'Asking again changes nothing: the person has access.'
      case 'wants-seat':
        return `Asking now gets a seat if the licence guard finds one free.${dry}`
      case 'refuse':
        return `Asking now is refused: ${reasonOf(grant.because)}.${dry}`
    }
  },
  requests: 'Requests',
  noRequests: 'Nothing is asked for.',
  states: {
    open: 'asked, not decided yet',
    waiting: 'waits',
    refused: 'refused',
    undo: 'to be given back',
  } satisfies Record<RequestState, string>,
  request: (product: string, state: string, since: string, reason: string | null) =>
    `${product}: ${state}, since ${since}${reason === null ? '' : ` (${reason})`}.`,
  decisions: 'What was done',
  noDecisions: 'Nothing was taken or given back.',
  decision: (instant: string, run: string, outcome: string, reason: string | null, undone: string | null) =>
    `${instant}, ${run}: ${outcome}${reason === null ? '' : ` (${reason})`}${undone === null ? '' : `; undone ${undone}`}.`,
} as const

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
