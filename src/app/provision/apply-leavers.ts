import { addRef, splitIntent } from '../../core/journal'
import type { JournalEntry } from '../../core/journal'
import type { Account, Link, SeatRecord } from '../../core/people'
import { compilePatterns } from '../../core/patterns'
import type { TargetRefusal } from '../../core/target-group'
import type { Ports } from '../../ports'
import type { ActionOf, BatchContext, JournalledResult } from '../apply/apply-batch'
import { FOR_REMOVAL, readAdminGroups } from '../read/read-admin-groups'
import type { AdminGroups } from '../read/read-admin-groups'
import { inParallel } from '../map-concurrent'
import type { BatchJournal } from '../state/journal'
import { checkGroups } from '../read/group-gate'
import { keys } from '../state/keys'
import { leaveGroups } from '../apply/leave-groups'
import { createSeatCheck } from './seats-with-account'
import { giveBack, rememberLeft } from './left-behind'
import { readLinks, readPeopleOfAccounts } from '../state/link-store'
import { lookUpPeople, readInScope } from '../read/read-people'
import { findKeptBecause } from '../read/scan-accounts'

type Leaving = ActionOf<'deactivate'> | ActionOf<'leave-groups'>

/**
 * Carries out what the settings say about people who left. The access groups go first, so that coming back never silently
 * retakes a seat (design rule 14); then all other groups, where that was asked for; the account last.
 */
export async function applyLeaving(
  ports: Ports,
  batch: readonly Leaving[],
  context: BatchContext,
  journal: BatchJournal,
): Promise<JournalledResult> {
  const { settings } = context
  const objectIds = batch.map((action) => action.objectId)
  const people = await lookUpPeople(ports.directory, objectIds, settings)
  // Who came back since the plan is left alone, whatever the cause was.
  const inScope = await readInScope(ports.directory, [...people.values()], settings)
  const accountIds = batch.map((action) => action.accountId)
  const accounts = await ports.accounts.lookUp(accountIds)
  const owners = await readPeopleOfAccounts(ports.store, accountIds)
  const known = await readLinks(ports.store, objectIds)
  const groupIdsOfAll = [...accounts.values()].flatMap(({ groupIds }) => groupIds)
  const unwritable = await checkGroups(ports, groupIdsOfAll)
  const adminGroups = await readAdminGroups(ports, groupIdsOfAll, FOR_REMOVAL)
  const neverRemoved = await readNeverRemoved(
    ports,
    settings,
    groupIdsOfAll.filter((groupId) => !unwritable.has(groupId)),
  )
  const intents = batch.map((action, index): JournalEntry => {
    const { type, objectId, accountId } = action
    const entry = { type, objectId, accountId, groupIds: [] } as const
    const earlier = journal.earlier?.[index]
    const account = accounts.get(accountId)
    if (earlier?.outcome === 'skipped') return earlier
    if (account === undefined) return { ...entry, outcome: 'skipped', because: 'no-account' }
    if (inScope.has(objectId)) {
      // Who came back while an attempt that died had begun: what it took stays in the journal.
      const { gone } = splitIntent(earlier?.groupIds ?? [], account.groupIds)
      return { ...entry, groupIds: gone, outcome: 'skipped', because: 'recently-active' }
    }
    // The account may belong to another object of the directory by now: somebody was deleted and made anew.
    if ((owners.get(accountId) ?? objectId) !== objectId)
      return { ...entry, outcome: 'skipped', because: 'matched-twice' }
    const keptBecause =
      findKeptBecause(account, settings, ports.clock.now()) ?? keptByGroup(account, adminGroups, unwritable)
    if (keptBecause !== null) return { ...entry, outcome: 'skipped', because: keptBecause }
    const stuck = accessGroupsOf(account, context).map((id) => unwritable.get(id))
    const because = stuck.find((one) => one !== undefined && one !== 'not-listed' && one !== 'synchronised')
    if (because !== undefined) {
      // One of the list that cannot be left now: whoever is still in it is not disabled (design rule 14); the next run looks again.
      const { gone } = splitIntent(earlier?.groupIds ?? [], account.groupIds)
      return { ...entry, groupIds: gone, outcome: 'failed', because }
    }
    const held = accessGroupsOf(account, context).filter((groupId) => !unwritable.has(groupId))
    return { ...entry, groupIds: [...new Set([...(earlier?.groupIds ?? []), ...held])] }
  })
  await journal.intend(intents)
  const links = new Map<string, Link | null>()
  const entries = await inParallel(intents, async (intent, index): Promise<JournalEntry> => {
    const { accountId, objectId, groupIds } = intent
    if (intent.outcome !== undefined || objectId === undefined) return intent
    const action = batch[index]!
    const account = accounts.get(accountId)!
    const { gone, left } = splitIntent(groupIds, account.groupIds)
    const others = otherGroups(action, account, context).filter(
      (groupId) => !unwritable.has(groupId) && !neverRemoved.has(groupId),
    )
    await rememberLeft(ports, accountId, { groupIds: others, accessGroupIds: account.isActive ? left : [] })
    const { groupIds: taken, refused } = await leaveGroups(ports, accountId, left)
    await rememberLeaver(ports, journal, accountId, groupIds.length > 0)
    if (refused !== null) return { ...intent, groupIds: [...gone, ...taken], outcome: 'failed', because: refused }
    const rest = await leaveGroups(ports, accountId, others)
    if (rest.refused !== null) return { ...intent, outcome: 'failed', because: rest.refused }
    const link = known.get(objectId)
    const { h: _held, ...kept } = link ?? { a: accountId }
    if (action.type === 'leave-groups') {
      links.set(objectId, { ...kept, x: 2 })
      return { ...intent, outcome: 'left-groups' }
    }
    const done = account.isActive
      ? await ports.accountWriter.deactivate({ accountId, scimId: link?.s ?? null, objectId })
      : 'done'
    links.set(objectId, { ...kept, x: done === 'done' ? 1 : 3 })
    if (done === 'done') return { ...intent, outcome: 'deactivated' }
    const isTaken = groupIds.length + rest.groupIds.length > 0
    return { ...intent, outcome: isTaken ? 'left-groups' : 'skipped', because: done }
  })
  return { entries, links }
}

