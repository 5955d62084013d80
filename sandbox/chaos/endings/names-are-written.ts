/** Liveness: who has never left and was renamed while the app knew them has an account with the new name. */
import type { Ending } from './ending'

export const namesAreWritten: Ending = {
  name: 'names-are-written',
  check: async ({ sandbox: { company, identities, tenant }, truth }) =>
    company.people.flatMap(({ userId }) => {
      if (!truth.renamed.has(userId)) return []
      const account = identities.accountOf(userId)
      const name = tenant.users.get(userId)?.displayName
      const isAllAlong = truth.goneSince(userId) === null && truth.goneUntil(userId) === null
      // Only the SCIM directory takes names.
      if (!isAllAlong || account === undefined || account.scimId === null) return []
      return account.displayName === name ? [] : [`${userId} is called ${name}, the account ${account.displayName}.`]
    }),
}
