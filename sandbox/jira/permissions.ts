/** GET /mypermissions: may the caller administer Jira? */
import type { Account, Site } from '../atlassian/site'
import type { Caller } from '../service'
import type { Strictness } from '../strict-routes'
import { jiraError } from './errors'
import type { JiraAnswers } from './guesses'

/** Global permissions that are modelled. */
const GLOBAL_PERMISSIONS: Readonly<Record<string, { id: string; name: string; description: string }>> = {
  ADMINISTER: {
    id: '0',
    name: 'Administer Jira',
    description: 'Create and administer projects, issue types, fields, workflows, and schemes for all projects.',
  },
  SYSTEM_ADMIN: {
    id: '44',
    name: 'Administer Jira (System)',
    description: 'Ability to perform all administration functions.',
  },
}

const ADMIN_ROLES = ['atlassian/org-admin', 'atlassian/site-admin', 'atlassian/admin']

/** Who has an administrator's role, directly or by a group, on this site or on the whole organization. */
export function isJiraAdministrator(site: Site, account: Account): boolean {
  if (account.status !== 'active') return false
  if (account.platformRoles.some((role) => ADMIN_ROLES.includes(role))) return true
  for (const groupId of account.groupIds) {
    const assignments = site.groups.get(groupId)?.roleAssignments ?? []
    const isHere = (resourceId: string): boolean => resourceId.includes(site.cloudId) || resourceId.includes(site.orgId)
    if (
      assignments.some(
        ({ resourceId, roles }) => isHere(resourceId) && roles.some((role) => ADMIN_ROLES.includes(role)),
      )
    )
      return true
  }
  return false
}

/** Whether the app itself has the permissions that its scopes stand for is a guess. */
export function mayAdminister(
  { site, scopes, answers }: { site: Site; scopes: readonly string[]; answers: JiraAnswers },
  caller: Caller,
): boolean {
  if (caller.kind === 'app')
    return answers['jira-app-administers'] === 'yes' && scopes.includes('manage:jira-configuration')
  if (caller.kind === 'external') return false
  const account = site.accounts.get(caller.accountId)
  return account !== undefined && isJiraAdministrator(site, account)
}

/** @param keys the `permissions` parameter @returns the body, and how many permissions are in it */
export function describePermissions(
  strictness: Strictness,
  keys: string | null,
  isAdministrator: boolean,
): { body: Record<string, unknown>; count: number } {
  if (keys === null || keys === '') throw jiraError(400, "The 'permissions' query parameter is required.")
  const wanted = keys.split(',').map((key) => key.trim())
  const permissions: Record<string, unknown> = {}
  for (const key of wanted) {
    const permission = GLOBAL_PERMISSIONS[key]
    if (permission === undefined) throw strictness.unsupported(`mypermissions: the permission "${key}" is not modelled`)
    permissions[key] = { ...permission, key, type: 'GLOBAL', havePermission: key === 'ADMINISTER' && isAdministrator }
  }
  return { body: { permissions }, count: wanted.length }
}
