import { isResting, restOf } from '../../core/back-off'
import { isSettled, watchSeats } from '../../core/seat-watch'
import type { SeatWatches } from '../../core/seat-watch'
import { countOthers } from '../../core/seats'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { readProducts } from '../read/products'
import { readGuardStates } from '../state/guard-state'
import { seatWatches } from '../state/seat-watches'

/**
 * Counts the seats that others gave since the last look: what Jira says is used, less what the app itself gave and freed.
 * A look at a moment when Jira may not show all of that is put off until the next tick.
 * @param known as the tick has read it. @param isDue a quarter of an hour is over
 */
export async function countTakenSeats(
  ports: Ports,
  settings: Settings,
  known: SeatWatches,
  isDue: boolean,
): Promise<SeatWatches> {
  const { store, clock } = ports
  if (isResting(known, clock.now()) || (!isDue && known.isPutOff !== true)) return known
  const keys = settings.products.map(({ key }) => key)
  const guards = await readGuardStates(store, keys)
  const now = clock.now()
  if (keys.some((key) => !isSettled(guards.get(key)!.own, now)))
    return seatWatches.change(store, (before) => ({ ...before, isPutOff: true }))
  const { products } = await readProducts(ports, settings).catch(async (error: unknown) => {
    const rest = restOf(error, now)
    if (rest.restUntil !== undefined) await seatWatches.change(store, (before) => ({ ...before, ...rest }))
    throw error
  })
  return seatWatches.change(store, (before) => ({
    products: Object.fromEntries(
      products.map(({ product: { key }, seats }) => {
        const read = { others: countOthers(seats, guards.get(key)!), used: seats.used }
        return [key, watchSeats(before.products[key], read, now)]
      }),
    ),
  }))
}
