/** Where the app sends its visitor: the sandbox has no other pages, so it says what Jira would open. */
import { showFlag } from './flags'
import { openedPage } from './session'

export interface NavigationTarget {
  readonly url?: string
  readonly target?: string
  readonly type?: 'same-tab' | 'new-tab'
  readonly accountId?: string
  readonly issueKey?: string
  readonly projectKey?: string
  readonly dashboardId?: string
  readonly moduleKey?: string
}

/** Absolute address of a target, on the emulated site. */
export function urlOf(wish: NavigationTarget): string {
  const site = openedPage.get()?.siteUrl ?? 'https://example.atlassian.net'
  return new URL(wish.url ?? pathOf(wish), site).href
}

function pathOf({ target, accountId, issueKey, projectKey, dashboardId, moduleKey }: NavigationTarget): string {
  switch (target) {
    case 'userProfile':
      return `/jira/people/${accountId}`
    case 'issue':
      return `/browse/${issueKey}`
    case 'projectSettingsDetails':
      return `/jira/software/projects/${projectKey}/settings/details`
    case 'dashboard':
      return `/jira/dashboards/${dashboardId}`
    case 'module':
      return `/jira/settings/apps/${moduleKey}`
    default:
      throw new Error(`The sandbox page does not know the navigation target ${String(target)}.`)
  }
}

export function goTo(wish: NavigationTarget): void {
  const url = urlOf(wish)
  const where = wish.type === 'new-tab' ? 'in a new tab' : 'here'
  showFlag({ id: url, type: 'info', title: `Jira would open this ${where}`, description: url, isAutoDismiss: true })
}
