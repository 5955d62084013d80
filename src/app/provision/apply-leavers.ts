import { askedWaitOf } from '../../core/errors'
import { addRef, splitIntent } from '../../core/journal'
import type { Account, JournalRef, Link } from '../../core/people'
import type { Regrouped } from '../../core/products'
import type { ActionOf } from '../../core/plan'
import type { Settings } from '../../core/settings'
import type { TargetRefusal } from '../../core/target-group'
import { personIdOf } from '../../core/troubles'
import type { AccountOutcome, AccountRef, Ports, Suspended } from '../../ports'
import type { ActionType, BatchContext, Done, Step } from '../apply/action-type'
import { judgeByGroups } from '../read/administration'
import { FOR_REMOVAL, readAdminGroups } from '../read/read-admin-groups'
import type { AdminGroups } from '../read/read-admin-groups'
import { findKeptByRole } from '../read/roles-of-person'
import { findKeptByName } from '../read/kept-by-name'
import { readGate } from '../read/group-gate'
import type { Gate } from '../read/group-gate'
import { noteFreed } from '../state/guard-state'
import { readLastGood } from '../state/last-good'
import { changeSeatRecord } from '../state/seat-records'
import { readTroubles } from '../state/troubles'
import { leaveGroups } from '../apply/leave-groups'
import { addLeft } from '../state/left-behind'
import { undoLeaving } from './left-behind'
import { onRecord } from './on-record'
import { readLinks, readPeopleOfAccounts } from '../state/link-store'
import { readScopeOf } from '../read/read-people'
import { undoKey } from '../signals/ask'
import { lookUpProtections } from '../read/protections'
import { findKeptBecause } from '../read/scan-accounts'

type Leaving = ActionOf<'deactivate'> | ActionOf<'leave-groups'>

/**
 * Carries out what the settings say about people who left. The access groups go first, so that coming back never silently
 * retakes a seat (design rule 14); then all other groups, where that was asked for; the account last.
 */
export const leave: ActionType<Leaving> = {
  batchSize: 20,
  prepare: async (ports, batch, context, ref) => {
    const { settings } = context
    const objectIds = batch.map(({ action }) => action.objectId)
    // Who came back since the plan is left alone, whatever the cause was.
    const { inScope, failed } = await readScopeOf(ports.directory, objectIds, settings)
    const accountIds = batch.map(({ action }) => action.accountId)
    const accounts = await ports.accounts.lookUp(accountIds)
    const { kept } = await lookUpProtections(ports, settings, accounts.values())
    const owners = await readPeopleOfAccounts(ports.store, accountIds)
    const known = await readLinks(ports.store, objectIds)
    const askedBack = await readAskedBack(ports, settings, accountIds)
    const groupIdsOfAll = [...accounts.values()].flatMap(({ groupIds }) => groupIds)
    const gate = await readGate(ports, groupIdsOfAll)
    const unwritable = gate.refusals('leave')
    const adminGroups = await readAdminGroups(ports, groupIdsOfAll, FOR_REMOVAL)
    const writable = groupIdsOfAll.filter((groupId) => !unwritable.has(groupId))
    const keptByName = await findKeptByName(ports.accounts, settings.groups.neverRemove, writable)
    const freeing = new Map<string, Regrouped>()
    const steps = batch.map(({ action, earlier }): Step => {
      const { objectId, accountId } = action
      const account = accounts.get(accountId)
      if (account === undefined) return { outcome: 'skipped', because: 'no-account' }
      // What an attempt that died took stays in the journal, also of who came back meanwhile.
      const { gone } = splitIntent(earlier?.groupIds ?? [], account.groupIds)
      if (inScope.has(objectId)) return { outcome: 'skipped', because: 'recently-active', groupIds: gone }
      const unread = failed.get(objectId)
      if (unread !== undefined) return { outcome: 'failed', because: unread, groupIds: gone }
      // The account may belong to another object of the directory by now: somebody was deleted and made anew. Or to nobody:
      // somebody ended the link, or connected another directory.
      if (owners.get(accountId) !== objectId) return { outcome: 'skipped', because: 'identity-in-doubt' }
      const keptBecause =
        findKeptBecause(account, settings, kept, ports.clock.now()) ?? keptByGroup(account, adminGroups, unwritable)
      // Once somebody has said what the role means, it is tried again by itself.
      if (keptBecause === 'unknown-role') return { outcome: 'failed', because: keptBecause, groupIds: gone }
      // Not told whole: nothing is done by it, and it is looked at again.
      if (keptBecause === 'row-incomplete') return { outcome: 'failed', because: 'bad-response', groupIds: gone }
      if (keptBecause !== null) return { outcome: 'skipped', because: keptBecause }
      const access = accessGroupsOf(account, context)
      const stuck = access.map((id) => unwritable.get(id))
      const because = stuck.find((one) => one !== undefined && one !== 'not-listed' && one !== 'synchronised')
      // One of the list that cannot be left now: whoever is still in it is not disabled (design rule 14); the next run looks again.
      if (because !== undefined) return { outcome: 'failed', because, groupIds: gone }
      const groupIds = [
        ...new Set([...(earlier?.groupIds ?? []), ...access.filter((groupId) => !unwritable.has(groupId))]),
      ]
      const rest = otherGroups(action, account, context)
      const keptFor = (groupId: string): string | undefined => unwritable.get(groupId) ?? keptByName.get(groupId)
      const others = rest.filter((groupId) => keptFor(groupId) === undefined)
      // The person is in it, and yet it was not told: it is looked for again.
      const isUntold = rest.some((groupId) => keptFor(groupId) === 'missing')
      const leaving: Groups = { access: groupIds, others, isUntold }
      return {
        groupIds,
        one: async () => {
          const link = known.get(objectId)
          const record = { accountId, scimId: link?.scimId ?? null, objectId, email: account.email }
          const ask: AskRecord = (call) => onRecord(ports, settings, record, call)
          const asked = askedBack.get(accountId)
          const done = await leaveAll(ports, gate, action, account, link, ask, leaving, ref, asked)
          if (account.isActive)
            freeing.set(accountId, { before: account.groupIds, after: groupsAfter(account, done, groupIds) })
          return done
        },
      }
    })
    const finish = async (ids: readonly string[]): Promise<void> => {
      const some = ids.flatMap((id) => freeing.get(id) ?? [])
      await noteFreed(ports.store, some, context.products, ports.clock.now())
    }
    return { steps, finish }
  },
  undo: undoLeaving,
}

