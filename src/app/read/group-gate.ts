import { AppError } from '../../core/errors'
import { MINUTE_MS } from '../../core/time'
import type { SaidRoles } from '../../core/roles'
import { checkTargetGroup, describeTargetRefusal, takesSeat } from '../../core/target-group'
import type { TargetGroup, TargetRefusal } from '../../core/target-group'
import type { Joined, Parted, Ports } from '../../ports'
import type { Connections } from '../state/connections'
import { readGroupChecks, saveGroupChecks } from '../state/group-facts'
import type { GroupCheck } from '../state/group-facts'
import { CONNECTIONS_SECRET } from '../state/secrets'

/**
 * The one gate to every group (design rule 13): nobody joins or leaves a group but through here. The list of groups is part
 * of the organization's credential and lies with it, in the secret store; what a group gives is read again and again.
 */

/** Somebody may give a group a new role at any moment; so often it is read again. */
const CHECK_MAX_AGE_MS = 5 * MINUTE_MS

type ListPorts = Pick<Ports, 'secrets'>
type GatePorts = Pick<Ports, 'accounts' | 'store' | 'secrets' | 'clock' | 'log' | 'site'>

/** A group that may be written to, just checked. */
export interface OpenGroup {
  add(accountId: string): Promise<Joined>
  remove(accountId: string): Promise<Parted>
}

/** What is done to a group: one with a role that nobody knows may be left, and not joined. */
export type Way = 'join' | 'leave'

/** Groups that the app may write to, as they were fixed when the organization's credential was entered. */
export async function readListedGroupIds({ secrets }: ListPorts): Promise<ReadonlySet<string>> {
  const connections = await secrets.read<Connections>(CONNECTIONS_SECRET)
  return new Set(connections?.organization.groupIds ?? [])
}

/** What roles mean that the app does not know, as was said at the same moment. */
export async function readSaidRoles({ secrets }: ListPorts): Promise<SaidRoles> {
  return (await secrets.read<Connections>(CONNECTIONS_SECRET))?.organization.roles ?? {}
}

/** May the app suspend accounts, as was said at the same moment? */
export async function readMaySuspend({ secrets }: ListPorts): Promise<boolean> {
  return (await secrets.read<Connections>(CONNECTIONS_SECRET))?.organization.maySuspend === true
}

/**
 * Asked before a group is written to, whichever setting names it.
 * @throws AppError when the group cannot be read: then nothing is written either
 */
export async function openGroup(
  ports: GatePorts & Pick<Ports, 'access'>,
  groupId: string,
  way: Way,
): Promise<OpenGroup | { readonly refusal: TargetRefusal }> {
  const refusal = (await checkGroups(ports, [groupId], way)).get(groupId)
  if (refusal !== undefined) return { refusal }
  const { access } = ports
  return {
    add: (accountId) => access.addToGroup(groupId, accountId),
    remove: (accountId) => access.removeFromGroup(groupId, accountId),
  }
}

/**
 * As `openGroup`, for groups of a list: those that give access are joined through the guard only, and left by a leaver or
 * a sweep only, whoever has made an access group of them meanwhile.
 * @param accessGroupIds as the products tell them
 */
export async function openPlainGroup(
  ports: GatePorts & Pick<Ports, 'access'>,
  groupId: string,
  way: Way,
  accessGroupIds: readonly string[],
): Promise<OpenGroup | { readonly refusal: TargetRefusal }> {
  if (accessGroupIds.includes(groupId)) return { refusal: 'gives-access' }
  const group = await openGroup(ports, groupId, way)
  if ('refusal' in group) return group
  const checked = (await readGroupChecks(ports.store, [groupId])).get(groupId)?.group
  const isPlain = checked != null && !takesSeat(checked.roles, await readSaidRoles(ports))
  return isPlain ? group : { refusal: 'gives-access' }
}

/** Which of the groups may not be written to now in this way, and why. Only those of the list are read. */
export async function checkGroups(
  ports: GatePorts,
  groupIds: readonly string[],
  way: Way,
): Promise<ReadonlyMap<string, TargetRefusal>> {
  const { accounts, store, clock, log, site, secrets } = ports
  const organization = (await secrets.read<Connections>(CONNECTIONS_SECRET))?.organization
  const listed = new Set(organization?.groupIds ?? [])
  const [inList, outside] = partition([...new Set(groupIds)], (id) => listed.has(id))
  const refusals = new Map<string, TargetRefusal>(outside.map((id) => [id, 'not-listed']))
  const checked = new Map(await readGroupChecks(store, inList))
  const stale = inList.filter((id) => !isFresh(checked.get(id), clock.now()))
  if (stale.length > 0) {
    const groups = await accounts.readGroups(stale)
    const at = clock.now().toISOString()
    const read = new Map(stale.map((id): [string, GroupCheck] => [id, { at, group: toTarget(groups.get(id)) }]))
    for (const [id, one] of read) checked.set(id, one)
    await saveGroupChecks(store, read)
  }
  for (const groupId of inList) {
    const group = checked.get(groupId)?.group ?? undefined
    const because = checkTargetGroup(group, site.cloudId(), organization?.roles ?? {})
    if (because === null || (because === 'unknown-role' && way === 'leave')) continue
    refusals.set(groupId, because)
    if (stale.includes(groupId)) log.warn('group refused: it is not written to', { groupId, because })
  }
  return refusals
}

function toTarget(group: TargetGroup | undefined): TargetGroup | null {
  return group === undefined ? null : { isSynchronised: group.isSynchronised, roles: group.roles }
}

function isFresh(checked: GroupCheck | undefined, now: Date): boolean {
  return checked !== undefined && now.getTime() - Date.parse(checked.at) < CHECK_MAX_AGE_MS
}

function partition<T>(all: readonly T[], fits: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(fits), all.filter((one) => !fits(one))]
}

/**
 * For a plan, which is checked again before each write: groups that cannot be changed by what is quick to tell, that is by
 * the list and by who manages the group.
 */
export async function findReadOnlyGroups(
  { accounts, secrets }: Pick<Ports, 'accounts' | 'secrets'>,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, 'not-listed' | 'synchronised'>> {
  const listed = await readListedGroupIds({ secrets })
  const synchronised = await accounts.readSynchronisedGroups(groupIds)
  const unlisted = groupIds.filter((id) => !listed.has(id))
  return new Map([
    ...unlisted.map((id) => [id, 'not-listed'] as const),
    ...[...synchronised].map((id) => [id, 'synchronised'] as const),
  ])
}

/**
 * A group with a role that nobody knows may be on the list: who is in it may leave.
 * @throws AppError `invalid-input`, naming the first group that must not be on the list, and why
 */
export async function checkList(
  accounts: Pick<Ports['accounts'], 'readGroups'>,
  { groupIds, roles }: Pick<Connections['organization'], 'groupIds' | 'roles'>,
  cloudId: string,
): Promise<void> {
  const groups = await accounts.readGroups(groupIds)
  for (const groupId of groupIds) {
    const group = groups.get(groupId)
    const because = checkTargetGroup(group, cloudId, roles)
    if (because === null || because === 'unknown-role') continue
    throw new AppError('invalid-input', describeTargetRefusal(group?.name ?? groupId, because, group?.roles, roles))
  }
}
