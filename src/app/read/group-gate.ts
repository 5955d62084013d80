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

type GatePorts = Pick<Ports, 'accounts' | 'store' | 'secrets' | 'clock' | 'log' | 'site'>

/** A group that may be written to, just checked. */
export interface OpenGroup {
  add(accountId: string): Promise<Joined>
  remove(accountId: string): Promise<Parted>
}

/** What is done to a group: one with a role that nobody knows may be left, and not joined. */
export type Way = 'join' | 'leave'

/** What was fixed when the organization's credential was entered, and nothing where none is. */
export interface Permissions {
  /** The only groups that the app may write to. */
  readonly listed: ReadonlySet<string>
  /** May it suspend accounts? */
  readonly maySuspend: boolean
  /** What roles mean that it does not know. */
  readonly said: SaidRoles
}

export async function readPermissions({ secrets }: Pick<Ports, 'secrets'>): Promise<Permissions> {
  const {
    groupIds,
    maySuspend,
    roles = {},
  } = (await secrets.read<Partial<Connections>>(CONNECTIONS_SECRET))?.organization ?? {}
  return { listed: new Set(groupIds), maySuspend: maySuspend === true, said: roles }
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
  return open(ports, groupId, await judgeGroups(ports, [groupId], way))
}

/** Is no member, the answer says, and so it does of a wrong directory or group: then the person is still shown in it. */
function open(
  { access, accounts }: Pick<Ports, 'access' | 'accounts'>,
  groupId: string,
  { refusals }: Judged,
): OpenGroup | { readonly refusal: TargetRefusal } {
  const refusal = refusals.get(groupId)
  if (refusal !== undefined) return { refusal }
  return {
    add: (accountId) => access.addToGroup(groupId, accountId),
    remove: async (accountId) => {
      const parted = await access.removeFromGroup(groupId, accountId)
      if (parted === 'done') return parted
      const account = (await accounts.lookUp([accountId])).get(accountId)
      if (account?.groupIds.includes(groupId) !== true) return parted
      throw new AppError(
        'not-found',
        `Expected ${accountId} to be out of group ${groupId}, got status 404 and an account that is still in it. ` +
          'Check the directory of the organization under Set-up; it is tried again.',
      )
    },
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
  const judged = await judgeGroups(ports, [groupId], way)
  const group = open(ports, groupId, judged)
  if ('refusal' in group) return group
  return takesSeat(judged.groups.get(groupId)!.roles, judged.said) ? { refusal: 'gives-access' } : group
}

/** Which of the groups may not be written to now in this way, and why. Only those of the list are read. */
export async function checkGroups(
  ports: GatePorts,
  groupIds: readonly string[],
  way: Way,
): Promise<ReadonlyMap<string, TargetRefusal>> {
  return (await judgeGroups(ports, groupIds, way)).refusals
}

interface Judged {
  readonly refusals: ReadonlyMap<string, TargetRefusal>
  /** Those of the list that are there. */
  readonly groups: ReadonlyMap<string, TargetGroup>
  readonly said: SaidRoles
}

async function judgeGroups(ports: GatePorts, groupIds: readonly string[], way: Way): Promise<Judged> {
  const { accounts, store, clock, log, site } = ports
  const { listed, said } = await readPermissions(ports)
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
  const groups = new Map<string, TargetGroup>()
  for (const groupId of inList) {
    const group = checked.get(groupId)?.group ?? undefined
    if (group !== undefined) groups.set(groupId, group)
    const because = checkTargetGroup(group, site.cloudId(), said)
    if (because === null || (because === 'unknown-role' && way === 'leave')) continue
    refusals.set(groupId, because)
    if (stale.includes(groupId)) log.warn('group refused: it is not written to', { groupId, because })
  }
  return { refusals, groups, said }
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
  const { listed } = await readPermissions({ secrets })
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
