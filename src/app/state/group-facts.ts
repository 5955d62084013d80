import type { TargetGroup } from '../../core/target-group'
import type { Store } from '../../ports'
import { defineRecord } from './record'

/** What was last read of groups, each with its time: nothing to lose, only to read again. */

/** A group as it was read; what that means for who may join or leave is judged by what administrators say now. */
export interface GroupCheck {
  readonly at: string
  /** null: the organization has no such group. */
  readonly group: TargetGroup | null
}

const checkOf = (groupId: string): string => `group-check:${groupId}`

/** @returns by group id */
export async function readGroupChecks(
  store: Store,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, GroupCheck>> {
  const found = await store.getMany<GroupCheck>(groupIds.map(checkOf))
  return new Map(groupIds.flatMap((id) => (found.has(checkOf(id)) ? [[id, found.get(checkOf(id))!] as const] : [])))
}

export async function saveGroupChecks(store: Store, checks: ReadonlyMap<string, GroupCheck>): Promise<void> {
  await store.setMany(new Map([...checks].map(([groupId, check]) => [checkOf(groupId), check])))
}

/** Roles of the groups that people are in: those that are not harmless. */
export type GroupRoles = Readonly<
  Record<string /* groupId */, { readonly at: string; readonly roles: readonly string[] }>
>

export const groupRoles = defineRecord<GroupRoles>('group-roles', {})

/** What was remembered of these groups is no longer so. */
export async function forgetGroupRoles(store: Store, groupIds: readonly string[]): Promise<void> {
  const known = await groupRoles.read(store)
  if (!groupIds.some((id) => id in known)) return
  await groupRoles.change(store, (current) =>
    Object.fromEntries(Object.entries(current).filter(([id]) => !groupIds.includes(id))),
  )
}

/** Access groups that could be on the list of groups that the app may write to, and are not. */
export interface UnlistedGroups {
  readonly at: string
  /** What was asked about. */
  readonly unlisted: readonly string[]
  /** Groups of those that could be on the list. */
  readonly possible: readonly string[]
}

export const unlistedGroups = defineRecord<UnlistedGroups | null>('unlisted-groups', null)
