import { mappedDirectoryGroupIds } from '../../core/local-groups'
import { codeOf } from '../../core/errors'
import { collectLookUps } from '../../core/look-ups'
import type { LookUps } from '../../core/look-ups'
import { NO_ODD_ROWS, checkOddRows, countRow } from '../../core/odd-rows'
import type { OddRows } from '../../core/odd-rows'
import { checkWholeRead, isGroupInDoubt } from '../../core/whole-read'
import type { WholeReadRefusal } from '../../core/whole-read'
import type { Person } from '../../core/people'
import type { Settings } from '../../core/settings'
import type { DirectoryReader, Ports } from '../../ports'
import type { AcceptedSizes } from '../state/accepted-sizes'
import { sourceOf } from '../state/known-groups'
import type { GroupsRead, KnownGroup } from '../state/known-groups'
import type { LastGood } from '../state/last-good'
import { readEverybody } from './read-people'

/** Sources by the words in which a refusal names them. */
export const THE_DIRECTORY = 'the directory'
export const THE_ORGANIZATION = 'the organization'

/** With the required and mapped groups, to be remembered. */
export interface DirectoryRead extends GroupsRead {
  readonly people: ReadonlyMap<string, Person>
  readonly memberOfRequired: ReadonlySet<string> | null
  /** Object ids of the members of each mapped group. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>
  readonly odd: OddRows
}

/**
 * Reads everybody and the members of the required and mapped groups, each group once; refuses a read that cannot be whole.
 * A group that is gone, far smaller than last time, or cannot be read, is in doubt: nobody leaves anything because of it.
 * @param known groups as last believed, by `sourceOf`
 */
export async function readDirectory(
  { directory, clock }: Pick<Ports, 'directory' | 'clock'>,
  settings: Settings,
  lastGood: LastGood,
  known: ReadonlyMap<string, KnownGroup>,
  accepted: AcceptedSizes = {},
): Promise<DirectoryRead | WholeReadRefusal> {
  const readAt = clock.now().toISOString()
  const people = new Map<string, Person>()
  let odd = NO_ODD_ROWS
  for await (const page of readEverybody(directory, settings)) {
    for (const person of page) {
      people.set(person.objectId, person)
      odd = countRow(odd, person.objectId, person.gaps)
    }
  }
  checkOddRows(THE_DIRECTORY, odd, people.size)
  const refusal = checkWholeRead(THE_DIRECTORY, people.size, lastGood.people ?? null, accepted[THE_DIRECTORY]?.size)
  if (refusal !== null) return refusal
  const { requiredGroupIds } = settings
  const mapped = mappedDirectoryGroupIds(settings)
  const members = new Map<string, ReadonlySet<string>>()
  const groups: KnownGroup[] = []
  const reads = collectLookUps<true>()
  const doubts: GroupsRead['doubts'][number][] = []
  for (const groupId of new Set([...requiredGroupIds, ...mapped])) {
    const use = requiredGroupIds.includes(groupId) ? 'required' : 'mapped'
    const source = sourceOf({ use, groupId })
    const before = known.get(source)
    const inGroup = await readMembers(directory, groupId, before === undefined ? null : reads)
    const got = reads.failed.has(groupId) ? null : inGroup.size
    // One that was never seen with members is a wrong setting: it must not empty the scope, or the groups that follow it.
    const empty = before === undefined ? checkWholeRead(source, inGroup.size, null) : null
    if (empty !== null) return empty
    members.set(groupId, inGroup)
    const isDoubted = got === null || isGroupInDoubt(got, before?.size ?? null, accepted[source]?.size)
    const size = isDoubted ? before!.size : got
    const isSame = before?.size === size
    const name = isSame ? before.name : ((await directory.readGroupNames([groupId])).get(groupId) ?? groupId)
    groups.push({ use, groupId, name, size, members: [] })
    if (isDoubted) doubts.push({ use, groupId, name, expected: size, got })
  }
  const memberOfRequired = joinRequired(requiredGroupIds, members)
  return { people, memberOfRequired, members, odd, readAt, knew: [...known.keys()], groups, doubts }
}

/**
 * @param reads of groups that were there before: without such a group nobody is a member, and one that cannot be read is
 * among the failed; null for another group
 * @returns who was read
 * @throws AppError where a group cannot be read that was never there, or none can be
 */
async function readMembers(
  directory: DirectoryReader,
  groupId: string,
  reads: LookUps<true> | null,
): Promise<ReadonlySet<string>> {
  const inGroup = new Set<string>()
  try {
    for await (const page of directory.readGroupMembers(groupId)) for (const objectId of page) inGroup.add(objectId)
    reads?.answer(groupId, true)
  } catch (error) {
    if (reads === null) throw error
    if (codeOf(error) === 'not-found') reads.answer(groupId, null)
    else reads.fail(groupId, error)
    if (reads.outage() !== null) throw error
  }
  return inGroup
}

function joinRequired(
  requiredGroupIds: readonly string[],
  members: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> | null {
  if (requiredGroupIds.length === 0) return null
  const joined = new Set<string>()
  for (const groupId of requiredGroupIds) for (const objectId of members.get(groupId) ?? []) joined.add(objectId)
  return joined
}

export function describeRefusal(refusal: WholeReadRefusal): string {
  return refusal.because === 'nobody'
    ? `Expected at least one row from ${refusal.source}, got none. Nothing was changed.`
    : `Expected at least 80 % of the last good read of ${refusal.source} (${refusal.lastGood}), got ${refusal.count}. Nothing was changed.`
}
