import { AppError } from '../../../src/core/errors'
import type { Person, PersonAttribute } from '../../../src/core/people'
import type { DirectoryReader } from '../../../src/ports'
import type { State } from './state'

export function createFakeDirectory(world: State): DirectoryReader {
  return {
    readPeople: async function* (attributes) {
      world.beforeCall('readPeople')
      yield [...world.people.values()].map((one) => withAttributes(one, attributes))
    },
    readGroupMembers: async function* (groupId) {
      world.beforeCall('readGroupMembers')
      const members = world.groupMembers.get(groupId)
      if (members === undefined) throw new AppError('bad-response', `Expected the group ${groupId}, got status 404.`)
      yield members
    },
    readChanges: async (cursor) => {
      world.beforeCall('readChanges')
      return cursor === null ? { changed: new Map(), cursor: 'cursor-0' } : world.changes
    },
    lookUp: async (objectIds, attributes) => {
      world.beforeCall('lookUpPeople')
      const found = objectIds.flatMap((id) => world.people.get(id) ?? [])
      return {
        found: new Map(found.map((one) => [one.objectId, withAttributes(one, attributes)])),
        failed: new Map(),
      }
    },
    find: async (address, attributes) =>
      [...world.people.values()]
        .filter((one) => [one.email, one.mail, one.upn].includes(address.toLowerCase()))
        .map((one) => withAttributes(one, attributes)),
    readMemberships: async (objectIds, groupIds) => {
      const groupsOf = (objectId: string): string[] =>
        groupIds.filter((groupId) => world.groupMembers.get(groupId)?.includes(objectId) === true)
      return { found: new Map(objectIds.map((objectId) => [objectId, groupsOf(objectId)])), failed: new Map() }
    },
    readGroupNames: async (groupIds) =>
      new Map(
        groupIds.flatMap((id) => {
          if (!world.groupMembers.has(id)) return []
          return [[id, world.groupNames.get(id) ?? `Name of ${id}`] as const]
        }),
      ),
    findGroups: async (text, limit) => {
      world.beforeCall('findDirectoryGroups')
      const all = [...world.groupMembers.keys()].map((id) => [id, world.groupNames.get(id) ?? `Name of ${id}`] as const)
      return new Map(all.filter(([, name]) => name.toLowerCase().startsWith(text.toLowerCase())).slice(0, limit))
    },
    readSignIns: async ({ since, until }, appIds) => {
      world.beforeCall('readSignIns')
      const rows = world.signIns
        .filter(({ at, appId }) => at >= since && at <= until && (appId === undefined || appIds.includes(appId)))
        .map(({ id, objectId, at }) => ({ id, objectId, at }))
      return { rows, unread: null }
    },
    readApplications: async () => {
      world.beforeCall('readApplications')
      const ids = world.signIns.flatMap(({ appId }) => appId ?? [])
      return [...new Set(ids)].map((id) => ({ id, name: `Name of ${id}` }))
    },
    readLastSignIn: async (objectId) => {
      world.beforeCall('readLastSignIn')
      const row = world.people.has(objectId) ? world.signIns.find((one) => one.objectId === objectId) : undefined
      return row === undefined ? null : { at: row.at, isAttempt: false }
    },
    countPages: async (_people, groups) => 1 + groups,
  }
}

/** Those that were asked for, and no others; what the person has none of is empty. */
function withAttributes({ attributes: all = {}, ...one }: Person, wanted: readonly PersonAttribute[] = []): Person {
  if (wanted.length === 0) return one
  return { ...one, attributes: Object.fromEntries(wanted.map((name) => [name, all[name] ?? ''])) }
}