/** Groups by which the person still has a seat: none of an account that is disabled. */
function groupsAfter({ groupIds }: Account, done: Done, meant: readonly string[]): readonly string[] {
  const left = done.groupIds ?? meant
  return done.outcome === 'deactivated' ? [] : groupIds.filter((id) => !left.includes(id))
}

/** Groups to leave. */
interface Groups {
  /** With those that an attempt that died has left already. */
  readonly access: readonly string[]
  readonly others: readonly string[]
  /** There are more, of which nobody told whether they may be left. */
  readonly isUntold: boolean
}

type AskRecord = (call: (account: AccountRef) => Promise<AccountOutcome>) => Promise<AccountOutcome>

async function leaveAll(
  ports: Ports,
  gate: Gate,
  { type, objectId, accountId }: Leaving,
  account: Account,
  link: Link | undefined,
  askRecord: AskRecord,
  { access, others, isUntold }: Groups,
  ref: JournalRef,
  askedBack: readonly string[] = [],
): Promise<Done> {
  const keptByRole = await findKeptByRole(ports, accountId)
  if (keptByRole === 'unknown-role') return { outcome: 'failed', because: keptByRole }
  if (keptByRole !== null) return { outcome: 'skipped', because: keptByRole }
  const { gone, left } = splitIntent(access, account.groupIds)
  // Access goes also while the SCIM directory does not answer; of an account that it says is another's nothing does.
  const checked = await askRecord((one) => ports.accountWriter.check(one)).catch(() => null)
  if (checked?.outcome === 'another') return { outcome: 'failed', because: 'identity-in-doubt', groupIds: gone }
  // An undo that waits for a seat would let somebody in again who has left meanwhile.
  if (askedBack.length > 0) await ports.requests.remove(askedBack)
  await addLeft(ports.store, accountId, { groupIds: others, accessGroupIds: account.isActive ? left : [] })
  const { groupIds: taken, refused, ...asked } = await leaveGroups(ports, gate, accountId, left)
  await rememberLeaver(ports, ref, accountId, refused === null, access.length > 0)
  if (refused !== null) return { outcome: 'failed', because: refused, groupIds: [...gone, ...taken], ...asked }
  const rest = await leaveGroups(ports, gate, accountId, others)
  if (rest.refused !== null) return { outcome: 'failed', because: rest.refused, ...askedWaitOf(rest) }
  if (isUntold) return { outcome: 'failed', because: 'missing' }
  const { holds: _held, ...kept } = link ?? { accountId }
  if (type === 'leave-groups')
    return { outcome: 'left-groups', links: [[objectId, { ...kept, left: 'without-groups' }]] }
  const disabled: AccountOutcome = account.isActive
    ? await askRecord((one) => ports.accountWriter.deactivate(one))
    : { outcome: 'done' }
  if (disabled.outcome === 'another') return { outcome: 'failed', because: 'identity-in-doubt' }
  const { outcome, scimId } = disabled
  const done = outcome === 'gone' ? await suspendInstead(ports, accountId) : outcome
  if (done === 'record-gone' || done === 'directory-changed') return { outcome: 'failed', because: done }
  const links = [
    [objectId, { ...kept, ...(scimId && { scimId }), left: done === 'done' ? 'disabled' : 'without-access' }],
  ] as const
  if (done === 'done') return { outcome: 'deactivated', links }
  const isTaken = access.length + rest.groupIds.length > 0
  return { outcome: isTaken ? 'left-groups' : 'skipped', because: done, links }
}

