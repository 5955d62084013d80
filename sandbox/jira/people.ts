/** Users and groups as Jira shows them. */
import type { Account, Group, Site } from '../atlassian/site'
import { describeGroupName } from './application-roles'
import { PICKER_MAX } from './limits'

const EXPANDS = 'groups,applicationRoles'

/** @param expand e.g. 'groups'; what is not expanded has its size only */
export function describeUser(site: Site, account: Account, expand: string | null): Record<string, unknown> {
  const wanted = expand?.split(',') ?? []
  const groups = [...account.groupIds].flatMap((id) => site.groups.get(id) ?? [])
  const roles = [...site.products.values()].filter(({ key }) => site.holdsSeat(account.accountId, key))
  const wrap = (name: string, items: readonly unknown[]): Record<string, unknown> => ({
    size: items.length,
    items: wanted.includes(name) ? items : [],
  })
  return {
    self: `${site.siteUrl}/rest/api/3/user?accountId=${encodeURIComponent(account.accountId)}`,
    accountId: account.accountId,
    accountType: account.accountType,
    emailAddress: account.email,
    displayName: account.displayName,
    active: account.status === 'active',
    timeZone: 'Etc/UTC',
    locale: 'en_US',
    groups: wrap(
      'groups',
      groups.map((group) => describeGroupName(site, group)),
    ),
    applicationRoles: wrap(
      'applicationRoles',
      roles.map(({ key, name }) => ({ key, name })),
    ),
    expand: EXPANDS,
  }
}

/** @returns the picker's body; groups whose name contains the text, synced ones marked EXTERNAL */
export function pickGroups(site: Site, query: URLSearchParams): { body: Record<string, unknown>; count: number } {
  const text = query.get('query') ?? ''
  const ignoresCase = query.get('caseInsensitive') === 'true'
  const fold = (value: string): string => (ignoresCase ? value.toLowerCase() : value)
  const excludedIds = query.getAll('excludeId')
  const accountId = query.get('accountId')
  const found = [...site.groups.values()].filter(
    (group) =>
      fold(group.name).includes(fold(text)) &&
      !excludedIds.includes(group.groupId) &&
      (accountId === null || group.memberIds.has(accountId)),
  )
  const wanted = Number(query.get('maxResults') ?? PICKER_MAX)
  const shown = found.slice(0, Math.max(0, Math.min(PICKER_MAX, wanted)))
  const header = `Showing ${shown.length} of ${found.length} matching groups`
  return {
    body: { header, total: found.length, groups: shown.map((group) => describeFound(group)) },
    count: shown.length,
  }
}

function describeFound(group: Group): Record<string, unknown> {
  const grants = group.productKeys.length > 0
  const isAdmin = group.roleAssignments.some(({ roles }) => roles.some((role) => role !== 'atlassian/user'))
  return {
    name: group.name,
    html: group.name,
    labels: [
      ...(isAdmin
        ? [{ text: 'Admin', title: 'Users added to this group will be given administrative access', type: 'ADMIN' }]
        : []),
      ...(grants
        ? [{ text: 'Jira', title: 'Users added to this group will be given access to the product', type: 'SINGLE' }]
        : []),
    ],
    groupId: group.groupId,
    managedBy: group.externalSynced ? 'EXTERNAL' : 'ADMINS',
    usageType: 'USERBASE_GROUP',
  }
}
