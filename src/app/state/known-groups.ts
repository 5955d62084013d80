import type { Store } from '../../ports'
import { inChunks } from '../../core/chunks'
import { readWholeList, saveList } from './chunked-list'
import { defineRecord } from './record'

/**
 * What a group protects from: exempt and administrators' groups keep their members from removal, a group without access
 * from a seat (all three of the organization); required and mapped groups of the directory keep people in scope, and in
 * the groups that follow them.
 */
export type GroupUse = 'exempt' | 'administrators' | 'no-access' | 'required' | 'mapped'

/** A group as it was last believed. */
export interface KnownGroup {
  readonly use: GroupUse
  readonly groupId: string
  readonly name: string
  readonly size: number
  /** Account ids, of groups of the organization: who was in them stays protected while they are in doubt. */
  readonly members: readonly string[]
}

type Home = 'organization' | 'directory'

/** Members in one item of a stored list, so that a chunk holds any item. */
const MEMBERS_IN_ITEM = 1_000
const nameOf = (home: Home): string => `known-groups:${home}`

export function homeOf(use: GroupUse): Home {
  return use === 'required' || use === 'mapped' ? 'directory' : 'organization'
}

/** How refusals, acceptances and alerts name a group. */
export function sourceOf({ use, groupId }: Pick<KnownGroup, 'use' | 'groupId'>): string {
  return `${use} group ${groupId}`
}

/** @returns by `sourceOf` */
export async function readKnownGroups(store: Store, home: Home): Promise<ReadonlyMap<string, KnownGroup>> {
  const found = new Map<string, KnownGroup>()
  for (const part of (await readWholeList<KnownGroup>(store, nameOf(home)))?.items ?? []) {
    const before = found.get(sourceOf(part))
    found.set(sourceOf(part), { ...part, members: [...(before?.members ?? []), ...part.members] })
  }
  return found
}

/** Groups that are no longer among them are forgotten. Nothing new writes nothing. */
export async function saveKnownGroups(store: Store, home: Home, groups: readonly KnownGroup[]): Promise<void> {
  const items = groups.flatMap((group) => {
    const parts = inChunks([...group.members].sort(), MEMBERS_IN_ITEM)
    return (parts.length === 0 ? [[]] : parts).map((members): KnownGroup => ({ ...group, members }))
  })
  const sorted = items.sort((a, b) => sourceOf(a).localeCompare(sourceOf(b)))
  if (sorted.length > 0 || (await readKnownGroups(store, home)).size > 0) await saveList(store, nameOf(home), sorted)
}

/** Takes closed accounts out of what is remembered. */
export async function forgetMembers(store: Store, accountIds: readonly string[]): Promise<void> {
  const groups = [...(await readKnownGroups(store, 'organization')).values()]
  const isLeft = (accountId: string): boolean => !accountIds.includes(accountId)
  const kept = groups.map((group) => ({ ...group, members: group.members.filter(isLeft) }))
  await saveKnownGroups(store, 'organization', kept)
}

/** A group that is gone, or far smaller than it was: old and new size. */
export interface Doubt extends Pick<KnownGroup, 'use' | 'groupId' | 'name'> {
  readonly expected: number
  readonly got: number
}

/** So many are told of at most: with the longest names they fit into a value. The others follow once these are settled. */
const DOUBTS_MAX = 100

/** By `sourceOf`; the tick reads it. */
export type DoubtedGroups = Readonly<Record<string, Doubt>>

export const doubtedGroups = defineRecord<DoubtedGroups>('doubted-groups', {})

/** What a run has found about the groups of one home takes the place of what was known of them. */
export async function saveDoubts(store: Store, home: Home, doubts: readonly Doubt[]): Promise<void> {
  await doubtedGroups.change(store, (known) => ({
    ...Object.fromEntries(Object.entries(known).filter(([, { use }]) => homeOf(use) !== home)),
    ...Object.fromEntries(doubts.slice(0, DOUBTS_MAX).map((doubt) => [sourceOf(doubt), doubt])),
  }))
}
