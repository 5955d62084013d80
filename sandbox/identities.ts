/** Who is who: which Atlassian account belongs to which Entra user, as only the sandbox knows for certain. */
import type { Account, Site } from './atlassian/site'
import type { EntraUser, Tenant } from './entra/tenant'

export interface Identities {
  /** The account of a user, if there is one: by the directory's own mark, else by e-mail address. */
  accountOf(userId: string): Account | undefined
  userIdOf(accountId: string): string | undefined
  /** An account that can be used, as a member of the site's directory. */
  hasActiveAccount(userId: string): boolean
  /** Enabled and not deleted in Entra. */
  isEmployed(userId: string): boolean
}

/** Has to see the tenant and the site from the beginning; remembers pairs, so each is looked up once. */
export function createIdentities({ site, tenant }: { site: Site; tenant: Tenant }): Identities {
  const userIdsByEmail = new Map<string, string>()
  const accountIds = new Map<string, string>()
  const userIds = new Map<string, string>()

  function readUser(user: EntraUser): void {
    userIdsByEmail.set(emailOf(user), user.id)
    const account = site.findByEmail(emailOf(user))
    if (account !== undefined && !accountIds.has(user.id)) pair(user.id, account.accountId)
  }

  function pair(userId: string, accountId: string): void {
    accountIds.set(userId, accountId)
    userIds.set(accountId, userId)
  }

  function readAccount(accountId: string): void {
    const account = site.accounts.get(accountId)
    if (account === undefined || account.accountType !== 'atlassian' || userIds.has(accountId)) return
    const marked = account.externalId !== null && isKnown(account.externalId) ? account.externalId : undefined
    const userId = marked ?? userIdsByEmail.get(account.email.toLowerCase())
    if (userId !== undefined) pair(userId, accountId)
  }

  function isKnown(userId: string): boolean {
    return tenant.users.has(userId) || tenant.deletedUsers.has(userId)
  }

  for (const user of tenant.users.values()) readUser(user)
  tenant.onChange(({ userId, kind }) => {
    const user = tenant.users.get(userId)
    if (user !== undefined && (kind === 'added' || kind === 'updated')) readUser(user)
  })
  site.onChange((change) => {
    if (change.kind === 'account-created') readAccount(change.accountId)
  })

  const accountOf = (userId: string): Account | undefined => site.accounts.get(accountIds.get(userId) ?? '')
  return {
    accountOf,
    hasActiveAccount: (userId) => {
      const account = accountOf(userId)
      return account?.status === 'active' && account.directoryIds.includes(site.directoryId)
    },
    userIdOf: (accountId) => userIds.get(accountId),
    isEmployed: (userId) => tenant.users.get(userId)?.accountEnabled === true,
  }
}

/** The address under which the person is known to Atlassian, lower case: the mailbox, or the user name without one. */
export function emailOf(user: Pick<EntraUser, 'mail' | 'userPrincipalName'>): string {
  return (user.mail ?? user.userPrincipalName).toLowerCase()
}
