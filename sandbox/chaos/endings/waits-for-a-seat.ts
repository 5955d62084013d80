import { hasSeatByOthers } from '../set-up'
import type { World } from '../world'

/** A change that failed is tried again after three hours at the latest. */
const NEXT_TRY_MS = 3 * 3_600_000
/** Between the try and the seats that it judges by, as late as these may be read. */
const SLACK_MS = 30 * 60_000

/**
 * Who is back, and would take a seat with the account since the app may not write to the group, waits for the reserve
 * (rules 1 and 14).
 */
export function waitsForASeat(world: World, accountId: string): boolean {
  const { sandbox, truth } = world
  const isDisabled = sandbox.site.accounts.get(accountId)?.status === 'deactivated'
  const since = sandbox.clock.now() - NEXT_TRY_MS - SLACK_MS
  return isDisabled && hasSeatByOthers(world, accountId) && !truth.isReserveFreeSince(since)
}
