import { mappedDirectoryGroupIds } from '../../core/local-groups'
import { NO_ODD_ROWS, checkOddRows, countRow } from '../../core/odd-rows'
import type { OddRows } from '../../core/odd-rows'
import { checkWholeRead } from '../../core/whole-read'
import type { WholeReadRefusal } from '../../core/whole-read'
import type { Person } from '../../core/people'
import type { Settings } from '../../core/settings'
import type { DirectoryReader } from '../../ports'
import type { AcceptedSizes } from '../state/accepted-sizes'
import type { LastGood } from '../state/last-good'
import { readEverybody } from './read-people'

/** Sources by the words in which a refusal names them. */
export const THE_DIRECTORY = 'the directory'
export const THE_ORGANIZATION = 'the organization'

export interface DirectoryRead {
  readonly people: ReadonlyMap<string, Person>
  readonly memberOfRequired: ReadonlySet<string> | null
  /** Object ids of the members of each mapped group. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>
  readonly odd: OddRows
}

/** Reads everybody and the members of the required and mapped groups, each group once; refuses a read that cannot be whole. */
export async function readDirectory(
  directory: DirectoryReader,
  settings: Settings,
  lastGood: LastGood,
  accepted: AcceptedSizes = {},
): Promise<DirectoryRead | WholeReadRefusal> {
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
  for (const groupId of new Set([...requiredGroupIds, ...mapped])) {
    const inGroup = new Set<string>()
    for await (const page of directory.readGroupMembers(groupId)) {
      for (const objectId of page) inGroup.add(objectId)
    }
    // A group that was emptied, or is gone, must not empty the groups that follow it.
    const kind = requiredGroupIds.includes(groupId) ? 'required' : 'mapped'
    const empty = checkWholeRead(`${kind} group ${groupId}`, inGroup.size, null)
    if (empty !== null) return empty
    members.set(groupId, inGroup)
  }
  return { people, memberOfRequired: joinRequired(requiredGroupIds, members), members, odd }
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
