/** Jira's product events as its apps receive them: https://developer.atlassian.com/platform/forge/events-reference/jira/ */
import type { Account, SiteChange } from '../atlassian/site'
import type { Random } from '../random'
import type { ProductEvent, World } from './world'
import { PRODUCT_KEY } from './world'

const PROJECT = { id: '10000', key: 'WORK', name: 'Work' }
const ISSUES = 50_000

/** One act of a person on some issue: mostly updates, now and then a comment or a new issue. */
export function makeIssueEvent(account: Account, at: number, random: Random): ProductEvent {
  const roll = random.next()
  const number = random.int(1, ISSUES)
  const author = { accountId: account.accountId }
  const common = {
    timestamp: String(at),
    selfGenerated: false,
    atlassianId: account.accountId,
    associatedUsers: [author],
    issue: {
      id: String(10_000 + number),
      key: `${PROJECT.key}-${number}`,
      fields: {
        summary: `Work item ${number}`,
        project: PROJECT,
        issuetype: { id: '10001', name: 'Task', subtask: false },
        status: { id: '3', name: 'In Progress' },
      },
    },
  }
  if (roll < 0.1) return { eventType: 'avi:jira:created:issue', ...common }
  if (roll < 0.3) return { eventType: 'avi:jira:commented:issue', ...common, comment: { id: String(number), author } }
  const changelog = { items: [{ field: 'status', fieldId: 'status', from: '1', to: '3' }] }
  return { eventType: 'avi:jira:updated:issue', ...common, changelog }
}

/**
 * Jira tells about every change of an account, including those that the app itself has made through another API.
 * @param isHistory while true, accounts are being furnished with a past about which nobody was told
 */
export function announceUsers(world: World, isHistory: () => boolean): void {
  world.site.onChange((change) => {
    const eventType = userEventType(change)
    if (eventType === null || isHistory()) return
    // Once the change is complete: a membership is told before the seat that it gives or takes.
    world.clock.at(change.at, () => {
      const account = world.site.accounts.get(change.accountId)
      // Jira knows the members of its own directory.
      if (account?.directoryIds.includes(world.site.directoryId) === false) return
      const user = account === undefined ? { accountId: change.accountId } : describeUser(world, account)
      world.emit({ eventType, timestamp: String(change.at), selfGenerated: false, user })
    })
  })
}

function userEventType(change: SiteChange): string | null {
  if (change.kind === 'account-created') return 'avi:jira:created:user'
  if (change.kind === 'account-removed') return 'avi:jira:deleted:user'
  return change.kind === 'seat' ? null : 'avi:jira:updated:user'
}

function describeUser({ site }: World, account: Account): Record<string, unknown> {
  const groups = [...account.groupIds].map((groupId) => ({ groupId, name: site.groups.get(groupId)?.name }))
  const roles = site.holdsSeat(account.accountId, PRODUCT_KEY) ? [{ key: PRODUCT_KEY }] : []
  return {
    accountId: account.accountId,
    accountType: account.accountType,
    displayName: account.displayName,
    active: account.status === 'active',
    groups: { size: groups.length, items: groups },
    applicationRoles: { size: roles.length, items: roles },
  }
}
