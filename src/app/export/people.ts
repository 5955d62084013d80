import * as v from 'valibot'
import type { Account, SeatRecord } from '../../core/people'
import type { AccessProduct } from '../../core/products'
import { asSeenIn, findAccessProducts } from '../../core/products'
import { findExemption } from '../../core/settings/exemptions'
import { endOfDay } from '../../core/time'
import type { AccessRequest, Ports } from '../../ports'
import { requestKey } from '../signals/ask'
import { readSeatRecords } from '../state/seat-records'
import { readSettings } from '../state/settings'
import { exportSource } from './export-source'
import type { ExportCell } from './export-source'

/** Each page of the organization holds 100 accounts and takes up to a second when it is slow. */
const PAGES_AT_ONCE = 5

const question = v.strictObject({})

/**
 * Everybody whom the organization knows, with what we remember of them, page by page from the organization. Who they are in
 * the directory is not told: every page would read all links, far above what an installation may read in a minute.
 */
export const peopleExport = exportSource({
  question,
  columns: [
    ...['accountId', 'name', 'email', 'type', 'isActive', 'isAdmin', 'addedAt', 'products', 'lastActive'],
    ...['seenInJira', 'grantedAt', 'takenAt', 'givenBackAt', 'waitsFor', 'refusedFor', 'exemptUntil'],
  ],
  fileName: () => 'people',
  read: async (ports, _, cursor) => {
    const accounts: Account[] = []
    let next: string | null = cursor
    for (let page = 0; page < PAGES_AT_ONCE; page += 1) {
      const read = await ports.accounts.readPage({}, next)
      accounts.push(...read.accounts)
      next = read.cursor
      if (next === null) break
    }
    return { rows: await describePeople(ports, accounts), next }
  },
})

async function describePeople(ports: Ports, accounts: readonly Account[]): Promise<readonly (readonly ExportCell[])[]> {
  const settings = await readSettings(ports.store)
  const accountIds = accounts.map(({ accountId }) => accountId)
  const productKeys = settings.products.map(({ key }) => key)
  const [family, records, requests] = await Promise.all([
    ports.seats.readAllSeats(),
    readSeatRecords(ports, accounts),
    ports.requests.getMany(accountIds.flatMap((accountId) => productKeys.map((key) => requestKey(key, accountId)))),
  ])
  const asked = new Map<string, AccessRequest[]>()
  for (const request of requests) asked.set(request.accountId, [...(asked.get(request.accountId) ?? []), request])
  const accessProducts = findAccessProducts(settings.products, family)
  const now = ports.clock.now()
  return accounts.map((account) => {
    const { accountId, name, email, type, isAdmin, addedAt } = account
    const isActive = account.isActive && account.isElsewhere !== true
    const exemption = findExemption(settings.exemptPeople, accountId, now)
    return [
      ...[accountId, name ?? null, email === '' ? null : email, type, isActive, isAdmin, addedAt],
      ...[listHeld(account, accessProducts), asSeenIn(account, settings.products[0]).lastSeen],
      ...describeRecord(records.get(accountId)),
      ...[listAsked(asked.get(accountId), 'waiting'), listAsked(asked.get(accountId), 'refused')],
      exemption === null ? null : (exemption.until ?? 'forever'),
    ]
  })
}

function listHeld({ isActive, groupIds }: Account, accessProducts: readonly AccessProduct[]): string {
  if (!isActive) return ''
  const held = accessProducts.filter(({ accessGroupIds }) =>
    accessGroupIds.some((groupId) => groupIds.includes(groupId)),
  )
  return held.map(({ key }) => key).join(' ')
}

function describeRecord(record: SeatRecord | undefined): readonly ExportCell[] {
  const { seenDay, grantedAt = null, revokedAt = null, givenBackAt = null } = record ?? {}
  const seen = seenDay === undefined ? null : endOfDay(seenDay).toISOString().slice(0, 10)
  return [seen, grantedAt, revokedAt, givenBackAt]
}

function listAsked(requests: readonly AccessRequest[] | undefined, state: AccessRequest['state']): string {
  return (requests ?? []).flatMap((one) => (one.state === state ? [one.productKey] : [])).join(' ')
}
