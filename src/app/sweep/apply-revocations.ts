import { addRef, splitIntent } from '../../core/journal'
import type { JournalEntry } from '../../core/journal'
import type { Account, SeatRecord } from '../../core/people'
import { asSeenIn } from '../../core/products'
import { findKeepReason } from '../../core/sweep'
import type { KeepContext } from '../../core/sweep'
import type { TargetRefusal } from '../../core/target-group'
import { MINUTE_MS } from '../../core/time'
import type { Ports } from '../../ports'
import type { ActionOf, BatchContext, JournalledResult } from '../apply/apply-batch'
import { inParallel } from '../map-concurrent'
import type { BatchJournal } from '../state/journal'
import { checkGroups } from '../read/group-gate'
import { keys } from '../state/keys'
import { leaveGroups } from '../apply/leave-groups'
import { FOR_REMOVAL, readAdminGroups } from '../read/read-admin-groups'
import type { AdminGroups } from '../read/read-admin-groups'
import { readSeatRecords } from '../state/seat-records'
import { ofProduct, readNotices } from '../state/notice-store'

/** The organization may still list for a moment what we have just removed; a second plan does not remove it again. */
const SETTLES_WITHIN_MS = 5 * MINUTE_MS

/** What is to be done for one person: the groups to leave now, and those that an attempt that died has left already. */
interface Step {
  readonly accountId: string
  readonly productKey: string
  readonly left: readonly string[]
  readonly gone: readonly string[]
  readonly heldNow: readonly string[]
  readonly because?: NonNullable<JournalEntry['because']>
}

/**
 * Takes unused access back. Each account and record is read again right before: whoever any source shows active since the
 * plan is skipped (design rule 8). The account and all other groups stay.
 */
export async function applyRevocations(
  ports: Ports,
  batch: readonly ActionOf<'revoke'>[],
  context: BatchContext,
  journal: BatchJournal,
): Promise<JournalledResult> {
  const accounts = await ports.accounts.lookUp(batch.map((action) => action.accountId))
  const records = await readSeatRecords(ports, batch)
  const isNoticed = context.settings.notices.issueKey !== null
  const notices = isNoticed
    ? await readNotices(
        ports,
        batch.map(({ accountId }) => accountId),
      )
    : new Map()
  const groupIds = [...accounts.values()].flatMap((account) => account.groupIds)
  const adminGroups = await readAdminGroups(ports, groupIds, FOR_REMOVAL)
  const refusals = await checkGroups(
    ports,
    batch.flatMap((action) => action.groupIds),
  )
  const now = ports.clock.now()
  const steps = batch.map((action, index) => {
    const intended = journal.earlier === null ? action.groupIds : (journal.earlier[index]?.groupIds ?? [])
    const record = records.get(action.accountId)
    return planStep(
      accounts.get(action.accountId),
      record,
      { ...action, groupIds: intended },
      { ...context, adminGroups, refusals, notices: ofProduct(notices, action.productKey) },
      journal,
      now,
    )
  })
  await journal.intend(steps.map(toIntent))
  const changed = new Map<string, SeatRecord>()
  const entries = await inParallel(steps, async (step): Promise<JournalEntry> => {
    const { accountId, productKey, gone, heldNow } = step
    const { groupIds, refused } = await leaveGroups(ports, accountId, step.left)
    const taken = [...gone, ...groupIds]
    if (taken.length > 0) {
      const record = records.get(accountId)
      const holds = heldNow.some((groupId) => !groupIds.includes(groupId))
      const decisions = addRef(record?.decisions, journal.ref)
      // After the last call: late events of the groups that were left first are older than this.
      const revoked = holds ? {} : { holds: false, revokedAt: ports.clock.now().toISOString() }
      changed.set(keys.seat(accountId), { holds, ...record, ...revoked, decisions })
    }
    const because = refused ?? step.because
    const outcome = refused !== null ? 'failed' : taken.length > 0 ? 'revoked' : 'skipped'
    const entry = { type: 'revoke', accountId, productKey, groupIds: taken, outcome } as const
    return because === undefined ? entry : { ...entry, because }
  })
  await ports.store.setMany(changed)
  return { entries, links: new Map() }
}

function planStep(
  account: Account | undefined,
  record: SeatRecord | undefined,
  action: ActionOf<'revoke'>,
  {
    settings,
    products,
    accessGroupIds,
    givers,
    watchedSince,
    adminGroups,
    refusals,
    notices,
  }: BatchContext &
    Pick<KeepContext, 'notices'> & {
      readonly adminGroups: AdminGroups
      readonly refusals: ReadonlyMap<string, TargetRefusal>
    },
  { earlier }: BatchJournal,
  now: Date,
): Step {
  const { accountId, productKey, groupIds } = action
  const nothing = { accountId, productKey, left: [], gone: [], heldNow: [] }
  const read = products.find(({ product }) => product.key === productKey)
  if (read === undefined || account === undefined || !account.isActive) return { ...nothing, because: 'no-account' }
  const heldNow = account.groupIds.filter((groupId) => accessGroupIds.includes(groupId))
  const { gone, left } = splitIntent(groupIds, account.groupIds)
  const done = { accountId, productKey, left: [], gone: earlier === null ? [] : gone, heldNow }
  // Only groups of the plan that still give access and that the person is still in: a plan may only shrink.
  const toLeave = left.filter((groupId) => read.seats.accessGroupIds.includes(groupId))
  if (toLeave.length === 0 || isSettling(record, now)) return { ...done, because: 'no-access' }
  const records = new Map(record === undefined ? [] : [[accountId, record]])
  const { accessGroupIds: ofProduct } = read.seats
  const context = {
    records,
    accessGroupIds: ofProduct,
    readOnlyGroups: new Map<string, 'synchronised' | 'not-listed'>(),
    watchedSince,
    adminGroups,
    givers,
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

/** Also what an attempt that died has left already is in the intent: undo must find it. */
function toIntent({ accountId, productKey, left, gone, because }: Step): JournalEntry {
  const entry = { type: 'revoke', accountId, productKey, groupIds: [...gone, ...left] } as const
  if (entry.groupIds.length > 0) return entry
  return { ...entry, outcome: 'skipped', ...(because === undefined ? {} : { because }) }
}
