/** The few issues that matter here, and the mails that Jira sent about them: the ground truth of who was told what. */
import type { Account, Site } from '../atlassian/site'
import type { Clock } from '../clock'

export interface IssueOptions {
  /** Who may browse it beside having a seat: members of these groups; null = everybody with a seat. */
  readonly browseGroupIds?: readonly string[] | null
  /** Whether the app's own user may browse it. */
  readonly isOpenToApp?: boolean
}

export interface Issue extends Required<IssueOptions> {
  readonly key: string
}

/** One mail to one person. */
export interface Mail {
  readonly at: number
  readonly issueKey: string
  readonly accountId: string
  readonly subject: string
  readonly text: string
  /** false: asked for, and dropped without a word, because the person may not browse the issue. */
  readonly isDelivered: boolean
}

export interface Issues {
  readonly mails: readonly Mail[]
  add(key: string, options?: IssueOptions): void
  find(key: string): Issue | undefined
  mayBrowse(issue: Issue, accountId: string): boolean
  send(issue: Issue, accountIds: Iterable<string>, mail: Pick<Mail, 'subject' | 'text'>): void
  /** Switches outgoing mail of the site off, or on again. */
  setMailOff(isOff: boolean): void
  isMailOff(): boolean
}

export function createIssues({ clock, site }: { clock: Clock; site: Site }): Issues {
  const issues = new Map<string, Issue>()
  const mails: Mail[] = []
  let isOff = false

  function mayBrowse({ browseGroupIds }: Issue, accountId: string): boolean {
    const account = site.accounts.get(accountId)
    if (account === undefined || !holdsSeat(account)) return false
    return browseGroupIds === null || browseGroupIds.some((groupId) => account.groupIds.has(groupId))
  }

  function holdsSeat({ status, accountId }: Account): boolean {
    return status === 'active' && [...site.products.keys()].some((key) => site.holdsSeat(accountId, key))
  }

  return {
    mails,
    mayBrowse,
    add: (key, { browseGroupIds = null, isOpenToApp = true } = {}) => {
      issues.set(key, { key, browseGroupIds, isOpenToApp })
    },
    find: (key) => issues.get(key.toUpperCase()),
    send: (issue, accountIds, { subject, text }) => {
      for (const accountId of new Set(accountIds)) {
        const isDelivered = mayBrowse(issue, accountId)
        mails.push({ at: clock.now(), issueKey: issue.key, accountId, subject, text, isDelivered })
      }
    },
    setMailOff: (next) => {
      isOff = next
    },
    isMailOff: () => isOff,
  }
}
