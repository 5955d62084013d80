/** GET /applicationrole: the products of the site, their groups and their seats. */
import type { Group, Product, Site } from '../atlassian/site'
import { jiraError } from './errors'
import type { LateSeats } from './late-seats'

export function listApplicationRoles(site: Site, seats: LateSeats): readonly Record<string, unknown>[] {
  return [...site.products.values()].map((product) => describeRole(site, seats, product))
}

export function getApplicationRole(site: Site, seats: LateSeats, key: string): Record<string, unknown> {
  const product = site.products.get(key)
  if (product === undefined) throw jiraError(404, `The application role with key ${key} does not exist.`)
  return describeRole(site, seats, product)
}

/** The first group that grants the product is its default group. Unlimited seats are −1, which field reports saw. */
function describeRole(
  site: Site,
  seats: LateSeats,
  { key, name, seats: numberOfSeats }: Product,
): Record<string, unknown> {
  const groups = [...site.groups.values()].filter((group) => group.productKeys.includes(key))
  const defaults = groups.slice(0, 1)
  const userCount = seats.used(key)
  return {
    key,
    name,
    groups: groups.map((group) => group.name),
    groupDetails: groups.map((group) => describeGroupName(site, group)),
    defaultGroups: defaults.map((group) => group.name),
    defaultGroupsDetails: defaults.map((group) => describeGroupName(site, group)),
    selectedByDefault: false,
    defined: true,
    numberOfSeats: numberOfSeats ?? -1,
    remainingSeats: numberOfSeats === null ? -1 : numberOfSeats - userCount,
    userCount,
    userCountDescription: 'users',
    hasUnlimitedSeats: numberOfSeats === null,
    platform: false,
  }
}

export function describeGroupName(site: Site, { groupId, name }: Group): Record<string, unknown> {
  return { name, groupId, self: `${site.siteUrl}/rest/api/3/group?groupId=${groupId}` }
}