/** Who administers something through a group is an administrator like any other, also on the way out (design rule 7). */
function keptByGroup(
  { groupIds }: Account,
  { admin, unread }: AdminGroups,
  unwritable: ReadonlyMap<string, TargetRefusal>,
): 'administrator' | 'group-unread' | null {
  // The gate has read its groups more recently: an access group that gives administration by now could not be left first.
  const givesAdministration = (id: string): boolean => admin.has(id) || unwritable.get(id) === 'gives-administration'
  if (groupIds.some(givesAdministration)) return 'administrator'
  return groupIds.some((groupId) => unread.has(groupId)) ? 'group-unread' : null
}

function accessGroupsOf(account: Account, { accessGroupIds }: BatchContext): readonly string[] {
  return account.groupIds.filter((groupId) => accessGroupIds.includes(groupId))
}

function otherGroups(action: Leaving, account: Account, { accessGroupIds }: BatchContext): readonly string[] {
  const isEverything = action.type === 'leave-groups' || action.groups === 'all'
  return isEverything ? account.groupIds.filter((groupId) => !accessGroupIds.includes(groupId)) : []
}

/** Groups that nobody is taken from, leavers included. */
async function readNeverRemoved(
  { accounts }: Pick<Ports, 'accounts'>,
  { groups: { neverRemove } }: BatchContext['settings'],
  groupIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (neverRemove.length === 0 || groupIds.length === 0) return new Set()
  const fits = compilePatterns(neverRemove)
  const groups = await accounts.describeGroups([...new Set(groupIds)])
  return new Set([...groups.values()].filter(({ name }) => fits(name)).map(({ id }) => id))
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
  context: BatchContext,
  journal: BatchJournal,
): Promise<JournalledResult> {
  const { settings } = context
  const objectIds = batch.map((action) => action.objectId)
  const people = await lookUpPeople(ports.directory, objectIds, settings)
  const inScope = await readInScope(ports.directory, [...people.values()], settings)
  const known = await readLinks(ports.store, objectIds)
  await journal.intend(batch.map(toRestore))
  const maySit = await createSeatCheck(
    ports,
    settings,
    batch.map((action) => action.accountId),
  )
  const links = new Map<string, Link | null>()
  const entries = await inParallel(batch, async (action): Promise<JournalEntry> => {
    const { objectId, accountId } = action
    if (!inScope.has(objectId)) return { ...toRestore(action), outcome: 'skipped' }
    const link = known.get(objectId)
    const isUsable = link?.x === 2 || link?.x === 3
    // Looked at again by the next full run.
    if (!isUsable && !maySit(accountId)) return { ...toRestore(action), outcome: 'failed', because: 'no-seat' }
    const restored = isUsable
      ? 'done'
      : await ports.accountWriter.restore({ accountId, scimId: link?.s ?? null, objectId })
    if (restored !== 'done') return { ...toRestore(action), outcome: 'failed', because: restored }
    if (!(await giveBack(ports, accountId, context))) return { ...toRestore(action), outcome: 'failed' }
    const { x: _left, ...kept } = link ?? { a: accountId }
    // Found in scope just now: from here on the person can leave it.
    links.set(objectId, { ...kept, i: 1 })
    return { ...toRestore(action), outcome: 'restored' }
  })
  return { entries, links }
}

function toRestore({ accountId, objectId }: ActionOf<'restore'>): JournalEntry {
  return { type: 'restore', accountId, objectId, groupIds: [] }
}
