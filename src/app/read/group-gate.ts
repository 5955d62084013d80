import { AppError } from '../../core/errors'
import { MINUTE_MS } from '../../core/time'
import { checkTargetGroup, describeTargetRefusal, takesSeat } from '../../core/target-group'
import type { TargetRefusal } from '../../core/target-group'
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

/** Groups that the app may write to, as they were fixed when the organization's credential was entered. */
export async function readListedGroupIds({ secrets }: ListPorts): Promise<ReadonlySet<string>> {
  const connections = await secrets.read<Connections>(CONNECTIONS_SECRET)
  return new Set(connections?.organization.groupIds ?? [])
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
): Promise<OpenGroup | { readonly refusal: TargetRefusal }> {
  const refusal = (await checkGroups(ports, [groupId])).get(groupId)
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
  accessGroupIds: readonly string[],
): Promise<OpenGroup | { readonly refusal: TargetRefusal }> {
  if (accessGroupIds.includes(groupId)) return { refusal: 'gives-access' }
  const group = await openGroup(ports, groupId)
  if ('refusal' in group) return group
  const checked = (await readGroupChecks(ports.store, [groupId])).get(groupId)
  return checked?.takesSeat === false ? group : { refusal: 'gives-access' }
}

/** Which of the groups may not be written to now, and why. Only those of the list are read. */
export async function checkGroups(
  ports: GatePorts,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, TargetRefusal>> {
  const { accounts, store, clock, log, site } = ports
  const listed = await readListedGroupIds(ports)
  const [inList, outside] = partition([...new Set(groupIds)], (id) => listed.has(id))
  const refusals = new Map<string, TargetRefusal>(outside.map((id) => [id, 'not-listed']))
  const known = await readGroupChecks(store, inList)
  const [fresh, stale] = partition(inList, (id) => isFresh(known.get(id), clock.now()))
  const checked = new Map(fresh.map((id) => [id, known.get(id)!.because]))
  if (stale.length > 0) {
    const groups = await accounts.readGroups(stale)
    const at = clock.now().toISOString()
    for (const id of stale) checked.set(id, checkTargetGroup(groups.get(id), site.cloudId()))
    const entries = stale.map((id): [string, GroupCheck] => [
      id,
      { at, because: checked.get(id) ?? null, takesSeat: takesSeat(groups.get(id)?.roles ?? []) },
    ])
    await saveGroupChecks(store, new Map(entries))
  }
  for (const [groupId, because] of checked) {
    if (because === null) continue
    refusals.set(groupId, because)
    if (stale.includes(groupId)) log.warn('group refused: it is not written to', { groupId, because })
  }
  return refusals
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

/** @throws AppError `invalid-input`, naming the first group that must not be on the list, and why */
export async function checkList(
  accounts: Pick<Ports['accounts'], 'readGroups'>,
  groupIds: readonly string[],
  cloudId: string,
): Promise<void> {
  const groups = await accounts.readGroups(groupIds)
  for (const groupId of groupIds) {
    const group = groups.get(groupId)
    const because = checkTargetGroup(group, cloudId)
    if (because === null) continue
    throw new AppError('invalid-input', describeTargetRefusal(group?.name ?? groupId, because, group?.roles))
  }
}
