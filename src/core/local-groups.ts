import { RE2JS } from 're2js'
import type { MatchedAccount } from './match-accounts'
import { compilePatterns } from './patterns'
import type { Action, Skip, SkipReason } from './plan'
import type { GroupNameRule, LocalGroupSettings } from './settings/local-groups'

/** Groups of the organization that the settings look after, each once. */
export function targetGroupIds({ groups: { always, mappings } }: LocalGroupSettings): readonly string[] {
  return [...new Set([...always, ...mappings.flatMap(({ groupId }) => (groupId === null ? [] : [groupId]))])]
}

/** Groups of the directory whose members have to be known, each once. */
export function mappedDirectoryGroupIds({ groups: { mappings } }: LocalGroupSettings): readonly string[] {
  return [...new Set(mappings.flatMap(({ directoryGroupId, groupId }) => (groupId === null ? [] : [directoryGroupId])))]
}

/**
 * Which of the groups somebody in scope belongs into.
 * @param memberOf groups of the directory, of those that are mapped
 */
export function wantedGroupIds({ groups }: LocalGroupSettings, memberOf: (groupId: string) => boolean): Set<string> {
  const wanted = new Set(groups.always)
  for (const { directoryGroupId, groupId } of groups.mappings) {
    if (groupId !== null && memberOf(directoryGroupId)) wanted.add(groupId)
  }
  return wanted
}

/** "Groups are managed locally": nobody is ever added to or taken from any group. */
export function areManagedLocally({ groups }: LocalGroupSettings): boolean {
  return groups.neverAssign.includes('.*') && groups.neverRemove.includes('.*')
}

/** The name that the organization's group has by the rule. */
export function applyNameRule(name: string, { pattern, replacement }: GroupNameRule): string {
  return pattern === '' ? name : RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE).matcher(name).replaceAll(replacement)
}

/** Why a group is left as it is, from one side or from both. */
export interface TargetState {
  readonly groupId: string
  readonly joinBecause: SkipReason | null
  readonly leaveBecause: SkipReason | null
}

/**
 * What may be done to each group now.
 * @param obstacles groups that cannot be written to at all
 */
export function judgeTargets(
  settings: LocalGroupSettings,
  names: ReadonlyMap<string, string>,
  obstacles: ReadonlySet<string>,
): readonly TargetState[] {
  const neverAssign = compilePatterns(settings.groups.neverAssign)
  const neverRemove = compilePatterns(settings.groups.neverRemove)
  return targetGroupIds(settings).map((groupId): TargetState => {
    const name = names.get(groupId)
    if (name === undefined || obstacles.has(groupId)) {
      return { groupId, joinBecause: 'group-not-writable', leaveBecause: 'group-not-writable' }
    }
    return {
      groupId,
      joinBecause: neverAssign(name) ? 'never-assign' : null,
      leaveBecause: neverRemove(name) ? 'never-remove' : null,
    }
  })
}

/** Nobody leaves a group that follows one of the directory which is in doubt. @param doubted groups of the directory */
export function keepDoubted(
  targets: readonly TargetState[],
  { groups: { mappings } }: LocalGroupSettings,
  doubted: ReadonlySet<string>,
): readonly TargetState[] {
  const kept = new Set(mappings.flatMap((one) => (doubted.has(one.directoryGroupId) ? [one.groupId] : [])))
  return targets.map((one) =>
    kept.has(one.groupId) ? { ...one, leaveBecause: one.leaveBecause ?? 'group-in-doubt' } : one,
  )
}

/** The snapshot of the groups for one run. */
export interface GroupSnapshot {
  readonly settings: LocalGroupSettings
  readonly targets: readonly TargetState[]
  /** Object ids of the members of each mapped group of the directory. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>
}

/** Plans the memberships of one person in scope whose account can be used. Groups that nobody manages are never touched. */
export function planMemberships(
  { objectId, accountId, inGroups = [], keptBecause }: MatchedAccount,
  { settings, targets, members }: GroupSnapshot,
  actions: Action[],
  skips: Skip[],
): void {
  if (targets.length === 0) return
  const wanted = wantedGroupIds(settings, (groupId) => members.get(groupId)?.has(objectId) === true)
  for (const { groupId, joinBecause, leaveBecause } of targets) {
    const isMember = inGroups.includes(groupId)
    if (wanted.has(groupId) === isMember) continue
    const type = isMember ? 'leave-group' : 'join-group'
    // Who is never removed (design rule 7) is not taken from a group either.
    const because = isMember ? (leaveBecause ?? keptBecause) : joinBecause
    if (because === null) actions.push({ type, objectId, accountId, groupId })
    else skips.push({ id: accountId, because, groupIds: [groupId] })
  }
}
