import type { JournalEntry } from '../../core/journal'
import { MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'
import type { ActionType, ActionTypes } from './action-type'
import { journalTtlSeconds, readJournalBatches, changeJournalEntries } from '../state/journal'
import { readPlanHeader, changePlanHeader } from '../state/plan-store'
import type { PlanHeader } from '../state/plan-store'
import { readProducts } from '../read/products'
import { addCounts } from '../state/run-report'
import { readSettings } from '../state/settings'

const MIN_TIME_MS = MINUTE_MS
const MIN_REQUESTS = 60

/**
 * Looks again, some seconds after a plan was applied, whether each seat really fell: a group that gives the product and
 * that no plan knew of, or the identity provider, may have left or put the person back.
 * @returns true when everybody was looked at
 */
export async function verifyPlan(ports: Ports, planId: string, types: ActionTypes): Promise<boolean> {
  const { store, budget } = ports
  const header = await readPlanHeader(store, planId)
  // One that is still being applied asks again when it is over.
  if (header === null || (header.status !== 'done' && header.status !== 'stopped')) return true
  const settings = await readSettings(store)
  const { products } = await readProducts(ports, settings)
  const ttlSeconds = journalTtlSeconds(settings)
  let { verified = 0, stillHeld = 0 } = header
  let isFinished = true
  for await (const { index, ref, batch } of readJournalBatches(store, header, verified)) {
    if (budget.timeLeftMs() < MIN_TIME_MS || budget.requestsLeft() < MIN_REQUESTS) {
      isFinished = false
      break
    }
    const verification = batch.entries.map(({ type }) => types[type].verification).find((one) => one !== undefined)
    const entries = (await verification?.look(ports, batch.entries, products)) ?? batch.entries
    if (entries.some((entry, position) => entry !== batch.entries[position])) {
      const note = (entry: JournalEntry, position: number): JournalEntry => {
        const stillHeldBy = entries[position]?.stillHeldBy
        return stillHeldBy === undefined ? entry : { ...entry, stillHeldBy }
      }
      await changeJournalEntries(store, ref, note, ttlSeconds)
    }
    stillHeld += entries.filter(({ stillHeldBy }) => stillHeldBy !== undefined).length
    verified = index + 1
  }
  await changePlanHeader(store, planId, (now) => (now === null ? null : { ...now, verified, stillHeld }), ttlSeconds)
  if (isFinished) {
    const taken = [...new Set(Object.values(types))].reduce((sum, type) => sum + countVerifiable(type, header), 0)
    await addCounts(store, header, { seatsFreed: taken - stillHeld, stillHeld })
  }
  return isFinished
}

/** How many people of a plan are looked at again. */
export function countVerifiable({ verification }: ActionType, { outcomes }: Pick<PlanHeader, 'outcomes'>): number {
  return verification === undefined ? 0 : (outcomes[verification.outcome] ?? 0)
}