/** More records that are gone than this, and than a twentieth of all linked accounts, are another SCIM directory. */
const GONE_MAX = 10
const GONE_SHARE = 0.05

/**
 * The record of the SCIM directory is gone, and the account is still active. One such account is suspended, at the second
 * look; many at once mean that the directory was changed or emptied, and nobody is suspended for that.
 */
async function suspendInstead(
  ports: Pick<Ports, 'store' | 'accountWriter'>,
  accountId: string,
): Promise<Suspended | 'record-gone' | 'directory-changed'> {
  const { linked = 0 } = await readLastGood(ports.store)
  const gone = Object.values(await readTroubles(ports.store)).filter(
    ({ because }) => because === 'record-gone' || because === 'directory-changed',
  )
  if (gone.length > GONE_MAX && gone.length > linked * GONE_SHARE) return 'directory-changed'
  const isKnown = gone.some(({ action }) => personIdOf(action) === accountId)
  return isKnown ? ports.accountWriter.suspend(accountId) : 'record-gone'
}

/** The gate has read its groups more recently: an access group that gives administration by now could not be left first. */
function keptByGroup(
  account: Account,
  adminGroups: AdminGroups,
  unwritable: ReadonlyMap<string, TargetRefusal>,
): ReturnType<typeof judgeByGroups> {
  const isAdministration = (id: string): boolean => unwritable.get(id) === 'gives-administration'
  return account.groupIds.some(isAdministration) ? 'administrator' : judgeByGroups(account, adminGroups)
}

/** Requests that give something back, by account. */
async function readAskedBack(
  { requests }: Pick<Ports, 'requests'>,
  settings: Settings,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const keys = settings.products.flatMap(({ key }) => accountIds.map((id) => undoKey(key, id)))
  const found = new Map<string, string[]>()
  for (const { key, accountId } of await requests.getMany(keys))
    found.set(accountId, [...(found.get(accountId) ?? []), key])
  return found
}

function accessGroupsOf(account: Account, { accessGroupIds }: BatchContext): readonly string[] {
  return account.groupIds.filter((groupId) => accessGroupIds.includes(groupId))
}

function otherGroups(action: Leaving, account: Account, { accessGroupIds }: BatchContext): readonly string[] {
  const isEverything = action.type === 'leave-groups' || action.groups === 'all'
  return isEverything ? account.groupIds.filter((groupId) => !accessGroupIds.includes(groupId)) : []
}

/** @param isOut every access group was left; else the person may hold access still */
async function rememberLeaver(
  { store, clock }: Ports,
  ref: JournalRef,
  accountId: string,
  isOut: boolean,
  hadAccess: boolean,
): Promise<void> {
  const revoked = hadAccess ? { revokedAt: clock.now().toISOString() } : {}
  const out = isOut ? { holds: false, ...revoked } : {}
  await changeSeatRecord(store, accountId, (record) => ({
    ...{ holds: true, ...record, ...out },
    decisions: addRef(record?.decisions, ref),
  }))
}
