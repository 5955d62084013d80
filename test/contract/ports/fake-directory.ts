/** The in-memory directory of the unit tests: the same suite keeps it from drifting away from the real ones. */
import { createWorld } from '../../support/fakes'
import type { DirectoryHarness } from './directory-harness'

export function createFakeHarness(): DirectoryHarness {
  const world = createWorld()
  const changed = new Map<string, 'enabled' | 'disabled' | 'deleted'>()
  const change = (objectId: string, state: 'enabled' | 'disabled' | 'deleted'): void => {
    changed.set(objectId, state)
    world.changes = { changed, cursor: `cursor-${changed.size}` }
  }
  return {
    directory: world.ports.directory,
    appId: 'atlassian',
    otherAppId: 'another-application',
    addPerson: ({ name, login, email, kind = 'member' }) => {
      const objectId = `o-${login.toLowerCase()}`
      const [givenName = '', familyName = ''] = name.split(' ')
      const [mail, upn] = [(email ?? '').toLowerCase(), login.toLowerCase()]
      const person = { objectId, email: mail === '' ? upn : mail, mail, upn, displayName: name, givenName, familyName }
      world.people.set(objectId, { ...person, enabled: true, kind, attributes: { mail, userPrincipalName: upn } })
      return objectId
    },
    setEnabled: (objectId, enabled) => {
      world.people.set(objectId, { ...world.people.get(objectId)!, enabled })
      change(objectId, enabled ? 'enabled' : 'disabled')
    },
    remove: (objectId) => {
      world.people.delete(objectId)
      for (const [groupId, members] of world.groupMembers)
        world.groupMembers.set(
          groupId,
          members.filter((id) => id !== objectId),
        )
      change(objectId, 'deleted')
    },
    addGroup: (name) => {
      const groupId = `g-${name.toLowerCase()}`
      world.groupMembers.set(groupId, [])
      world.groupNames.set(groupId, name)
      return groupId
    },
    renameGroup: (groupId, name) => void world.groupNames.set(groupId, name),
    setMember: (groupId, memberId, isMember) => {
      const others = world.groupMembers.get(groupId)!.filter((id) => id !== memberId)
      world.groupMembers.set(groupId, isMember ? [...others, memberId] : others)
    },
    signIn: (objectId, appId) => {
      const id = `00000000-0000-4000-8000-${String(world.signIns.length).padStart(12, '0')}`
      world.signIns = [{ id, objectId, at: world.now.toISOString(), appId }, ...world.signIns]
    },
    now: () => world.now,
    settle: async () => {
      world.now = new Date(world.now.getTime() + 60_000)
    },
    nextDay: async () => {
      world.now = new Date(world.now.getTime() + 86_400_000)
    },
    breakSecondPage: () => {
      throw new Error('Expected no test of a second page: everybody is on the first one.')
    },
    violations: () => [],
  }
}
