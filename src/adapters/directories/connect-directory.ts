import type { DirectoryConnection, DirectoryReader } from '../../ports'
import { findKind, parseValues } from './create-directories'
import type { DirectoryTools } from './directory-kind'

/** The directory of the connection, which is read when something is first asked of it. */
export function connectDirectory(
  tools: DirectoryTools,
  readConnection: () => Promise<DirectoryConnection>,
): DirectoryReader {
  let connected: DirectoryReader | null = null
  const open = async (): Promise<DirectoryReader> => {
    if (connected !== null) return connected
    const connection = await readConnection()
    connected = findKind(connection.kind).connect(tools, parseValues(connection))
    return connected
  }
  return {
    readPeople: async function* (attributes) {
      yield* (await open()).readPeople(attributes)
    },
    readGroupMembers: async function* (groupId) {
      yield* (await open()).readGroupMembers(groupId)
    },
    readChanges: async (cursor) => (await open()).readChanges(cursor),
    lookUp: async (objectIds, attributes) => (await open()).lookUp(objectIds, attributes),
    find: async (address, attributes) => (await open()).find(address, attributes),
    readMemberships: async (objectIds, groupIds) => (await open()).readMemberships(objectIds, groupIds),
    readGroupNames: async (groupIds) => (await open()).readGroupNames(groupIds),
    findGroups: async (text, limit) => (await open()).findGroups(text, limit),
    readSignIns: async (span, appIds) => (await open()).readSignIns(span, appIds),
    readApplications: async (since) => (await open()).readApplications(since),
    readLastSignIn: async (objectId) => (await open()).readLastSignIn(objectId),
    countPages: async (people, groups) => (await open()).countPages(people, groups),
  }
}
