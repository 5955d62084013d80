import { mappedDirectoryGroupIds, targetGroupIds } from '../../core/local-groups'
import type { Settings } from '../../core/settings'
import { SECOND_MS } from '../../core/time'
import type { Ports } from '../../ports'

/** One slice serves at most this many requests. */
export const SLICE_REQUESTS = 60
/** Nothing new is begun with less than this left of the invocation. */
const MIN_TIME_MS = 10 * SECOND_MS
const MIN_REQUESTS = 25
/** Accounts are looked up by ten, people of the directory by twenty, and of each twenty the group is read by two: 0.25. */
const LOOK_UPS_EACH = 0.25
/** So much another slice of the same invocation may take. */
const SLICE_MS = 25 * SECOND_MS
/** … and it is worth beginning for so many people: each slice reads the seats and the group anew. */
const SLICE_WORTH = 30
/** The access group is found and its roles read, and the further groups are found. */
const CHECKS = 4

type BudgetPorts = Pick<Ports, 'budget'>

export function isOutOfTime({ budget }: BudgetPorts): boolean {
  return budget.timeLeftMs() < MIN_TIME_MS || budget.requestsLeft() < MIN_REQUESTS
}

/** Whether this invocation begins another slice; what it cannot do is for the next one. */
export function hasRoom({ budget }: BudgetPorts): boolean {
  return (
    budget.timeLeftMs() > SLICE_MS && budget.requestsLeft() > MIN_REQUESTS + CHECKS + SLICE_WORTH * (1 + LOOK_UPS_EACH)
  )
}

/** How many people a slice that begins now can serve to the end, whichever groups they turn out to belong into. */
export function countAffordable({ budget }: BudgetPorts, settings: Settings): number {
  // Some directories tell memberships person by person.
  const memberships = settings.requiredGroupIds.length + mappedDirectoryGroupIds(settings).length > 0 ? 1 : 0
  const each = 1 + LOOK_UPS_EACH + memberships + settings.groups.always.length
  const servable = Math.floor((budget.requestsLeft() - MIN_REQUESTS) / each)
  return Math.min(SLICE_REQUESTS, Math.max(1, servable))
}

/**
 * Those of the people, in order, whose writes there are requests for; the first one always.
 * @param writes how many requests it takes to write everything about somebody
 */
export function takeAffordable<T>(
  { budget }: BudgetPorts,
  settings: Settings,
  people: readonly T[],
  writes: (one: T) => number,
): T[] {
  // Every group is checked before it is written to.
  let left = budget.requestsLeft() - MIN_REQUESTS - CHECKS - targetGroupIds(settings).length
  const taken: T[] = []
  for (const one of people) {
    left -= writes(one)
    if (left < 0 && taken.length > 0) break
    taken.push(one)
  }
  return taken
}
