import type { NewcomerWatch } from '../../core/newcomers'
import type { Store } from '../../ports'
import { defineRecords } from './record'

/** How far the accounts that a plan makes have been looked at. */
const watches = defineRecords<NewcomerWatch>((planId) => `newcomers:${planId}`)
/** Nobody goes on with a plan for so long. */
const TTL_SECONDS = 2 * 86_400

export function readNewcomerWatch(store: Store, planId: string): Promise<NewcomerWatch | null> {
  return watches.read(store, planId)
}

/** By whom the plan is applied, under its lease. */
export async function saveNewcomerWatch(store: Store, planId: string, watch: NewcomerWatch): Promise<void> {
  await watches.change(store, planId, () => watch, TTL_SECONDS)
}
