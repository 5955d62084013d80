import type { DirectoryReader } from '../ports'

export type DirectoryKind = 'entra' | 'okta'

/** The directory that is connected: which one shows only when the connections are read. */
export function createChosenDirectory(
  readKind: () => Promise<DirectoryKind>,
  directories: Readonly<Record<DirectoryKind, DirectoryReader>>,
): DirectoryReader {
  const choose = async (): Promise<DirectoryReader> => directories[await readKind()]
  return {
    readPeople: async function* (attributes) {
      yield* (await choose()).readPeople(attributes)
    },
    readGroupMembers: async function* (groupId) {
      yield* (await choose()).readGroupMembers(groupId)
    },
    readChanges: async (cursor) => (await choose()).readChanges(cursor),
    lookUp: async (objectIds, attributes) => (await choose()).lookUp(objectIds, attributes),
    find: async (address, attributes) => (await choose()).find(address, attributes),
    readMemberships: async (objectIds, groupIds) => (await choose()).readMemberships(objectIds, groupIds),
    readGroupNames: async (groupIds) => (await choose()).readGroupNames(groupIds),
    findGroups: async (text, limit) => (await choose()).findGroups(text, limit),
    readSignIns: async (since, appIds) => (await choose()).readSignIns(since, appIds),
    readLastSignIn: async (objectId) => (await choose()).readLastSignIn(objectId),
    countPages: async (people, groups) => (await choose()).countPages(people, groups),
  }
}
