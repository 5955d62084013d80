/** Liveness: everybody who is enabled and in scope has a usable account. */
import type { Ending } from './ending'

export const everybodyHasAnAccount: Ending = {
  name: 'everybody-has-an-account',
  check: async ({ sandbox: { company, identities }, truth }) =>
    company.people.flatMap(({ name, userId }) => {
      if (truth.goneSince(userId) !== null) return []
      const account = identities.accountOf(userId)
      if (account === undefined) return [`${name} has no account.`]
      return account.status === 'active' ? [] : [`The account of ${name} is ${account.status}.`]
    }),
}
