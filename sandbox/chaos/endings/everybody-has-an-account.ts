/** Liveness: everybody who is enabled and in scope has a usable account. */
import type { Ending } from './ending'

export const everybodyHasAnAccount: Ending = {
  name: 'everybody-has-an-account',
  check: async ({ sandbox: { company, identities }, truth }) =>
    company.people.flatMap(({ name, userId }) => {
      if (truth.goneSince(userId) !== null) return []
      const account = identities.accountOf(userId)
      if (account === undefined) return [`${name} has no account.`]
      // Installed anew, the app no longer knows which accounts it had disabled: those are somebody else's to restore.
      const isForgotten = truth.removals.some(
        (one) => one.accountId === account.accountId && one.what === 'account' && one.at < truth.installedAt(),
      )
      return account.status === 'active' || isForgotten ? [] : [`The account of ${name} is ${account.status}.`]
    }),
}
