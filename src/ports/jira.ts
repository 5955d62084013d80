/** The Jira site: seats, and who calls. */
import type { Seats } from '../core/seats'

export interface SeatReader {
  /** Every product of the site, in one call. */
  readAllSeats(): Promise<readonly Seats[]>
}

export interface CallerReader {
  /** Does the person who calls administer Jira? Asked on the server for every call of the page. */
  isAdministrator(): Promise<boolean>
}

/** One text to some people, mailed by Jira as the notification of an issue. */
export interface Notice {
  readonly issueKey: string
  readonly subject: string
  readonly text: string
  /** At most 50. */
  readonly accountIds: readonly string[]
  readonly groupIds?: readonly string[]
}

export type NoticeAnswer =
  | 'accepted' //         Jira took it; whether anybody reads it, or may browse the issue, it does not say
  | 'no-issue' //         there is no such issue, or the app may not see it
  | 'wrong-recipient' //  one of the recipients cannot be told
  | 'mail-off' //         the site sends no mail
  | 'throttled' //        too many requests; nobody was told

export interface Notifier {
  /** @throws AppError `unavailable` and the like; then nobody knows whether Jira took it */
  notify(notice: Notice): Promise<NoticeAnswer>
  /** Address of the issue, for people. */
  linkTo(issueKey: string): Promise<string>
}
