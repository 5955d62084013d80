import * as v from 'valibot'
import { toAddress } from '../../core/addresses'
import { inChunks } from '../../core/chunks'
import { AppError, codeOf } from '../../core/errors'
import type { Account } from '../../core/people'
import { ADMINISTRATION_ROLES } from '../../core/roles'
import type { SaidRoles } from '../../core/roles'
import type { AccessWriter, AccountPage, AccountReader } from '../../ports'
import type { Http, HttpReply, HttpRequest } from '../http'
import { expectStatus, parseReply } from '../parse'
import { readAccountRow } from './account-rows'
import type { Here } from './account-rows'
import { createGroupReader, readAllPages, toCursor } from './groups'

export const ADMIN = 'https://api.atlassian.com/admin'
/** Limits of `users/search` (Organizations document of 2026-08-21). */
const ACCOUNTS_PER_PAGE = 100
const IDS_PER_SEARCH = 10

export interface OrganizationCredentials {
  readonly orgId: string
  readonly directoryId: string
  readonly apiKey: string
  /** What roles mean that the app does not know, as was said with the key. */
  readonly roles?: SaidRoles
}

/** The credential with what it was entered for. */
export interface PermittedCredentials extends OrganizationCredentials {
  readonly maySuspend: boolean
}

const pageSchema = v.object({
  data: v.array(v.unknown()),
  links: v.optional(v.object({ next: v.nullish(v.string()) })),
})

const userRoleSchema = v.object({ roleAssignments: v.array(v.object({ role: v.string() })) })

/** About one person. */
const ONE = { retries: 1 } as const

function addFoundBy(account: Account, email: string): Account {
  return { ...account, email, gaps: { ...account.gaps, missing: [...(account.gaps?.missing ?? []), 'email'] } }
}

