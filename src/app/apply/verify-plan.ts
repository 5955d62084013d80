import type { JournalEntry } from '../../core/journal'
import type { Account, SeatRecord } from '../../core/people'
import { MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'
import { journalTtlSeconds, readJournalBatches, saveJournalBatch } from '../state/journal'
import { readPlanHeader, savePlanHeader } from '../state/plan-store'
import { readProducts } from '../read/products'
import type { ProductRead } from '../read/products'
import { addCounts } from '../state/run-report'
import { readSettings } from '../state/settings'
import { readSeatRecords } from '../state/seat-records'

const MIN_TIME_MS = MINUTE_MS
const MIN_REQUESTS = 60

/**
 * Looks again, some seconds after a plan was applied, whether each seat really fell: a group that gives the product and
 * that no plan knew of, or the identity provider, may have left or put the person back.
 * @returns true when everybody was looked at
 */
export async function verifyPlan(ports: Ports, planId: string): Promise<boolean> {
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
    const revoked = batch.entries.filter(({ outcome }) => outcome === 'revoked')
    const accounts = await ports.accounts.lookUp(revoked.map(({ accountId }) => accountId))
    const records = await readSeatRecords(ports, revoked)
    const entries = batch.entries.map((entry) =>
      verify(entry, accounts.get(entry.accountId), records.get(entry.accountId), products),
    )
    if (entries.some((entry, position) => entry !== batch.entries[position])) {
      await saveJournalBatch(store, ref, { ...batch, entries }, ttlSeconds)
    }
    stillHeld += entries.filter(({ stillHeldBy }) => stillHeldBy !== undefined).length
    verified = index + 1
  }
  await savePlanHeader(store, { ...header, verified, stillHeld }, ttlSeconds)
  if (isFinished) {
    const revoked = header.outcomes['revoked'] ?? 0
    await addCounts(store, header, { seatsFreed: revoked - stillHeld, stillHeld })
  }
  return isFinished
}

/** A person whom the guard has given access again meanwhile holds it rightly. */
function verify(
  entry: JournalEntry,
  account: Account | undefined,
  record: SeatRecord | undefined,
  products: readonly ProductRead[],
): JournalEntry {
  if (entry.outcome !== 'revoked' || account?.isActive !== true) return entry
  if (record?.holds === true && isAfter(record.grantedAt, record.revokedAt)) return entry
  const accessGroupIds = products.find(({ product }) => product.key === entry.productKey)?.seats.accessGroupIds ?? []
  const stillHeldBy = account.groupIds.filter((groupId) => accessGroupIds.includes(groupId))
  return stillHeldBy.length === 0 ? entry : { ...entry, stillHeldBy }
}

function isAfter(instant: string | undefined, other: string | undefined): boolean {
  return instant !== undefined && (other === undefined || Date.parse(instant) > Date.parse(other))
}
