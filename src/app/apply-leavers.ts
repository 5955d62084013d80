import type { Account, Link, SeatRecord } from '../core/people'
import type { Ports } from '../ports'
import type { ActionOf, BatchContext, BatchResult, Outcome } from './apply-plan'
import { leaveGroups } from './apply-revocations'
import { inParallel } from './in-parallel'
import { keys } from './keys'
import { giveBack, rememberLeft } from './left-behind'
import { readLinks, readPeopleOfAccounts } from './link-store'
import { lookUpPeople, readInScope } from './read-people'

type Leaving = ActionOf<'deactivate'> | ActionOf<'leave-groups'>

/**
 * Carries out what the settings say about people who left. The access groups go first, so that coming back never silently
 * retakes a seat (design rule 14); then all other groups, where that was asked for; the account last.
 */
export async function applyLeaving(
  ports: Ports,
  batch: readonly Leaving[],
  context: BatchContext,
): Promise<BatchResult> {
  const { settings, accessGroupIds } = context
  const objectIds = batch.map((action) => action.objectId)
  const people = await lookUpPeople(ports.directory, objectIds, settings)
  // Who came back since the plan is left alone, whatever the cause was.
  const inScope = await readInScope(ports.directory, [...people.values()], settings)
  const left = batch.filter(({ objectId }) => !inScope.has(objectId))
  const accountIds = left.map((action) => action.accountId)
  const accounts = await ports.accounts.lookUp(accountIds)
  const owners = await readPeopleOfAccounts(ports.records, accountIds)
  const known = await readLinks(ports.records, objectIds)
  const links = new Map<string, Link | null>()
  const outcomes = await inParallel(batch, async (action): Promise<Outcome> => {
    const { objectId, accountId } = action
    const account = accounts.get(accountId)
    const owner = owners.get(accountId) ?? objectId
    // The account may belong to another object of the directory by now: somebody was deleted and made anew.
    if (account === undefined || owner !== objectId || isExempt(account, settings)) return 'skipped'
    const groups = await chooseGroups(ports, action, account, context)
    await rememberLeft(ports, accountId, {
      groupIds: groups.filter((groupId) => !accessGroupIds.includes(groupId)),
      accessGroupIds: account.isActive ? groups.filter((groupId) => accessGroupIds.includes(groupId)) : [],
    })
    if (!(await leaveGroups(ports, accountId, groups))) return 'failed'
    if (groups.some((groupId) => accessGroupIds.includes(groupId))) await noteRevoked(ports, accountId)
    const link = known.get(objectId)
    const isDisabled = action.type === 'deactivate'
    if (isDisabled && account.isActive)
      await ports.accountWriter.deactivate({ accountId, scimId: link?.s ?? null, objectId })
    const { h: _held, ...kept } = link ?? { a: accountId }
    links.set(objectId, { ...kept, x: isDisabled ? 1 : 2 })
    return isDisabled ? 'deactivated' : 'left-groups'
  })
  return { outcomes, links }
}

function isExempt(account: Account, { exemptAccountIds, exemptGroupIds }: BatchContext['settings']): boolean {
  return (
    account.isAdmin ||
    exemptAccountIds.includes(account.accountId) ||
    account.groupIds.some((groupId) => exemptGroupIds.includes(groupId))
  )
}

/** Groups to leave, access first; synchronised ones only the identity provider can change. */
async function chooseGroups(
  ports: Ports,
  action: Leaving,
  account: Account,
  { accessGroupIds, readOnlyGroups }: BatchContext,
): Promise<readonly string[]> {
  const access = account.groupIds.filter((groupId) => accessGroupIds.includes(groupId))
  const isEverything = action.type === 'leave-groups' || action.groups === 'all'
  const others = isEverything ? account.groupIds.filter((groupId) => !accessGroupIds.includes(groupId)) : []
  const groups = [...access, ...others]
  const readOnly = await readOnlyGroups(ports, groups)
  return groups.filter((groupId) => !readOnly.has(groupId))
}

async function noteRevoked({ store, clock }: Pick<Ports, 'store' | 'clock'>, accountId: string): Promise<void> {
  const key = keys.seat(accountId)
  const record = await store.get<SeatRecord>(key)
  await store.set(key, { ...record, holds: false, revokedAt: clock.now().toISOString() } satisfies SeatRecord)
}

/** Makes the accounts of people who came back usable again; access comes back only as a request through the guard. */
export async function applyRestores(
  ports: Ports,
  batch: readonly ActionOf<'restore'>[],
  context: BatchContext,
): Promise<BatchResult> {
  const { settings } = context
  const objectIds = batch.map((action) => action.objectId)
  const people = await lookUpPeople(ports.directory, objectIds, settings)
  const inScope = await readInScope(ports.directory, [...people.values()], settings)
  const known = await readLinks(ports.records, objectIds)
  const links = new Map<string, Link | null>()
  const outcomes = await inParallel(batch, async ({ objectId, accountId }): Promise<Outcome> => {
    if (!inScope.has(objectId)) return 'skipped'
    const link = known.get(objectId)
    if (link?.x !== 2) await ports.accountWriter.restore({ accountId, scimId: link?.s ?? null, objectId })
    if (!(await giveBack(ports, accountId, context))) return 'failed'
    const { x: _left, ...kept } = link ?? { a: accountId }
    links.set(objectId, kept)
    return 'restored'
  })
  return { outcomes, links }
}