/** Atlassian's Organizations API: accounts, groups, memberships. */
export function createOrganization(
  http: Http,
  readCredentials: () => Promise<OrganizationCredentials>,
  here: Here,
): AccountReader & AccessWriter {
  async function send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    json?: unknown,
    about: Pick<HttpRequest, 'retries'> = {},
  ): Promise<HttpReply> {
    const { orgId, directoryId, apiKey } = await readCredentials()
    const url = `${ADMIN}/v2/orgs/${encodeURIComponent(orgId)}/directories/${encodeURIComponent(directoryId)}${path}`
    return http.send({
      method,
      url,
      headers: { authorization: `Bearer ${apiKey}` },
      ...(json === undefined ? {} : { json }),
      ...about,
    })
  }
  const search = async (filter: object, limit = ACCOUNTS_PER_PAGE): Promise<AccountPage> => {
    const body = { ...filter, limit, expand: ['productAccess', 'groups', 'platformRoles'] }
    const page = parseReply(
      pageSchema,
      await send('POST', '/users/search', body),
      'Reading accounts from the organization',
    )
    const { roles = {} } = await readCredentials()
    const accounts = page.data.flatMap((row) => readAccountRow(row, here, roles) ?? [])
    return { accounts, nameless: page.data.length - accounts.length, cursor: toCursor(page.links?.next) }
  }
  const readRoles = async (accountId: string): Promise<readonly string[]> => {
    const path = `/users/${encodeURIComponent(accountId)}/role-assignments`
    const rows = await readAllPages(
      (query) => send('GET', `${path}${query}`, undefined, ONE),
      userRoleSchema,
      'Reading the roles of a person from the organization',
    )
    return rows.flatMap(({ roleAssignments }) => roleAssignments.map(({ role }) => role))
  }
  /** Cursors followed so far in each list, by its filter: a list that leads back to one of them would never end. */
  const followed = new Map<string, Set<string>>()
  const follow = async (filter: object, cursor: string | null): Promise<AccountPage> => {
    const list = JSON.stringify(filter)
    const before = (cursor === null ? undefined : followed.get(list)) ?? new Set()
    if (cursor !== null) before.add(cursor)
    followed.set(list, before)
    const page = await search(cursor === null ? filter : { ...filter, cursor })
    if (page.cursor !== null && before.has(page.cursor)) {
      throw new AppError(
        'incomplete-read',
        'Reading accounts from the organization: expected a new page, got a cursor that was followed before. The read is not whole and nothing is removed by it.',
      )
    }
    return page
  }
  /** Rows of accounts that have none of the addresses are left out: they were not asked for. */
  const readByEmail = async (
    emails: readonly string[],
    read: (filter: object) => Promise<AccountPage>,
  ): Promise<AccountPage> => {
    const asked = new Set(emails.map(toAddress).filter((email) => email !== ''))
    if (asked.size === 0) return { accounts: [], cursor: null }
    const page = await read({ emails: [...asked] })
    return { ...page, accounts: page.accounts.filter(({ email }) => asked.has(email)) }
  }
  /** A row that tells no address has one of those that were asked for: which one shows by asking in halves. */
  const findByEmail = async (emails: readonly string[]): Promise<readonly Account[]> => {
    const asked = [...new Set(emails.map(toAddress).filter((email) => email !== ''))]
    let untold: readonly Account[] = []
    const { accounts } = await readByEmail(asked, async (filter) => {
      const page = await search(filter)
      untold = page.accounts.filter(({ email }) => email === '')
      return page
    })
    const [email] = asked
    if (untold.length === 0 || email === undefined) return accounts
    if (asked.length === 1) return [...accounts, ...untold.map((one) => addFoundBy(one, email))]
    const half = Math.ceil(asked.length / 2)
    return [...(await findByEmail(asked.slice(0, half))), ...(await findByEmail(asked.slice(half)))]
  }
  return {
    readPage: async ({ groupIds, emails }, cursor) => {
      if (emails !== undefined)
        return readByEmail([...new Set(emails)].slice(0, ACCOUNTS_PER_PAGE), (asked) => follow(asked, cursor))
      if (groupIds !== undefined) return follow({ groupIds: groupIds.slice(0, IDS_PER_SEARCH) }, cursor)
      // The path alone may list managed accounts that are members of no directory, or of another one.
      return follow({ directoryIds: [(await readCredentials()).directoryId] }, cursor)
    },
    lookUp: async (accountIds) => {
      const accounts = new Map<string, Account>()
      const asked = new Set(accountIds)
      const chunks = inChunks([...asked], IDS_PER_SEARCH)
      for (const page of await Promise.all(chunks.map((some) => search({ accountIds: some }))))
        for (const account of page.accounts) if (asked.has(account.accountId)) accounts.set(account.accountId, account)
      return accounts
    },
    search: (searchTerm, limit, cursor) =>
      search({ searchTerm, ...(cursor === null ? {} : { cursor }) }, Math.min(limit, ACCOUNTS_PER_PAGE)),
    findAdministrators: async () => {
      const found = new Set<string>()
      let cursor: string | null = null
      do {
        const asked = follow({ roleIds: [...ADMINISTRATION_ROLES] }, cursor)
        const page: AccountPage | null = await asked.catch((error: unknown) => {
          if (codeOf(error) === 'refused') return null
          throw error
        })
        if (page === null) return null
        for (const { accountId } of page.accounts) found.add(accountId)
        cursor = page.cursor
      } while (cursor !== null)
      return found
    },
    readRoles,
    ...createGroupReader(send, async () => (await readCredentials()).directoryId),
    findByEmail,
    addToGroup: async (groupId, accountId) => {
      const reply = await send('POST', `/groups/${encodeURIComponent(groupId)}/memberships`, { accountId }, ONE)
      const isRepeated = reply.isRepeated === true
      // Both are told by the text alone (specs: seen in production).
      if (reply.status === 409 || reply.status === 400) {
        // The first attempt, which was not answered, may have taken the seat.
        if (/already/i.test(reply.text)) return isRepeated ? 'done' : 'already'
        if (!isRepeated && /licen[cs]e|user limit|ADMIN-(UAM-)?409-3/i.test(reply.text)) return 'no-seat'
      }
      expectStatus(204, reply, 'Adding to a group')
      return 'done'
    },
    removeFromGroup: async (groupId, accountId) => {
      const path = `/groups/${encodeURIComponent(groupId)}/memberships/${encodeURIComponent(accountId)}`
      const reply = await send('DELETE', path, undefined, ONE)
      // 404 also means "is not a member": what we wanted.
      if (reply.status === 404) return 'already'
      expectStatus(204, reply, 'Removing from a group')
      return 'done'
    },
  }
}
