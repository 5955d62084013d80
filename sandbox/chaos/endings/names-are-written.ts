/**
 * Liveness: who has never left and was renamed while the app knew them has an account with the new name. The account of an
 * administrator is written to by nobody (rule 23).
 */
import type { Site } from '../../atlassian/site'
import type { Ending } from './ending'

export const namesAreWritten: Ending = {
  name: 'names-are-written',
  check: async ({ sandbox: { company, identities, tenant, site }, truth }) =>
    company.people.flatMap(({ userId }) => {
      if (!truth.renamed.has(userId)) return []
      const account = identities.accountOf(userId)
      const name = tenant.users.get(userId)?.displayName
      const isAllAlong = truth.goneSince(userId) === null && truth.goneUntil(userId) === null
      // Only the SCIM directory takes names.
      if (!isAllAlong || account === undefined || account.scimId === null) return []
      if (administers(site, account.accountId)) return []
      return account.displayName === name ? [] : [`${userId} is called ${name}, the account ${account.displayName}.`]
    }),
}

function administers({ accounts, groups }: Site, accountId: string): boolean {
  const given = [...groups.values()].filter(({ memberIds }) => memberIds.has(accountId))
  const roles = given.flatMap(({ roleAssignments }) => roleAssignments.flatMap((one) => one.roles))
  return [...(accounts.get(accountId)?.platformRoles ?? []), ...roles].some((role) => role.endsWith('admin'))
}
