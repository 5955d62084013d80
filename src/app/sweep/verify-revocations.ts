import type { JournalEntry } from '../../core/journal'
import type { Account, SeatRecord } from '../../core/people'
import type { Ports } from '../../ports'
import type { ProductRead } from '../read/products'
import { lookUpSeatRecords } from '../state/seat-records'

/**
 * Whether each seat really fell: a group that gives the product and that no plan knew of, or the identity provider, may have
 * left or put the person back. Whose record cannot be read now is told as the groups are: that is a hint, and removes nobody.
 */
export async function verifyRevocations(
  ports: Pick<Ports, 'accounts' | 'store'>,
  entries: readonly JournalEntry[],
  products: readonly ProductRead[],
): Promise<readonly JournalEntry[]> {
  const revoked = entries.filter(({ outcome }) => outcome === 'revoked')
  const accounts = await ports.accounts.lookUp(revoked.map(({ accountId }) => accountId))
  const { found: records } = await lookUpSeatRecords(ports, revoked)
  return entries.map((entry) => verify(entry, accounts.get(entry.accountId), records.get(entry.accountId), products))
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
