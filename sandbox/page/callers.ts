/** Who may look at the page, and what Jira opens for them: the manifest's admin page, or its action on the portal. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Account } from '../atlassian/site'
import type { Sandbox } from '../create-sandbox'
import type { CallerKind, OpenedPage } from './api'

interface ManifestPage {
  readonly key: string
  readonly resource: string
  readonly title: string
}

const MODULE_TYPES: Record<CallerKind, string> = {
  administrator: 'jira:adminPage',
  /** A second administrator of Jira, who works on the same page. */
  colleague: 'jira:adminPage',
  // Jira itself would not offer the page to them; a request made past the menu must be refused all the same.
  user: 'jira:adminPage',
  customer: 'jiraServiceManagement:portalUserMenuAction',
}

export interface Callers {
  open(kind: CallerKind): OpenedPage
}

export function createCallers({ site, company }: Pick<Sandbox, 'site' | 'company'>, manifestPath: string): Callers {
  const { modules } = parse(readFileSync(manifestPath, 'utf8')) as { modules: Record<string, ManifestPage[]> }
  const chosen = new Map<CallerKind, string>()

  function find(kind: CallerKind): Account {
    if (kind === 'administrator') return site.accounts.get(site.adminAccountId)!
    if (kind === 'colleague') return addAdministrator()
    const isHolder = kind === 'user'
    for (const account of site.accounts.values()) {
      if (account.accountType !== 'atlassian' || account.status !== 'active' || account.platformRoles.length > 0)
        continue
      if (site.holdsSeat(account.accountId, company.productKey) === isHolder) return account
    }
    // At minute 0 everybody with an account holds a seat: somebody from outside uses the portal then.
    return site.addAccount({ email: 'visitor@partner.example', displayName: 'Vera Visitor', by: 'admin' })
  }

  function addAdministrator(): Account {
    const account = site.addAccount({ email: 'olga@company.example', displayName: 'Olga Other', by: 'admin' })
    for (const groupId of site.accounts.get(site.adminAccountId)!.groupIds) {
      const roles = site.groups.get(groupId)?.roleAssignments ?? []
      if (roles.length > 0) site.setMember(account.accountId, groupId, true, 'admin')
    }
    return account
  }

  /** The same person each time, while they are there. */
  function callerOf(kind: CallerKind): Account {
    const account = site.accounts.get(chosen.get(kind) ?? '') ?? find(kind)
    chosen.set(kind, account.accountId)
    return account
  }

  return {
    open: (kind) => {
      const moduleType = MODULE_TYPES[kind]
      const page = modules[moduleType]?.[0]
      if (page === undefined) throw new Error(`The manifest has no module of type ${moduleType}.`)
      const { accountId, displayName } = callerOf(kind)
      return {
        moduleKey: page.key,
        moduleType,
        title: page.title,
        resource: page.resource,
        caller: { accountId, displayName },
        cloudId: site.cloudId,
        siteUrl: site.siteUrl,
      }
    },
  }
}
