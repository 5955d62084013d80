import { addRef, splitIntent } from '../core/journal'
import type { JournalEntry } from '../core/journal'
import type { Link, SeatRecord } from '../core/people'
import type { Ports } from '../ports'
import type { ActionOf, BatchContext, JournalledResult } from './apply-batch'
import { isStillInScope } from './apply-creates'
import { inParallel } from './in-parallel'
import type { BatchJournal } from './journal'
import { keys } from './keys'
import { leaveGroups } from './leave-groups'
import { readLinks } from './link-store'

/**
 * Deactivates the accounts of people who left. The access groups go first, so that coming back never silently retakes a
 * seat (design rule 14).
 */
export async function applyDeactivations(
  ports: Ports,
  batch: readonly ActionOf<'deactivate'>[],
  { accessGroupIds }: BatchContext,
  journal: BatchJournal,
): Promise<JournalledResult> {
  const people = await ports.directory.lookUp(batch.map((action) => action.objectId))
  const accounts = await ports.accounts.lookUp(batch.map((action) => action.accountId))
  const known = await readLinks(
    ports.records,
    batch.map((action) => action.objectId),
  )
  const intents = batch.map(({ objectId, accountId }, index): JournalEntry => {
    const entry = { type: 'deactivate', objectId, accountId, groupIds: [] } as const
    const earlier = journal.earlier?.[index]
    const account = accounts.get(accountId)
    if (earlier?.outcome === 'skipped') return earlier
    if (account === undefined) return { ...entry, outcome: 'skipped', because: 'no-account' }
    if (people.get(objectId)?.enabled === true) {
      // Who came back while an attempt that died had begun: what it took stays in the journal.
      const { gone } = splitIntent(earlier?.groupIds ?? [], account.groupIds)
      return { ...entry, groupIds: gone, outcome: 'skipped', because: 'recently-active' }
    }
    if (account.isAdmin) return { ...entry, outcome: 'skipped', because: 'administrator' }
    const held = account.groupIds.filter((groupId) => accessGroupIds.includes(groupId))
    return { ...entry, groupIds: [...new Set([...(earlier?.groupIds ?? []), ...held])] }
  })
  await journal.intend(intents)
  const links = new Map<string, Link | null>()
  const entries = await inParallel(intents, async (intent): Promise<JournalEntry> => {
    const { accountId, objectId, groupIds } = intent
    if (intent.outcome !== undefined || objectId === undefined) return intent
    const account = accounts.get(accountId)!
    const { gone, left } = splitIntent(groupIds, account.groupIds)
    const { groupIds: taken, refused } = await leaveGroups(ports, accountId, left)
    await rememberLeaver(ports, journal, accountId, groupIds.length > 0)
    if (refused !== null) return { ...intent, groupIds: [...gone, ...taken], outcome: 'failed', because: refused }
    const link = known.get(objectId)
    if (account.isActive) await ports.accountWriter.deactivate({ accountId, scimId: link?.s ?? null, objectId })
    const { h: _held, ...kept } = link ?? { a: accountId }
    links.set(objectId, { ...kept, x: 1 })
    return { ...intent, outcome: 'deactivated' }
  })
  return { entries, links }
}

async function rememberLeaver(
  ports: Ports,
  journal: BatchJournal,
  accountId: string,
  hadAccess: boolean,
): Promise<void> {
  const key = keys.seat(accountId)
  const record = await ports.store.get<SeatRecord>(key)
  const decisions = addRef(record?.decisions, journal.ref)
  const revoked = hadAccess ? { revokedAt: ports.clock.now().toISOString() } : {}
  await ports.store.set(key, { ...record, holds: false, ...revoked, decisions } satisfies SeatRecord)
}

/** Makes the accounts of people who came back usable again; access comes back only as a request through the guard. */
export async function applyRestores(
  ports: Ports,
  batch: readonly ActionOf<'restore'>[],
  { settings }: BatchContext,
  journal: BatchJournal,
): Promise<JournalledResult> {
  const people = await ports.directory.lookUp(batch.map((action) => action.objectId))
  const known = await readLinks(
    ports.records,
    batch.map((action) => action.objectId),
  )
  await journal.intend(batch.map(toRestore))
  const links = new Map<string, Link | null>()
  const entries = await inParallel(batch, async (action): Promise<JournalEntry> => {
    const { objectId, accountId } = action
    const person = people.get(objectId)
    if (person === undefined || !(await isStillInScope(ports, person, settings))) {
      return { ...toRestore(action), outcome: 'skipped' }
    }
    const link = known.get(objectId)
    await ports.accountWriter.restore({ accountId, scimId: link?.s ?? null, objectId })
    const { x: _left, ...kept } = link ?? { a: accountId }
    links.set(objectId, kept)
    return { ...toRestore(action), outcome: 'restored' }
  })
  return { entries, links }
}

function toRestore({ accountId, objectId }: ActionOf<'restore'>): JournalEntry {
  return { type: 'restore', accountId, objectId, groupIds: [] }
}
