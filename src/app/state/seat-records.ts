import type { Account, SeatRecord } from '../../core/people'
import type { Ports } from '../../ports'
import { keys } from './keys'

/** @returns seat records by account id */
export async function readSeatRecords(
  ports: Pick<Ports, 'store'>,
  accounts: readonly Pick<Account, 'accountId'>[],
): Promise<ReadonlyMap<string, SeatRecord>> {
  const byKey = await ports.store.getMany<SeatRecord>(accounts.map((account) => keys.seat(account.accountId)))
  const records = new Map<string, SeatRecord>()
  for (const { accountId } of accounts) {
    const record = byKey.get(keys.seat(accountId))
    if (record !== undefined) records.set(accountId, record)
  }
  return records
}
