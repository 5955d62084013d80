import type { Store } from '../../ports'
import { inChunks } from '../../core/chunks'
import { changeList, readWholeList } from './chunked-list'
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
  return joinParts((await readWholeList<KnownGroup>(store, nameOf(home)))?.items ?? [])
}

function joinParts(parts: readonly KnownGroup[]): Map<string, KnownGroup> {
  const found = new Map<string, KnownGroup>()
  for (const part of parts) {
    const before = found.get(sourceOf(part))
    found.set(sourceOf(part), { ...part, members: [...(before?.members ?? []), ...part.members] })
  }
  return found
}

function toParts(groups: Iterable<KnownGroup>): readonly KnownGroup[] {
  const items = [...groups].flatMap((group) => {
    const parts = inChunks([...group.members].sort(), MEMBERS_IN_ITEM)
    return (parts.length === 0 ? [[]] : parts).map((members): KnownGroup => ({ ...group, members }))
  })
  return items.sort((a, b) => sourceOf(a).localeCompare(sourceOf(b)))
}

/** What a run has found about the groups of one home. */
export interface GroupsRead {
  /** When the run began to read them: an instant in ISO form. */
  readonly readAt: string
  /** What was known then, by `sourceOf`: a group of these that is not among those found is forgotten. */
  readonly knew: readonly string[]
  readonly groups: readonly KnownGroup[]
  readonly doubts: readonly Omit<Doubt, 'readAt'>[]
}

/** What has been read of them: by `sourceOf`, without those that could not be. */
export function sourcesRead({ groups, doubts }: GroupsRead): readonly string[] {
  const unread = new Set(doubts.flatMap((one) => (one.got === null ? [sourceOf(one)] : [])))
  return groups.map(sourceOf).filter((source) => !unread.has(source))
}

interface About {
  /** Of the newest read that was saved. */
  readonly readAt: string
}

/**
 * Remembers what was read, beside what others have found meanwhile: an older read adds the groups that nobody knows yet,
 * and changes none. Without any group nothing is written.
 */
export async function saveKnownGroups(store: Store, home: Home, read: GroupsRead): Promise<void> {
  const { readAt, knew, groups, doubts } = read
  const found = groups.map((group) => [sourceOf(group), group] as const)
  let isNewest = true
  await changeList<KnownGroup, About | null>(store, nameOf(home), (current) => {
    const known = joinParts(current?.items ?? [])
    const lastReadAt = current?.about?.readAt ?? readAt
    isNewest = lastReadAt <= readAt
    const others = [...known].filter(([source]) => !knew.includes(source))
    const merged = new Map(isNewest ? [...others, ...found] : [...found, ...known])
    if (merged.size === 0 && known.size === 0) return null
    return { items: toParts(merged.values()), about: { readAt: isNewest ? readAt : lastReadAt } }
  })
  if (!isNewest) return
  await doubtedGroups.change(store, (known) => {
    const before = Object.entries(known).filter(([, { use }]) => homeOf(use) === home)
    if (before.some(([, one]) => one.readAt > readAt)) return known
    return {
      ...Object.fromEntries(Object.entries(known).filter(([, { use }]) => homeOf(use) !== home)),
      ...Object.fromEntries(doubts.slice(0, DOUBTS_MAX).map((doubt) => [sourceOf(doubt), { ...doubt, readAt }])),
    }
  })
}

/** Takes closed accounts out of what is remembered. */
export async function forgetMembers(store: Store, accountIds: readonly string[]): Promise<void> {
  const isLeft = (accountId: string): boolean => !accountIds.includes(accountId)
  await changeList<KnownGroup, About | null>(store, nameOf('organization'), (current) => {
    if (current === null) return null
    const kept = current.items.map((group) => ({ ...group, members: group.members.filter(isLeft) }))
    return { items: toParts(joinParts(kept).values()), about: current.about }
  })
}

/** A group that is gone, far smaller than it was, or cannot be read: old and new size. */
export interface Doubt extends Pick<KnownGroup, 'use' | 'groupId' | 'name'> {
  readonly expected: number
  /** null = it could not be read. */
  readonly got: number | null
  /** Of the read that found it. */
  readonly readAt: string
}

/** So many are told of at most: with the longest names they fit into a value. The others follow once these are settled. */
const DOUBTS_MAX = 100

/** By `sourceOf`; the tick reads it. */
export type DoubtedGroups = Readonly<Record<string, Doubt>>

export const doubtedGroups = defineRecord<DoubtedGroups>('doubted-groups', {})
