import { applyNameRule, targetGroupIds } from '../../core/local-groups'
import { AppError } from '../../core/errors'
import { compilePatterns } from '../../core/patterns'
import type { SettingValues } from '../../core/settings/table'
import type { GroupMapping } from '../../core/settings/local-groups'
import type { SaidRoles } from '../../core/roles'
import { checkTargetGroup, describeTargetRefusal, takesSeat } from '../../core/target-group'
import type { TargetRefusal } from '../../core/target-group'
import type { AccountGroup, Ports } from '../../ports'
import { readPermissions } from './group-gate'
import { readAccessGroupIds } from './products'

type NamingPorts = Pick<Ports, 'secrets' | 'accounts' | 'directory' | 'seats' | 'site' | 'clock'>

/**
 * Judges the groups that settings name before these are saved (design rule 13), and finds those that a mapping names by
 * the name rule. Groups that the settings in force name already are not judged again: they are judged before each write,
 * and must not keep an administrator from changing something else.
 * @throws AppError `invalid-input` naming the list, the group and what is wrong with it
 */
export async function resolveGroups(
  ports: NamingPorts,
  current: SettingValues,
  patched: SettingValues,
): Promise<SettingValues> {
  const next = { ...patched, groups: { ...patched.groups, mappings: await resolveMappings(ports, patched) } }
  const known = new Set(namedGroups(current).map(({ groupId }) => groupId))
  const isPatternNew =
    JSON.stringify([current.groups.neverAssign, current.groups.neverRemove]) !==
    JSON.stringify([next.groups.neverAssign, next.groups.neverRemove])
  const fresh = namedGroups(next).filter(
    ({ groupId, isPlain }) =>
      !known.has(groupId) || (isPatternNew && isPlain) || (isPlain && !isTarget(current, groupId)),
  )
  if (fresh.length === 0) return next
  const groups = await ports.accounts.readGroups(fresh.map(({ groupId }) => groupId))
  const { listed, said } = await readPermissions(ports)
  const { site } = ports
  const accessGroupIds = fresh.some(({ isPlain }) => isPlain) ? await readAccessGroupIds(ports, next) : []
  const neverAssign = compilePatterns(next.groups.neverAssign)
  for (const { list, groupId, isPlain } of fresh) {
    const group = groups.get(groupId)
    const because = judge(group, listed.has(groupId), isPlain, accessGroupIds.includes(groupId), site.cloudId(), said)
    const name = group?.name ?? groupId
    if (because !== null) refuse(`${list}: ${describeTargetRefusal(name, because, group?.roles, said)}`)
    if (isPlain && neverAssign(name))
      refuse(`${list}: Group "${name}": expected one that people may be added to, got one that "Never assign" names.`)
  }
  return next
}

interface NamedGroup {
  /** What the page calls the list. */
  readonly list: string
  readonly groupId: string
  /** Must give no product. */
  readonly isPlain: boolean
}

function namedGroups(settings: SettingValues): readonly NamedGroup[] {
  const access = settings.products.flatMap(({ accessGroupId, accessGroupIds }) => [
    ...(accessGroupId === null ? [] : [{ list: 'Access group', groupId: accessGroupId, isPlain: false }]),
    ...accessGroupIds.map((groupId) => ({ list: 'Groups that give the product', groupId, isPlain: false })),
  ])
  const always = settings.groups.always.map((groupId) => ({ list: 'Always assign groups', groupId, isPlain: true }))
  const mapped = settings.groups.mappings.flatMap(({ groupId }) =>
    groupId === null ? [] : [{ list: 'Group mapping', groupId, isPlain: true }],
  )
  return [...access, ...always, ...mapped]
}

function isTarget(settings: SettingValues, groupId: string): boolean {
  return targetGroupIds(settings).includes(groupId)
}

function judge(
  group: AccountGroup | undefined,
  isListed: boolean,
  isPlain: boolean,
  isAccessGroup: boolean,
  cloudId: string,
  said: SaidRoles,
): TargetRefusal | null {
  const because = checkTargetGroup(group, cloudId, said)
  if (because !== null) return because
  if (isPlain && (isAccessGroup || takesSeat(group?.roles ?? [], said))) return 'gives-access'
  return isListed ? null : 'not-listed'
}

/** A mapping without a group gets the one that has the name which the rule makes of the directory's. */
async function resolveMappings(
  { directory, accounts }: Pick<Ports, 'directory' | 'accounts'>,
  { groups: { mappings, nameRule } }: SettingValues,
): Promise<readonly GroupMapping[]> {
  const open = mappings.filter(({ groupId }) => groupId === null).map(({ directoryGroupId }) => directoryGroupId)
  if (open.length === 0) return mappings
  const directoryNames = await directory.readGroupNames(open)
  const names = new Map(
    open.map((id): [string, string] => {
      const name = directoryNames.get(id)
      return [id, name === undefined ? refuse(describeUnknown(id)) : applyNameRule(name, nameRule)]
    }),
  )
  const found = await accounts.findGroupIds([...names.values()])
  return mappings.map((mapping): GroupMapping => {
    const name = names.get(mapping.directoryGroupId)
    if (mapping.groupId !== null || name === undefined) return mapping
    const groupId = found.get(name.toLowerCase())
    if (groupId !== undefined) return { ...mapping, groupId }
    return refuse(
      `Group mapping: expected the organization to have a group "${name}", as the name rule makes of "${directoryNames.get(mapping.directoryGroupId) ?? ''}"; got none. Make the group, or choose one.`,
    )
  })
}

function describeUnknown(directoryGroupId: string): string {
  return `Group mapping: expected the id of a group of the directory, got "${directoryGroupId}". Choose another one.`
}

function refuse(message: string): never {
  throw new AppError('invalid-input', message)
}
