import type { TargetRefusal } from '../../core/target-group'
import type { Store } from '../../ports'
import { defineRecord } from './record'

/** What was last read of groups, each with its time: nothing to lose, only to read again. */

/** Whether people may be added to a group. */
export interface GroupCheck {
  readonly at: string
  readonly because: TargetRefusal | null
  /** Membership takes a seat of some product. */
  readonly takesSeat?: boolean
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

/** Which groups give administration. */
export type GroupRoles = Readonly<Record<string /* groupId */, { readonly at: string; readonly admin: boolean }>>

export const groupRoles = defineRecord<GroupRoles>('group-roles', {})

/** Access groups that could be on the list of groups that the app may write to, and are not. */
export interface UnlistedGroups {
  readonly at: string
  /** What was asked about. */
  readonly unlisted: readonly string[]
  /** Groups of those that could be on the list. */
  readonly possible: readonly string[]
}

export const unlistedGroups = defineRecord<UnlistedGroups | null>('unlisted-groups', null)
