/** The accounts of the organization: who they are, found by id and by e-mail. */
import { addMark } from '../daily-publication'
import type { Random } from '../random'
import { makeUuid } from '../uuid'
import { ACTIVITY_PUBLISHED_AT_MS } from './limits'
import type { Account, AccountStatus, AccountType } from './site'

export interface AccountRecord extends Account {
  email: string
  displayName: string
  status: AccountStatus
  scimId: string | null
  externalId: string | null
  directoryIds: readonly string[]
  groupIds: ReadonlySet<string>
  lastActiveAt: number | null
  earlierActiveAt: number | null
  activeElsewhereAt: number | null
}

export interface NewAccount {
  readonly email: string
  readonly displayName: string
  readonly accountType?: AccountType
  readonly addedAt?: number
  readonly externalId?: string | null
  readonly scimId?: string | null
  readonly directoryIds: readonly string[]
  readonly platformRoles?: readonly string[]
  readonly lastActiveAt?: number | null
}

export interface AccountRecords {
  readonly all: ReadonlyMap<string, AccountRecord>
  /** Throws when there is no such account: a mistake of whoever builds the world, never of the app. */
  get(accountId: string): AccountRecord
  find(email: string): AccountRecord | undefined
  add(account: NewAccount, now: number): AccountRecord
  update(record: AccountRecord, change: Partial<Pick<Account, 'email' | 'displayName' | 'externalId' | 'scimId'>>): void
  remove(record: AccountRecord): void
  recordActivity(record: AccountRecord, at: number): void
}

/** Most people are in no group; they share one empty set. */
const NO_GROUPS: ReadonlySet<string> = new Set()

export function createAccountRecords(random: Random): AccountRecords {
  const all = new Map<string, AccountRecord>()
  const byEmail = new Map<string, AccountRecord>()

  function indexEmail(record: AccountRecord): void {
    const key = record.email.toLowerCase()
    if (byEmail.has(key)) throw new Error(`Expected an e-mail address that no account has, got ${record.email}.`)
    byEmail.set(key, record)
  }

  return {
    all,
    get: (accountId) => {
      const record = all.get(accountId)
      if (record === undefined) throw new Error(`Expected the id of an account, got ${accountId}.`)
      return record
    },
    find: (email) => byEmail.get(email.toLowerCase()),
    add: (account, now) => {
      const record: AccountRecord = {
        accountId: `712020:${makeUuid(random)}`,
        accountType: account.accountType ?? 'atlassian',
        email: account.email,
        displayName: account.displayName,
        status: 'active',
        addedAt: account.addedAt ?? now,
        scimId: account.scimId ?? null,
        externalId: account.externalId ?? null,
        directoryIds: account.directoryIds,
        groupIds: NO_GROUPS,
        platformRoles: account.platformRoles ?? [],
        lastActiveAt: account.lastActiveAt ?? null,
        earlierActiveAt: null,
        activeElsewhereAt: null,
      }
      indexEmail(record)
      all.set(record.accountId, record)
      return record
    },
    update: (record, change) => {
      const renamed = change.email !== undefined && change.email.toLowerCase() !== record.email.toLowerCase()
      if (renamed) byEmail.delete(record.email.toLowerCase())
      Object.assign(record, change)
      if (renamed) indexEmail(record)
    },
    remove: (record) => {
      byEmail.delete(record.email.toLowerCase())
      all.delete(record.accountId)
    },
    recordActivity: (record, at) => {
      const mark = addMark(
        { latest: record.lastActiveAt, earlier: record.earlierActiveAt },
        at,
        ACTIVITY_PUBLISHED_AT_MS,
      )
      record.lastActiveAt = mark.latest
      record.earlierActiveAt = mark.earlier
    },
  }
}
