/** Liveness: for everybody who has left, and whom the app knew, is done what the settings say. */
import type { Account } from '../../atlassian/site'
import type { World } from '../world'
import type { Ending } from './ending'

export const leaversAreOut: Ending = {
  name: 'leavers-are-out',
  check: async (world) => {
    const { company, identities } = world.sandbox
    return company.people.flatMap(({ name, userId }) => {
      const account = identities.accountOf(userId)
      const isKnown = world.truth.knownLeavers.has(userId)
      if (world.truth.goneSince(userId) === null || account === undefined || !isKnown) return []
      if (world.cast.protectedIds.has(account.accountId)) return []
      const because = findWhatIsLeft(world, account)
      return because === null ? [] : [`${name} has left, and ${because}.`]
    })
  },
}

function findWhatIsLeft({ sandbox: { site, company }, scenario }: World, account: Account): string | null {
  const { account: behaviour, removeGroups } = scenario.setup.leavers
  const groups = [...account.groupIds].map((groupId) => site.groups.get(groupId)!).filter((one) => !one.externalSynced)
  const giving = groups.find(({ productKeys }) => productKeys.includes(company.productKey))
  if (behaviour === 'disable') {
    if (giving !== undefined) return `is still in ${giving.name}`
    return account.status === 'active' ? 'the account is active' : null
  }
  return removeGroups && groups.length > 0 ? `is still in ${groups[0]!.name}` : null
}
