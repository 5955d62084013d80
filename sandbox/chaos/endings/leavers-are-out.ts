/** Liveness: for everybody who has left, and whom the app knew, is done what the settings say. */
import type { Account } from '../../atlassian/site'
import { listedGroups } from '../set-up'
import type { World } from '../world'
import type { Ending } from './ending'

export const leaversAreOut: Ending = {
  name: 'leavers-are-out',
  check: async (world) => findLeaversWhoAreIn(world, () => true),
}

/** @param isDue asked for each who has left. @returns those of them who are not out, in words */
export function findLeaversWhoAreIn(world: World, isDue: (userId: string) => boolean): readonly string[] {
  const { company, identities } = world.sandbox
  return company.people.flatMap(({ name, userId }) => {
    const account = identities.accountOf(userId)
    const isKnown = world.truth.knownLeavers.has(userId)
    if (world.truth.goneSince(userId) === null || account === undefined || !isKnown || !isDue(userId)) return []
    if (world.cast.protectedIds.has(account.accountId)) return []
    const because = findWhatIsLeft(world, account)
    return because === null ? [] : [`${name} has left, and ${because}.`]
  })
}

function findWhatIsLeft(world: World, account: Account): string | null {
  const { site, company } = world.sandbox
  const { account: behaviour, removeGroups } = world.scenario.setup.leavers
  const listed = listedGroups(world)
  const groups = [...account.groupIds].filter((groupId) => listed.includes(groupId)).map((id) => site.groups.get(id)!)
  const giving = groups.find(({ productKeys }) => productKeys.includes(company.productKey))
  if (behaviour === 'disable') {
    if (giving !== undefined) return `is still in ${giving.name}`
    const mayDisable = account.scimId !== null || world.scenario.setup.maySuspend
    return account.status === 'active' && mayDisable ? 'the account is active' : null
  }
  // The account stays, and its groups are left once: what an administrator gives by hand afterwards is meant.
  const [left] = groups.filter(({ groupId }) => !world.truth.givenBackByOthers(account.accountId).has(groupId))
  return removeGroups && left !== undefined ? `is still in ${left.name}` : null
}
