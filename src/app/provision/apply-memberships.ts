import { askedWaitOf, mayHaveActed, personalCodeOf } from '../../core/errors'
import { mappedDirectoryGroupIds, wantedGroupIds } from '../../core/local-groups'
import type { Because } from '../../core/journal'
import type { Action } from '../../core/plan'
import type { LookedUp } from '../../core/look-ups'
import type { ActionType, Done, Step } from '../apply/action-type'
import { addRegrouped } from '../state/regrouped'
import { journalTtlSeconds } from '../state/journal'
import { readGate } from '../read/group-gate'
import type { Gate } from '../read/group-gate'
import { readAccessGroupIds } from '../read/products'
import { readPeopleOfAccounts } from '../state/link-store'
import { readScopeOf } from '../read/read-people'
import { findUntouchable } from '../read/administration'
import { lookUpProtections } from '../read/protections'
import { findKeptByRole } from '../read/roles-of-person'
import { findKeptBecause } from '../read/scan-accounts'

type Membership = Extract<Action, { type: 'join-group' | 'leave-group' }>

const NO_MEMBERSHIPS: LookedUp<readonly string[]> = { found: new Map(), failed: new Map() }

/**
 * Joins and leaves groups that give no product. People, accounts and memberships in the directory are read again right
 * before: who changed departments since the plan is left alone.
 */
export const changeMembership: ActionType<Membership> = {
  batchSize: 20,
  prepare: async (ports, batch, { settings, accessGroupIds }, ref) => {
    const accountIds = batch.map(({ action }) => action.accountId)
    const objectIds = [...new Set(batch.map(({ action }) => action.objectId))]
    const mapped = mappedDirectoryGroupIds(settings)
    const [scope, accounts, owners, memberships] = await Promise.all([
      readScopeOf(ports.directory, objectIds, settings),
      ports.accounts.lookUp(accountIds),
      readPeopleOfAccounts(ports.store, accountIds),
      mapped.length === 0 ? NO_MEMBERSHIPS : ports.directory.readMemberships(objectIds, mapped),
    ])
    const { kept } = await lookUpProtections(ports, settings, accounts.values())
    const leaving = new Set(batch.flatMap(({ action }) => (action.type === 'leave-group' ? action.accountId : [])))
    const some = [...accounts.values()].filter(({ accountId }) => leaving.has(accountId))
    const untouchable = await findUntouchable(ports, settings, some)
    const gate = await readGate(
      ports,
      batch.map(({ action }) => action.groupId),
    )
    const changed = new Set<string>()
    const steps = batch.map(({ action, earlier }): Step => {
      const { type, objectId, accountId, groupId } = action
      const isJoin = type === 'join-group'
      const account = accounts.get(accountId)
      if (account === undefined || !account.isActive) return { outcome: 'skipped', because: 'no-account' }
      if (account.isElsewhere === true) return { outcome: 'skipped', because: 'elsewhere' }
      const done = { outcome: isJoin ? 'joined' : 'left', groupIds: [groupId] } as const
      const isDone = account.groupIds.includes(groupId) === isJoin
      if (isDone && earlier?.groupIds.includes(groupId) === true) {
        // An attempt that died had begun with it: what is done counts as done by it.
        changed.add(accountId)
        return done
      }
      const unread = scope.failed.get(objectId) ?? memberships.failed.get(objectId)
      if (!isDone && unread !== undefined) return { outcome: 'failed', because: unread }
      if (isDone || !scope.inScope.has(objectId) || owners.get(accountId) !== objectId) return { outcome: 'skipped' }
      const wanted = wantedGroupIds(settings, (id) => memberships.found.get(objectId)?.includes(id) === true)
      if (wanted.has(groupId) !== isJoin) return { outcome: 'skipped' }
      const keptBecause = isJoin
        ? null
        : (findKeptBecause(account, settings, kept, ports.clock.now()) ?? untouchable.get(accountId) ?? null)
      if (keptBecause !== null) return { outcome: 'skipped', because: keptBecause }
      const one = async (): Promise<Done> => {
        const keptByRole = isJoin ? null : await findKeptByRole(ports, accountId)
        if (keptByRole !== null) return { outcome: 'skipped', because: keptByRole, groupIds: [] }
        const refusal = await setMembership(gate, accountId, groupId, isJoin, accessGroupIds)
        if (refusal === null) {
          changed.add(accountId)
          return done
        }
        const { because } = refusal
        ports.log.warn('membership not changed', { accountId, groupId, because })
        // An undo asks for what may have been done.
        return { outcome: 'failed', ...refusal, groupIds: mayHaveActed(because) ? [groupId] : [] }
      }
      return { groupIds: [groupId], one }
    })
    const finish = (ids: readonly string[]): Promise<void> =>
      addRegrouped(
        ports.store,
        ids.filter((id) => changed.has(id)),
        ref,
        journalTtlSeconds(settings),
      )
    return { steps, finish }
  },
  undo: async (ports, entries, settings) => {
    const accessGroupIds = await readAccessGroupIds(ports, settings)
    const gate = await readGate(
      ports,
      entries.flatMap(({ groupIds }) => groupIds),
    )
    return async ({ type, accountId, groupIds: [groupId] }) => {
      const refusal = await setMembership(gate, accountId, groupId!, type === 'leave-group', accessGroupIds)
      if (refusal === null) return { isUndone: true, isRestored: true }
      const { because } = refusal
      ports.log.warn('membership not given back', { accountId, groupId, because })
      return { isUndone: false }
    }
  },
}

type Refusal = { readonly because: Because } & Pick<Done, 'waitMs'>

/** @returns why the account could not join or leave the group, or null. @throws AppError about more than this person */
async function setMembership(
  gate: Gate,
  accountId: string,
  groupId: string,
  isMember: boolean,
  accessGroupIds: readonly string[],
): Promise<Refusal | null> {
  const group = gate.openPlain(groupId, isMember ? 'join' : 'leave', accessGroupIds)
  if ('refusal' in group) return { because: group.refusal }
  try {
    const outcome = isMember ? await group.add(accountId) : await group.remove(accountId)
    return outcome === 'no-seat' ? { because: outcome } : null
  } catch (error) {
    const because = personalCodeOf(error)
    if (because === null) throw error
    return { because, ...askedWaitOf(error) }
  }
}
