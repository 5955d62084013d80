/** The users of the tenant: found by id, by user principal name and by mail; soft-deleted ones are kept for 30 days. */
import { addMark } from '../daily-publication'
import type { Random } from '../random'
import { SIGN_IN_ACTIVITY_PUBLISHED_AT_MS } from './limits'
import type { EntraUser, Tenant } from './tenant'

export type UserRecord = { -readonly [K in keyof EntraUser]: EntraUser[K] }
export type UserEdit = Parameters<Tenant['updateUser']>[1]

export interface UserDirectory {
  readonly living: ReadonlyMap<string, EntraUser>
  readonly deleted: ReadonlyMap<string, EntraUser>
  readonly byPosition: readonly (EntraUser | null)[]
  add(user: Parameters<Tenant['addUser']>[0], now: number): EntraUser
  /** @returns the names of the properties that are different now */
  update(id: string, edit: UserEdit): readonly string[]
  delete(id: string, now: number): void
  restore(id: string): void
  /** Forgets users deleted before `deletedBefore`. @returns them, oldest first */
  purge(deletedBefore: number): readonly EntraUser[]
  recordSignIn(id: string, at: number): void
  findByMail(mail: string): readonly EntraUser[]
  findByUserPrincipalName(userPrincipalName: string): EntraUser | undefined
}

export function createUserDirectory(random: Random, makeUserId: (random: Random) => string): UserDirectory {
  const living = new Map<string, UserRecord>()
  const deleted = new Map<string, UserRecord>()
  const byPosition: (UserRecord | null)[] = []
  const byMail = new Map<string, UserRecord[]>()
  const byPrincipalName = new Map<string, UserRecord>()

  function getLiving(id: string): UserRecord {
    const user = living.get(id)
    if (user === undefined) throw new Error(`Expected the id of a living user, got ${id}.`)
    return user
  }

  function addToIndexes(user: UserRecord): void {
    const name = user.userPrincipalName.toLowerCase()
    if (byPrincipalName.has(name)) throw new Error(`Expected a user principal name that nobody has, got ${name}.`)
    byPrincipalName.set(name, user)
    if (user.mail === null) return
    const mail = user.mail.toLowerCase()
    const others = byMail.get(mail)
    if (others === undefined) byMail.set(mail, [user])
    else others.push(user)
  }

  function removeFromIndexes(user: UserRecord): void {
    byPrincipalName.delete(user.userPrincipalName.toLowerCase())
    if (user.mail === null) return
    const mail = user.mail.toLowerCase()
    const others = byMail.get(mail)?.filter((other) => other !== user) ?? []
    if (others.length === 0) byMail.delete(mail)
    else byMail.set(mail, others)
  }

  return {
    living,
    deleted,
    byPosition,
    add: ({ mail = null, accountEnabled = true, userType = 'Member', createdAt, ...others }, now) => {
      const { employeeId = null, onPremisesImmutableId = null, ...names } = others
      const user: UserRecord = {
        id: makeUserId(random),
        position: byPosition.length,
        ...names,
        mail,
        employeeId,
        onPremisesImmutableId,
        accountEnabled,
        userType,
        createdAt: createdAt ?? now,
        deletedAt: null,
        lastSignInAt: null,
        earlierSignInAt: null,
      }
      addToIndexes(user)
      living.set(user.id, user)
      byPosition.push(user)
      return user
    },
    update: (id, edit) => {
      const user = getLiving(id)
      const changed = (Object.keys(edit) as (keyof UserEdit)[]).filter((name) => edit[name] !== user[name])
      if (changed.length === 0) return changed
      removeFromIndexes(user)
      Object.assign(user, edit)
      addToIndexes(user)
      return changed
    },
    delete: (id, now) => {
      const user = getLiving(id)
      removeFromIndexes(user)
      living.delete(id)
      user.deletedAt = now
      deleted.set(id, user)
    },
    restore: (id) => {
      const user = deleted.get(id)
      if (user === undefined) throw new Error(`Expected the id of a deleted user, got ${id}.`)
      deleted.delete(id)
      user.deletedAt = null
      addToIndexes(user)
      living.set(id, user)
    },
    purge: (deletedBefore) => {
      const purged: UserRecord[] = []
      // The map keeps the order of deletion, so the first one that is young enough ends the search.
      for (const user of deleted.values()) {
        if (user.deletedAt! >= deletedBefore) break
        purged.push(user)
      }
      for (const user of purged) {
        deleted.delete(user.id)
        byPosition[user.position] = null
      }
      return purged
    },
    recordSignIn: (id, at) => {
      const user = getLiving(id)
      const mark = addMark(
        { latest: user.lastSignInAt, earlier: user.earlierSignInAt },
        at,
        SIGN_IN_ACTIVITY_PUBLISHED_AT_MS,
      )
      user.lastSignInAt = mark.latest
      user.earlierSignInAt = mark.earlier
    },
    findByMail: (mail) => byMail.get(mail.toLowerCase()) ?? [],
    findByUserPrincipalName: (name) => byPrincipalName.get(name.toLowerCase()),
  }
}
