import { addRef, splitIntent } from '../../core/journal'
import type { Because } from '../../core/journal'
import type { Account, JournalRef, SeatRecord } from '../../core/people'
import type { ActionOf } from '../../core/plan'
import { isOdd } from '../../core/odd-rows'
import { asSeenIn } from '../../core/products'
import type { Regrouped } from '../../core/products'
import { findKeepReason } from '../../core/sweep'
import type { KeepContext } from '../../core/sweep'
import type { TargetRefusal } from '../../core/target-group'
import { MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'
import type { ActionType, Asked, BatchContext, Done, Step } from '../apply/action-type'
import { readGate } from '../read/group-gate'
import type { Gate } from '../read/group-gate'
import { leaveGroups } from '../apply/leave-groups'
import { lookUpProtections } from '../read/protections'
import { FOR_REMOVAL, readAdminGroups } from '../read/read-admin-groups'
import type { AdminGroups } from '../read/read-admin-groups'
import { findKeptByRole } from '../read/roles-of-person'
import { askBack } from '../signals/ask'
import { noteFreed } from '../state/guard-state'
import { changeLastGood } from '../state/last-good'
import { changeSeatRecords, lookUpSeatRecords } from '../state/seat-records'
import { lookUpNotices, ofProduct } from '../state/notice-store'
import { verifyRevocations } from './verify-revocations'

type Revoke = ActionOf<'revoke'>

const BATCH_SIZE = 20
/** The organization may still list for a moment what we have just removed; a second plan does not remove it again. */
const SETTLES_WITHIN_MS = 5 * MINUTE_MS

/** What is to be done for one person: the groups to leave now, and those that an attempt that died has left already. */
interface Leaving {
  readonly left: readonly string[]
  readonly gone: readonly string[]
  readonly heldNow: readonly string[]
  readonly because?: Because
}

/**
 * Takes unused access back. Each account and record is read again right before: whoever any source shows active since the
 * plan is skipped (design rule 8). The account and all other groups stay.
 */
export const revoke: ActionType<Revoke> = {
  batchSize: BATCH_SIZE,
  findStop: ({ removalsPerRun }, outcomes) =>
    (outcomes['revoked'] ?? 0) + BATCH_SIZE <= removalsPerRun
      ? null
      : `The run's budget of ${removalsPerRun} removals is spent; the next run goes on with the rest.`,
  prepare: async (ports, batch, context, ref) => {
    const actions = batch.map(({ action }) => action)
    const accountIds = actions.map(({ accountId }) => accountId)
    const accounts = await ports.accounts.lookUp(accountIds)
    const records = await lookUpSeatRecords(ports, actions)
    const isNoticed = context.settings.notices.issueKey !== null
    const notices = await lookUpNotices(ports, isNoticed ? accountIds : [])
    const unread = new Set([...records.failed.keys(), ...notices.failed.keys()])
    const groupIds = [...accounts.values()].flatMap((account) => account.groupIds)
    const adminGroups = await readAdminGroups(ports, groupIds, FOR_REMOVAL)
    const gate = await readGate(
      ports,
      batch.flatMap(({ action, earlier }) => [...action.groupIds, ...(earlier?.groupIds ?? [])]),
    )
    const refusals = gate.refusals('leave')
    const { kept } = await lookUpProtections(ports, context.settings, accounts.values())
    const now = ports.clock.now()
    const changed = new Map<string, (record: SeatRecord | null) => SeatRecord>()
    const regrouped = new Map<string, Regrouped>()
    const steps = batch.map((asked): Step => {
      const { accountId, productKey } = asked.action
      const record = records.found.get(accountId)
      const rest = { adminGroups, refusals, unread, kept, notices: ofProduct(notices.found, productKey) }
      const leaving = planLeaving(accounts.get(accountId), record, asked, { ...context, ...rest }, now)
      // Also what an attempt that died has left already is in the intent: undo must find it.
      const intended = [...leaving.gone, ...leaving.left]
      if (intended.length > 0)
        return {
          groupIds: intended,
          one: async () => {
            const done = await carryOut(ports, gate, accountId, leaving, ref, changed)
            const before = accounts.get(accountId)?.groupIds ?? []
            regrouped.set(accountId, { before, after: before.filter((id) => done.groupIds?.includes(id) !== true) })
            return done
          },
        }
      return { outcome: 'skipped', ...(leaving.because === undefined ? {} : { because: leaving.because }) }
    })
    const finish = async (ids: readonly string[]): Promise<void> => {
      await rememberRemovals(ports.store, changed, ids)
      const some = ids.flatMap((id) => regrouped.get(id) ?? [])
      await noteFreed(ports.store, some, context.products, ports.clock.now())
    }
    return { steps, finish }
  },
  undo: async (ports, _entries, settings) => {
    return async ({ accountId, productKey = settings.products[0].key, groupIds }) => {
      await askBack(ports, accountId, productKey, groupIds, 'undo')
      return { isUndone: true, isAsked: true }
    }
  },
  verification: { outcome: 'revoked', look: verifyRevocations },
  afterPlan: async ({ store }, { kind, outcomes: { revoked = 0 } }) => {
    // Our own removals make the next read smaller: that is no sign of a partial one.
    if (kind !== 'sweep' || revoked === 0) return
    await changeLastGood(store, (current) => {
      const { holders, holding = 0, freedSoFar = 0 } = current
      if (holders === undefined) return current
      const left = { holders: lowerEach(holders, revoked), holding: Math.max(0, holding - revoked) }
      return { ...current, ...left, freedSoFar: freedSoFar + revoked }
    })
  },
}

async function carryOut(
  ports: Ports,
  gate: Gate,
  accountId: string,
  leaving: Leaving,
  ref: JournalRef,
  changed: Map<string, (record: SeatRecord | null) => SeatRecord>,
): Promise<Done> {
  const { gone, heldNow } = leaving
  const keptByRole = leaving.left.length === 0 ? null : await findKeptByRole(ports, accountId)
  const { left, because } = keptByRole === null ? leaving : { left: [], because: keptByRole }
  const { groupIds, refused, ...asked } = await leaveGroups(ports, gate, accountId, left)
  const taken = [...gone, ...groupIds]
  if (taken.length > 0) {
    // Of a group that could not be left nobody knows: the person may hold access through it still.
    const holds = refused !== null || heldNow.some((groupId) => !groupIds.includes(groupId))
    // After the last call: late events of the groups that were left first are older than this.
    const revoked = holds ? {} : { holds: false, revokedAt: ports.clock.now().toISOString() }
    changed.set(accountId, (record) => ({ holds, ...record, ...revoked, decisions: addRef(record?.decisions, ref) }))
  }
  if (refused !== null) return { outcome: 'failed', because: refused, groupIds: taken, ...asked }
  return { outcome: taken.length > 0 ? 'revoked' : 'skipped', groupIds: taken, ...(because && { because }) }
}

/** What the person did meanwhile stays in the record. */
function rememberRemovals(
  store: Ports['store'],
  changed: ReadonlyMap<string, (record: SeatRecord | null) => SeatRecord>,
  accountIds: readonly string[],
): Promise<void> {
  const some = accountIds.filter((accountId) => changed.has(accountId))
  return changeSeatRecords(store, some, (record, accountId) => changed.get(accountId)!(record))
}

function planLeaving(
  account: Account | undefined,
  record: SeatRecord | undefined,
  { action: { accountId, productKey, groupIds }, earlier }: Asked<Revoke>,
  {
    settings,
    products,
    accessGroupIds,
    accessProducts,
    usedIn,
    adminGroups,
    refusals,
    unread,
    kept,
    notices,
  }: BatchContext &
    Pick<KeepContext, 'notices' | 'kept'> & {
      readonly unread: ReadonlySet<string>
      readonly adminGroups: AdminGroups
      readonly refusals: ReadonlyMap<string, TargetRefusal>
    },
  now: Date,
): Leaving {
  const nothing = { left: [], gone: [], heldNow: [] }
  const read = products.find(({ product }) => product.key === productKey)
  if (read === undefined || account === undefined || !account.isActive) return { ...nothing, because: 'no-account' }
  // What an attempt that died has taken is still to be recorded, whatever the row tells.
  if (isOdd(account) && earlier === null) return { ...nothing, because: 'row-incomplete' }
  const heldNow = account.groupIds.filter((groupId) => accessGroupIds.includes(groupId))
  const { gone, left } = splitIntent(earlier?.groupIds ?? groupIds, account.groupIds)
  const done = { left: [], gone: earlier === null ? [] : gone, heldNow }
  // Only groups of the plan that still give access and that the person is still in: a plan may only shrink.
  const toLeave = left.filter((groupId) => read.seats.accessGroupIds.includes(groupId))
  if (toLeave.length === 0 || isSettling(record, now)) return { ...done, because: 'no-access' }
  const records = new Map(record === undefined ? [] : [[accountId, record]])
  const { accessGroupIds: ofProduct } = read.seats
  const context = {
    records,
    unread,
    accessGroupIds: ofProduct,
    readOnlyGroups: new Map<string, 'synchronised' | 'not-listed'>(),
    usedIn,
    kept,
    adminGroups,
    accessProducts,
    ...(notices === undefined ? {} : { notices }),
  }
  const { key, kind, dormancyDays } = read.product
  const rules = { ...settings, key, kind, dormancyDays }
  const because = findKeepReason(asSeenIn(account, read.product), context, rules, now)
  if (because !== null) return { ...done, because }
  // Through a group that may not be left the person keeps access: then the others are not taken either.
  const refusal = toLeave.map((groupId) => refusals.get(groupId)).find((one) => one !== undefined)
  return refusal === undefined ? { ...done, left: toLeave } : { ...done, because: refusal }
}

function isSettling(record: SeatRecord | undefined, now: Date): boolean {
  if (record?.holds !== false || record.revokedAt === undefined) return false
  return now.getTime() - Date.parse(record.revokedAt) < SETTLES_WITHIN_MS
}

/**
 * Which product the removals were of is not counted, and who dies right here counts them again: a baseline too low is one
 * less reason to refuse a read.
 */
function lowerEach(counts: Readonly<Record<string, number>>, by: number): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, Math.max(0, count - by)]))
}
