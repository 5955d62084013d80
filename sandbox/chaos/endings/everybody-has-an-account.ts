/** Liveness: everybody who is enabled and in scope has a usable account. */
import { waitsForASeat } from './waits-for-a-seat'
import type { Ending } from './ending'

export const everybodyHasAnAccount: Ending = {
  name: 'everybody-has-an-account',
  check: async (world) => {
    const { company, identities } = world.sandbox
    const { truth } = world
    return company.people.flatMap(({ name, userId }) => {
      if (truth.goneSince(userId) !== null) return []
      const account = identities.accountOf(userId)
      if (account === undefined) return [`${name} has no account.`]
      // Installed anew, the app no longer knows which accounts it had disabled: those are somebody else's to restore.
      const isForgotten = truth.removals.some(
        (one) => one.accountId === account.accountId && one.what === 'account' && one.at < truth.installedAt(),
      )
      const isExcused = isForgotten || waitsForASeat(world, account.accountId)
      return account.status === 'active' || isExcused ? [] : [`The account of ${name} is ${account.status}.`]
    })
  },
}
