import type { Link } from '../../core/people'
import type { Ports } from '../../ports'
import { saveLinks } from '../state/link-store'
import { readNotedLinks } from '../state/plan-progress'
import type { Progress } from '../state/plan-progress'
import type { PlanHeader } from '../state/plan-store'

/**
 * New accounts touch every shard, however few they are, so each saving costs as much as all that is stored. Links wait
 * until they are this share of what the shards hold: then the savings of a plan together cost a fixed multiple of its
 * last one (three times), where one for each slice would grow with the square of the people.
 */
const SHARE_WORTH_SAVING = 1 / 2

/**
 * Whether what was learnt may lie in the entries of its batches for longer than this slice. A person whose link waits is
 * found by their address meanwhile, and an account that exists already is linked, not made anew.
 * @param population accounts that were linked when the plan was made
 */
export function isWaitWorthIt({ population = 0, total, waiting }: PlanHeader, progress: Progress): boolean {
  const { next, mayWait, links } = progress
  if (!mayWait || next >= total) return false
  const unsaved = (waiting?.links ?? 0) + links.size
  return unsaved < SHARE_WORTH_SAVING * (population + next - unsaved)
}

/** Everything that waits goes into the shards; doing it twice changes nothing. */
export async function saveWaiting(
  { store }: Pick<Ports, 'store'>,
  { planId, waiting, exchanges = 0 }: PlanHeader,
  learnt: ReadonlyMap<string, Link | null>,
): Promise<void> {
  const waited = await readNotedLinks(store, planId, waiting?.starts ?? [])
  await saveLinks(store, new Map([...waited, ...learnt]), { exchanges })
}
