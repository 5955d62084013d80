import * as v from 'valibot'
import { PLACEHOLDERS, findUnknownPlaceholder } from '../notice-text'
import { flag, text, wholeNumber } from './parts'
import { BOTH, NONE, ids, list, row, section } from './row'
import type { ValuesOf } from './row'

const ISSUE = 'expected the key of an issue, for example IT-123, or its address'
const ISSUE_KEY = /^(?:https:\/\/\S+\/browse\/)?([A-Z][A-Z0-9_]+-\d+)(?:[?#]\S*)?$/i

/** People paste the address of an issue as often as its key. @returns the key, or the text as it is */
export function toIssueKey(typed: string): string {
  return ISSUE_KEY.exec(typed.trim())?.[1]?.toUpperCase() ?? typed
}

const issueKey = v.nullable(v.pipe(v.string(ISSUE), v.trim(), v.regex(ISSUE_KEY, ISSUE), v.transform(toIssueKey)))

/** The last notice comes at least 48 hours before the removal: what somebody does on Jira shows up to a day late. */
const days = list(
  wholeNumber(2, 60),
  { min: 1, max: 4, of: 'numbers of days' },
  {
    default: [14, 3],
    label: 'Days before the removal',
    unit: 'days',
    help: 'On which people are told, for example 14, 3. Up to four numbers from 2 to 60.',
  },
)

const template = (max: number) =>
  v.pipe(
    text(max),
    v.check(
      (typed) => findUnknownPlaceholder(typed) === null,
      `expected no placeholders but ${PLACEHOLDERS.join(', ')}`,
    ),
  )

/** Who is about to lose unused access is told before. */
export const notices = section({
  title: 'Notices',
  about: 'Who is about to lose unused access is told before, and keeps it by opening one page.',
  previews: BOTH,
  rows: {
    notices: {
      // The issue whose notification it is.
      issueKey: row(issueKey, {
        default: null,
        label: 'Notice issue',
        help: 'The key or the address of an issue that everybody with access may open. Jira tells only those who may, and does not say whom it left out. Leave it empty to tell nobody.',
      }),
      daysBefore: {
        ...days,
        schema: v.pipe(
          days.schema,
          v.transform((typed): readonly number[] => [...new Set(typed)].sort((a, b) => b - a)),
        ),
      },
      subject: row(template(200), {
        default: 'Your access to {product} ends in {days} days',
        label: 'Subject of the notice',
      }),
      text: row(template(5_000), {
        default:
          'You have not used {product} for a long time. Your access ends on {date} or soon after, so that somebody else can use the seat.\n\n' +
          'To keep it, sign in and open this page:\n{link}\n\n' +
          'Opening it is enough; it counts from the next day. Your account and your work stay as they are, and you can ask for access again at any time.',
        label: 'Text of the notice',
        help: 'Placeholders: {product}, {days}, {date}, {link}. The link leads to the notice issue.',
      }),
      postponeWhenRefused: row(flag, {
        default: true,
        label: 'Whom Jira refuses to tell keeps access until it does',
      }),
    },
  },
})

/** Administrators are told of what needs their attention. */
export const alerts = section({
  title: 'Alerts by mail',
  about:
    'Few free seats, people who wait, a failing source of sign-ins, a plan that waits, a key that expires: once a day while it lasts.',
  previews: NONE,
  rows: {
    alerts: {
      issueKey: row(issueKey, {
        default: null,
        label: 'Alert issue',
        help: 'The key or the address of an issue that those who are told may open. Leave it empty to tell nobody.',
      }),
      accountIds: ids(50, {
        label: 'People who are told',
        help: 'Whoever names the issue, unless you name somebody here or a group below.',
      }),
      groupIds: ids(10, {
        label: 'Groups that are told',
        help: 'Ids of Atlassian groups, one per line.',
      }),
    },
  },
})

export type NoticesSection = ValuesOf<typeof notices.rows>
export type NoticeSettings = NoticesSection['notices']
