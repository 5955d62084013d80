/** The state of the Entra side: one tenant with an app registration for the reader and one Atlassian enterprise application. */
import type { BitSet } from '../bit-set'
import { createBitSet } from '../bit-set'
import type { Clock } from '../clock'
import type { Random } from '../random'
import { SAMPLE_CERTIFICATE } from '../sample-key'
import { makeUuid } from '../uuid'
import type { DirectoryKind } from './directory-kind'
import { ENTRA } from './directory-kind'
import { DELETED_RETENTION_MS } from './limits'
import { createSignInLog } from './sign-in-log'
import type { EntraGroup, Tenant, UserChange } from './tenant'
import { createUserDirectory } from './user-directory'

interface GroupRecord extends EntraGroup {
  readonly memberIds: Set<string>
  readonly userPositions: BitSet
}

/** @param random all ids come from it, so that one seed gives one tenant */
export function createTenant({
  clock,
  random,
  kind = ENTRA,
}: {
  clock: Clock
  random: Random
  /** Where the people live; Entra unless told. */
  kind?: DirectoryKind
}): Tenant {
  const fixedIds = random.fork('tenant')
  const tenantId = makeUuid(fixedIds)
  const clientId = makeUuid(fixedIds)
  const clientSecret = `abc8Q~${makeUuid(fixedIds).replaceAll('-', '')}`
  const atlassianAppId = kind.makeAppId(fixedIds)
  const groupIds = random.fork('groups')

  const directory = createUserDirectory(random.fork('users'), kind.makeUserId)
  const groups = new Map<string, GroupRecord>()
  const signIns = createSignInLog({ clock, random: random.fork('sign-ins'), delayMs: kind.signInDelayMs })
  const listeners: ((change: UserChange) => void)[] = []
  const deliveryListeners: ((delivery: {
    at: number
    userId: string
    signedInAt: number
    visibleAt: number
  }) => void)[] = []
  let consentedRoles: readonly string[] = ['User.Read.All', 'GroupMember.Read.All', 'AuditLog.Read.All']
  let isPremium = true
  let isSecretExpired = false

  function fire(userId: string, kind: UserChange['kind'], properties: readonly string[] | null = null): void {
    for (const listener of listeners) listener({ at: clock.now(), userId, kind, properties })
  }

  return {
    tenantId,
    clientId,
    clientSecret,
    certificate: SAMPLE_CERTIFICATE,
    atlassianAppId,
    users: directory.living,
    deletedUsers: directory.deleted,
    groups,
    usersByPosition: directory.byPosition,
    get consentedRoles() {
      return consentedRoles
    },
    get isPremium() {
      return isPremium
    },
    get isSecretExpired() {
      return isSecretExpired
    },

    addUser: (user) => {
      const added = directory.add(user, clock.now())
      fire(added.id, 'added')
      return added
    },
    updateUser: (id, edit) => {
      const changed = directory.update(id, edit)
      if (changed.length === 0) return
      const switched = edit.accountEnabled === true ? 'enabled' : 'disabled'
      fire(id, changed.includes('accountEnabled') ? switched : 'updated', changed)
    },
    deleteUser: (id) => {
      directory.delete(id, clock.now())
      fire(id, 'deleted')
    },
    restoreUser: (id) => {
      directory.restore(id)
      fire(id, 'restored')
    },
    addGroup: (displayName) => {
      const id = kind.makeGroupId(groupIds)
      const group = { id, displayName, memberIds: new Set<string>(), userPositions: createBitSet() }
      groups.set(group.id, group)
      return group
    },
    renameGroup: (groupId, displayName) => {
      const group = groups.get(groupId)
      if (group === undefined) throw new Error(`Expected the id of a group, got ${groupId}.`)
      groups.set(groupId, { ...group, displayName })
    },
    deleteGroup: (groupId) => {
      groups.delete(groupId)
      for (const group of groups.values()) group.memberIds.delete(groupId)
    },
    setMember: (groupId, memberId, member) => {
      const group = groups.get(groupId)
      if (group === undefined) throw new Error(`Expected the id of a group, got ${groupId}.`)
      const user = directory.living.get(memberId)
      if (user === undefined && !groups.has(memberId)) throw new Error(`Expected a user or a group, got ${memberId}.`)
      if (member) group.memberIds.add(memberId)
      else group.memberIds.delete(memberId)
      if (user === undefined) return
      if (member) group.userPositions.add(user.position)
      else group.userPositions.delete(user.position)
    },
    recordSignIn: (userId, appId = atlassianAppId) => {
      directory.recordSignIn(userId, clock.now())
      signIns.add(userId, appId)
    },
    setConsentedRoles: (roles) => {
      consentedRoles = roles
    },
    setPremium: (premium) => {
      isPremium = premium
    },
    setSecretExpired: (isExpired) => {
      isSecretExpired = isExpired
    },
    findByMail: directory.findByMail,
    findByUserPrincipalName: directory.findByUserPrincipalName,
    expire: () => {
      signIns.expire()
      for (const user of directory.purge(clock.now() - DELETED_RETENTION_MS)) {
        for (const group of groups.values()) {
          if (group.memberIds.delete(user.id)) group.userPositions.delete(user.position)
        }
        fire(user.id, 'purged')
      }
    },
    findSignIns: signIns.find,
    deliverSignIns: (rows) => {
      for (const { userId, at, visibleAt } of signIns.deliver(rows)) {
        for (const listener of deliveryListeners) listener({ at: clock.now(), userId, signedInAt: at, visibleAt })
      }
    },
    onChange: (listener) => {
      listeners.push(listener)
    },
    onSignInDelivered: (listener) => {
      deliveryListeners.push(listener)
    },
  }
}
