/** GET /applicationrole: the products of the site, their groups and their seats. */
import type { Group, Product, Site } from '../atlassian/site'
import { jiraError } from './errors'
import type { JiraAnswers } from './guesses'
import type { LateSeats } from './late-seats'

interface World {
  readonly site: Site
  readonly seats: LateSeats
  readonly answers: JiraAnswers
}

export function listApplicationRoles(world: World): readonly Record<string, unknown>[] {
  return [...world.site.products.values()].map((product) => describeRole(world, product))
}

export function getApplicationRole(world: World, key: string): Record<string, unknown> {
  const product = world.site.products.get(key)
  if (product === undefined) throw jiraError(404, `The application role with key ${key} does not exist.`)
  return describeRole(world, product)
}

/** The first group that grants the product is its default group. */
function describeRole({ site, seats, answers }: World, product: Product): Record<string, unknown> {
  const { key, name, seats: numberOfSeats } = product
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
    ...(numberOfSeats === null
      ? describeUnlimited(answers)
      : { numberOfSeats, remainingSeats: numberOfSeats - userCount }),
    userCount,
    userCountDescription: 'users',
    hasUnlimitedSeats: numberOfSeats === null,
    platform: false,
  }
}

function describeUnlimited(answers: JiraAnswers): Record<string, unknown> {
  return answers['jira-unlimited-seats'] === 'absent' ? {} : { numberOfSeats: -1, remainingSeats: -1 }
}

export function describeGroupName(site: Site, { groupId, name }: Group): Record<string, unknown> {
  return { name, groupId, self: `${site.siteUrl}/rest/api/3/group?groupId=${groupId}` }
}
