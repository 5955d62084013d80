import * as v from 'valibot'
import { PLACEHOLDERS, findUnknownPlaceholder } from '../notice-text'
import { shortText, wholeNumber } from './parts'

/** Who is about to lose unused access is told before. */
export interface NoticeSettings {
  /** The issue whose notification it is, and which every holder can open; null = nobody is told. */
  readonly issueKey: string | null
  /** Days before the removal on which people are told, the most first. */
  readonly daysBefore: readonly number[]
  /** Templates: {product}, {days}, {date}, {link}. */
  readonly subject: string
  readonly text: string
  /** Whom Jira would not tell keeps access until it does. */
  readonly postponeWhenRefused: boolean
}

export interface NoticesSection {
  readonly notices: NoticeSettings
}

export const NOTICE_DEFAULTS: NoticesSection = {
  notices: {
    issueKey: null,
    daysBefore: [14, 3],
    subject: 'Your access to {product} ends in {days} days',
    text:
      'You have not used {product} for a long time. Your access ends on {date} or soon after, so that somebody else can use the seat.\n\n' +
      'To keep it, sign in and open this page:\n{link}\n\n' +
      'Opening it is enough; it counts from the next day. Your account and your work stay as they are, and you can ask for access again at any time.',
    postponeWhenRefused: true,
  },
}

const ISSUE = 'expected the key of an issue, for example IT-123, or its address'
const ISSUE_KEY = /^(?:https:\/\/\S+\/browse\/)?([A-Z][A-Z0-9_]+-\d+)(?:[?#]\S*)?$/i

/** People paste the address of an issue as often as its key. @returns the key, or the text as it is */
export function toIssueKey(text: string): string {
  return ISSUE_KEY.exec(text.trim())?.[1]?.toUpperCase() ?? text
}

export const issueKey = v.pipe(v.string(ISSUE), v.trim(), v.regex(ISSUE_KEY, ISSUE), v.transform(toIssueKey))

const DAYS_MAX = 4
/** The last notice comes at least 48 hours before the removal: what somebody does on Jira shows up to a day late. */
const daysBefore = v.pipe(
  v.array(wholeNumber(2, 60)),
  v.minLength(1, 'expected at least one number of days'),
  v.maxLength(DAYS_MAX, `expected at most ${DAYS_MAX} numbers of days`),
  v.transform((days) => [...new Set(days)].sort((a, b) => b - a)),
)
const template = (max: number) =>
  v.pipe(
    shortText(max),
    v.check((text) => findUnknownPlaceholder(text) === null, `expected no placeholders but ${PLACEHOLDERS.join(', ')}`),
  )

export const noticeEntries = {
  notices: v.optional(
    v.strictObject({
      issueKey: v.optional(v.nullable(issueKey)),
      daysBefore: v.optional(daysBefore),
      subject: v.optional(template(200)),
      text: v.optional(template(5_000)),
      postponeWhenRefused: v.optional(v.boolean()),
    }),
  ),
}

export const NOTICE_LABELS = {
  'notices.issueKey': 'Notice issue',
  'notices.daysBefore': 'Days before the removal',
  'notices.subject': 'Subject of the notice',
  'notices.text': 'Text of the notice',
}
