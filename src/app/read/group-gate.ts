import { AppError } from '../../core/errors'
import type { SaidRoles } from '../../core/roles'
import { checkTargetGroup, describeTargetRefusal, takesSeat } from '../../core/target-group'
import type { TargetGroup, TargetRefusal } from '../../core/target-group'
import type { Joined, Parted, Ports } from '../../ports'
import type { Connections } from '../state/connections'
import { forgetGroupRoles, readGroupChecks, saveGroupChecks } from '../state/group-facts'
import type { GroupCheck } from '../state/group-facts'
import { CONNECTIONS_SECRET } from '../state/secrets'

/**
 * The one gate to every group (design rule 13): nobody joins or leaves a group but through here. The list of groups is part
 * of the organization's credential and lies with it, in the secret store; what a group gives is read again before each batch.
 */

type GatePorts = Pick<Ports, 'access' | 'accounts' | 'store' | 'secrets' | 'clock' | 'log' | 'site'>

/** A group that may be written to, just read. */
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

/** Groups as just read, for one batch of writes and no longer. One that was not asked for is refused as not listed. */
export interface Gate {
  /** Which of the groups may not be written to in this way, and why. */
  refusals(way: Way): ReadonlyMap<string, TargetRefusal>
  open(groupId: string, way: Way): OpenGroup | Refused
  /**
   * For groups of a list: those that give access are joined through the guard only, and left by a leaver or a sweep only,
   * whoever has made an access group of them meanwhile.
   * @param accessGroupIds as the products tell them
   */
  openPlain(groupId: string, way: Way, accessGroupIds: readonly string[]): OpenGroup | Refused
}

interface Refused {
  readonly refusal: TargetRefusal
}

/**
 * Reads the groups anew before each batch of writes, whichever setting names them: somebody may give a group a new role at
 * any moment. Only those of the list are read, ten a request and one more for each.
 * @throws AppError when a group cannot be read: then nothing is written either
 */
export async function readGate(ports: GatePorts, groupIds: readonly string[]): Promise<Gate> {
  const { accounts, log, site } = ports
  const { listed, said } = await readPermissions(ports)
  const asked = [...new Set(groupIds)]
  const inList = asked.filter((id) => listed.has(id))
  const groups = inList.length === 0 ? new Map<string, TargetGroup>() : await accounts.readGroups(inList)
  await noteGroups(ports, inList, groups)
  const judged = new Map<string, TargetRefusal | null>(
    asked.map((id) => [id, listed.has(id) ? checkTargetGroup(groups.get(id), site.cloudId(), said) : 'not-listed']),
  )
  for (const [groupId, because] of judged)
    if (because !== null && because !== 'not-listed')
      log.warn('group refused: it is not written to', { groupId, because })
  const refusalOf = (groupId: string, way: Way): TargetRefusal | null => {
    const because = judged.has(groupId) ? judged.get(groupId)! : 'not-listed'
    return because === 'unknown-role' && way === 'leave' ? null : because
  }
  const open = (groupId: string, way: Way): OpenGroup | Refused => {
    const refusal = refusalOf(groupId, way)
    return refusal === null ? toOpen(ports, groupId) : { refusal }
  }
  return {
    refusals: (way) =>
      new Map(
        asked.flatMap((id) => {
          const because = refusalOf(id, way)
          return because === null ? [] : [[id, because] as const]
        }),
      ),
    open,
    openPlain: (groupId, way, accessGroupIds) => {
      if (accessGroupIds.includes(groupId)) return { refusal: 'gives-access' }
      const group = open(groupId, way)
      if ('refusal' in group) return group
      return takesSeat(groups.get(groupId)!.roles, said) ? { refusal: 'gives-access' } : group
    },
  }
}

/**
 * One group, right before a batch of writes to it.
 * @throws AppError when the group cannot be read: then nothing is written either
 */
export async function openGroup(ports: GatePorts, groupId: string, way: Way): Promise<OpenGroup | Refused> {
  return (await readGate(ports, [groupId])).open(groupId, way)
}

/** Is no member, the answer says, and so it does of a wrong directory or group: then the person is still shown in it. */
function toOpen({ access, accounts }: Pick<Ports, 'access' | 'accounts'>, groupId: string): OpenGroup {
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
 * Keeps what was read for the page, and only where it is new. Whoever relies on older roles of such a group, to tell
 * administrators, reads them again.
 */
async function noteGroups(
  { store, clock }: Pick<GatePorts, 'store' | 'clock'>,
  groupIds: readonly string[],
  groups: ReadonlyMap<string, TargetGroup>,
): Promise<void> {
  const known = await readGroupChecks(store, groupIds)
  const at = clock.now().toISOString()
  const read = groupIds.map((id): [string, GroupCheck] => [id, { at, group: toTarget(groups.get(id)) }])
  const changed = read.filter(([id, { group }]) => JSON.stringify(group) !== JSON.stringify(known.get(id)?.group))
  if (changed.length === 0) return
  await saveGroupChecks(store, new Map(changed))
  await forgetGroupRoles(
    store,
    changed.map(([id]) => id),
  )
}

function toTarget(group: TargetGroup | undefined): TargetGroup | null {
  return group === undefined ? null : { isSynchronised: group.isSynchronised, roles: group.roles }
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
