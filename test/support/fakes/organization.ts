import { AppError } from '../../../src/core/errors'
import type { AccessWriter, AccountGroup, AccountReader, AccountWriter, Joined, Parted } from '../../../src/ports'
import { countHolders } from './state'
import type { State } from './state'

export function createFakeAccounts(world: State): AccountReader {
  const exists = (groupId: string): boolean => !world.missingGroups.has(groupId)
  const groupsOf = (): Set<string> => new Set([...world.accounts.values()].flatMap(({ groupIds }) => groupIds))
  const describeGroup = (id: string): AccountGroup => ({
    id,
    name: `Name of ${id}`,
    isSynchronised: world.synchronisedGroups.has(id),
    members: [...world.accounts.values()].filter((one) => one.groupIds.includes(id)).length,
    roles: world.groupRoles.get(id) ?? [],
  })

  return {
    readPage: async ({ groupIds, emails }, cursor) => {
      world.beforeCall('readPage')
      const all = [...world.accounts.values()].filter(
        (one) =>
          (groupIds === undefined || one.groupIds.some((id) => groupIds.includes(id))) &&
          (emails === undefined || emails.includes(one.email)),
      )
      const from = Number(cursor ?? 0)
      return { accounts: all.slice(from, from + 100), cursor: from + 100 < all.length ? String(from + 100) : null }
    },
    lookUp: async (accountIds) => {
      world.beforeCall('lookUpAccounts')
      return new Map(
        accountIds.flatMap((id) => (world.accounts.has(id) ? [[id, world.accounts.get(id)!] as const] : [])),
      )
    },
    search: async (text, limit, cursor) => {
      world.beforeCall('searchAccounts')
      const all = [...world.accounts.values()].filter(({ email }) => email.includes(text.toLowerCase()))
      const from = Number(cursor ?? 0)
      const next = from + limit
      return { accounts: all.slice(from, next), cursor: next < all.length ? String(next) : null }
    },
    readGroupRoles: async (groupId) => {
      world.beforeCall('readGroupRoles')
      return (
        world.groupRoles.get(groupId) ?? [{ resourceId: 'ari:cloud:jira::site/cloud-1', roles: ['atlassian/user'] }]
      )
    },
    findAdministrators: async () => new Set(),
    readRoles: async (accountId) => {
      world.beforeCall('readRoles')
      const byGroup = world.accounts.get(accountId)?.groupIds.flatMap((id) => world.groupRoles.get(id) ?? []) ?? []
      return [...(world.directRoles.get(accountId) ?? []), ...byGroup.flatMap(({ roles }) => roles)]
    },
    findByEmail: async (emails) => {
      if (emails.length > 0) world.beforeCall('findByEmail')
      return [...world.accounts.values()].filter(({ email }) => emails.includes(email))
    },
    countAccounts: async () => world.accounts.size,
    countActiveMembers: async (groupIds) => {
      world.beforeCall('countActiveMembers')
      const active = [...world.accounts.values()].filter(({ isActive }) => isActive)
      return active.filter((one) => one.groupIds.some((id) => groupIds.includes(id))).length
    },
    readGroups: async (groupIds) => {
      world.beforeCall('readGroups')
      return new Map(groupIds.filter(exists).map((id) => [id, describeGroup(id)]))
    },
    describeGroups: async (groupIds) => new Map(groupIds.filter(exists).map((id) => [id, describeGroup(id)])),
    findGroupIds: async (names) =>
      new Map(
        [...world.permitted.groupIds, ...groupsOf()]
          .map(describeGroup)
          .filter(({ name }) => names.some((one) => one.toLowerCase() === name.toLowerCase()))
          .map(({ id, name }) => [name.toLowerCase(), id]),
      ),
    findGroups: async (term, limit) =>
      [...groupsOf()]
        .map(describeGroup)
        .filter(({ name }) => name.includes(term))
        .slice(0, limit),
    readSynchronisedGroups: async (groupIds) => new Set(groupIds.filter((id) => world.synchronisedGroups.has(id))),
  }
}

export function createFakeAccess(world: State): AccessWriter {
  function setMember(accountId: string, groupId: string, isMember: boolean): void {
    const account = world.accounts.get(accountId)!
    const groupIds = account.groupIds.filter((id) => id !== groupId)
    world.accounts.set(accountId, { ...account, groupIds: isMember ? [...groupIds, groupId] : groupIds })
  }

  return {
    addToGroup: async (groupId, accountId): Promise<Joined> => {
      world.beforeCall('addToGroup')
      if (!world.accounts.has(accountId)) throw new AppError('not-found', 'fake: no such account')
      if (world.accounts.get(accountId)!.groupIds.includes(groupId)) return 'already'
      if (world.totalSeats !== null && countHolders(world) >= world.totalSeats) return 'no-seat'
      world.writes.push(`add ${accountId} ${groupId}`)
      setMember(accountId, groupId, true)
      return 'done'
    },
    removeFromGroup: async (groupId, accountId): Promise<Parted> => {
      world.beforeCall('removeFromGroup')
      if (world.accounts.get(accountId)?.groupIds.includes(groupId) !== true) return 'already'
      world.writes.push(`remove ${accountId} ${groupId}`)
      setMember(accountId, groupId, false)
      return 'done'
    },
  }
}

export function createFakeAccountWriter(world: State): AccountWriter {
  function setActive(accountId: string, isActive: boolean): void {
    world.accounts.set(accountId, { ...world.accounts.get(accountId)!, isActive })
  }

  return {
    create: async (person) => {
      world.beforeCall('create')
      const accountId = `a-${person.objectId.slice(2)}`
      const existed = world.accounts.has(accountId)
      if (!existed) {
        world.writes.push(`create ${accountId}`)
        world.accounts.set(accountId, {
          accountId,
          email: person.email,
          type: 'atlassian',
          isActive: true,
          groupIds: [],
          isAdmin: false,
          lastSeen: null,
          addedAt: world.now.toISOString(),
        })
      }
      const { email } = world.accounts.get(accountId)!
      return { outcome: existed ? 'existed' : 'created', accountId, scimId: `s-${person.objectId.slice(2)}`, email }
    },
    update: async ({ accountId }, person) => {
      world.beforeCall('update')
      world.writes.push(`update ${accountId} ${person.email}`)
      return { outcome: world.accounts.has(accountId) ? 'done' : 'not-found' }
    },
    check: async () => ({ outcome: 'done' }),
    deactivate: async ({ accountId }) => {
      world.beforeCall('deactivate')
      if (!world.permitted.maySuspend) return { outcome: 'may-not-suspend' }
      world.writes.push(`deactivate ${accountId}`)
      setActive(accountId, false)
      return { outcome: 'done' }
    },
    suspend: async (accountId) => {
      world.beforeCall('suspend')
      if (!world.permitted.maySuspend) return 'may-not-suspend'
      world.writes.push(`suspend ${accountId}`)
      setActive(accountId, false)
      return 'done'
    },
    readOwners: async () => {
      world.beforeCall('readOwners')
      return { owners: new Map(), unread: new Set() }
    },
    restore: async ({ accountId }) => {
      world.beforeCall('restore')
      world.writes.push(`restore ${accountId}`)
      setActive(accountId, true)
      return { outcome: 'done' }
    },
  }
}
