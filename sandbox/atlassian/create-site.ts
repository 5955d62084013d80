/** The state of the Atlassian side: one organization, the directory of its Jira site and another one, and people's activity at another. */
import type { Clock } from '../clock'
import type { Random } from '../random'
import { makeUuid } from '../uuid'
import type { AccountRecord } from './account-records'
import { createAccountRecords } from './account-records'
import { durationMs } from '../duration'
import { createActivityPublication } from './activity-publication'
import type { AtlassianAnswers } from './guesses'
import { ATLASSIAN_DEFAULTS } from './guesses'
import { aiAccess, rolesOfProducts } from './roles'
import { createSeats } from './seats'
import type { Actor, Group, KeyOwner, Product, RoleAssignment, Site, SiteChange } from './site'

const DAY_MS = 86_400_000

interface GroupRecord extends Group {
  memberIds: Set<string>
  roleAssignments: readonly RoleAssignment[]
}

/**
 * @param random all ids come from it, so that one seed gives one site
 * @param answers to guesses about Atlassian; the usual ones unless told
 */
export function createSite({
  clock,
  random,
  answers = ATLASSIAN_DEFAULTS,
}: {
  clock: Clock
  random: Random
  answers?: AtlassianAnswers
}): Site {
  const fixedIds = random.fork('site')
  const cloudId = makeUuid(fixedIds)
  const orgId = makeUuid(fixedIds)
  const directoryId = makeUuid(fixedIds)
  const scimDirectoryId = makeUuid(fixedIds)
  const otherCloudId = makeUuid(random.fork('other-site'))
  const otherDirectoryId = makeUuid(random.fork('other-directory'))
  /** Shared by nearly all accounts. */
  const onlyHere: readonly string[] = [directoryId]
  const orgApiKey = `ATCTT3xFfGN0${makeUuid(fixedIds).replaceAll('-', '')}`
  const scimApiKey = `ATCTT3xFfGN0${makeUuid(fixedIds).replaceAll('-', '')}`
  let isKeyScoped = false
  const blockedDomains = new Set<string>()
  const unlinkedScimIds = new Set<string>()
  const expiredKeys = new Set<KeyOwner>()
  const groupIds = random.fork('groups')
  const activity = createActivityPublication(answers)

  const accounts = createAccountRecords(random.fork('accounts'))
  const groups = new Map<string, GroupRecord>()
  const products = new Map<string, Product>()
  const seats = createSeats(products, groups)
  const listeners: ((change: SiteChange) => void)[] = []

  function fire(change: SiteChange): void {
    for (const listener of listeners) listener(change)
  }

  function getGroup(groupId: string): GroupRecord {
    const group = groups.get(groupId)
    if (group === undefined) throw new Error(`Expected the id of a group, got ${groupId}.`)
    return group
  }

  function recountSeats(
    account: AccountRecord,
    productKeys: Iterable<string>,
    by: Actor,
    functionKey: string | null,
  ): void {
    for (const change of seats.recount(account, productKeys)) {
      fire({ kind: 'seat', at: clock.now(), accountId: account.accountId, by, functionKey, ...change })
    }
  }

  function setMember(accountId: string, groupId: string, member: boolean, by: Actor, functionKey: string | null): void {
    const account = accounts.get(accountId)
    const group = getGroup(groupId)
    if (group.memberIds.has(accountId) === member) return
    if (member) group.memberIds.add(accountId)
    else group.memberIds.delete(accountId)
    account.groupIds = member
      ? new Set([...account.groupIds, groupId])
      : new Set([...account.groupIds].filter((id) => id !== groupId))
    fire({ kind: 'membership', at: clock.now(), accountId, groupId, member, by, functionKey })
    recountSeats(account, group.productKeys, by, functionKey)
  }

  function setDirectories(accountId: string, directoryIds: readonly string[], by: Actor): void {
    const account = accounts.get(accountId)
    const leaves = directoryIds.includes(directoryId) ? [] : account.groupIds
    for (const groupId of leaves) setMember(accountId, groupId, false, by, null)
    account.directoryIds = directoryIds
    fire({ kind: 'account-updated', at: clock.now(), accountId, by })
  }

  /** What an organization may do for every account that is made through an API. */
  function giveDefaultAccess(accountId: string): void {
    const answer = answers['new-accounts-join']
    const group = [...groups.values()].find(({ productKeys }) => productKeys.length > 0)
    if (answer === 'no' || group === undefined) return
    const join = (): void => {
      if (accounts.all.has(accountId)) setMember(accountId, group.groupId, true, 'app', null)
    }
    if (answer === 'at-once') join()
    else clock.after(durationMs(answer), join)
  }

  /** Roles that come with the products of a group. */
  function ownRoles(productKeys: readonly string[]): RoleAssignment[] {
    const withAi = productKeys.length > 0 && answers['ai-role-on-groups'] === 'access-groups'
    return [...rolesOfProducts(productKeys, cloudId), ...(withAi ? [aiAccess(orgId)] : [])]
  }

  const directRoles = new Map<string, readonly RoleAssignment[]>()
  const admin = accounts.add(
    {
      email: 'ada.admin@example.com',
      displayName: 'Ada Admin',
      addedAt: clock.now() - 400 * DAY_MS,
      directoryIds: onlyHere,
      platformRoles: ['atlassian/org-admin'],
    },
    clock.now(),
  )

  return {
    cloudId,
    otherCloudId,
    siteUrl: 'https://example.atlassian.net',
    orgId,
    directoryId,
    otherDirectoryId,
    scimDirectoryId,
    orgApiKey,
    scimApiKey,
    isAuthorized: (of, authorization) =>
      !expiredKeys.has(of) && authorization === `Bearer ${of === 'scim' ? scimApiKey : orgApiKey}`,
    setKeyExpired: (of, isExpired) => {
      if (isExpired) expiredKeys.add(of)
      else expiredKeys.delete(of)
    },
    get isKeyScoped() {
      return isKeyScoped
    },
    setKeyScoped: (isScoped) => {
      isKeyScoped = isScoped
    },
    isDomainBlocked: (email) => blockedDomains.has(domainOf(email)),
    blockDomain: (domain) => {
      blockedDomains.add(domain.toLowerCase())
    },
    adminAccountId: admin.accountId,
    accounts: accounts.all,
    groups,
    products,

    addAccount: ({ by, directoryIds = onlyHere, ...account }) => {
      const record = accounts.add({ ...account, directoryIds }, clock.now())
      fire({ kind: 'account-created', at: clock.now(), accountId: record.accountId, by })
      if (by === 'app') giveDefaultAccess(record.accountId)
      return record
    },
    updateAccount: (accountId, change, by) => {
      accounts.update(accounts.get(accountId), change)
      fire({ kind: 'account-updated', at: clock.now(), accountId, by })
    },
    setDirectories,
    joinDirectory: (accountId, by) => {
      const { directoryIds } = accounts.get(accountId)
      if (directoryIds.includes(directoryId)) return
      setDirectories(accountId, [...directoryIds, directoryId], by)
      if (by === 'app') giveDefaultAccess(accountId)
    },
    setStatus: (accountId, status, by) => {
      const account = accounts.get(accountId)
      const from = account.status
      if (from === status) return
      account.status = status
      fire({ kind: 'account-status', at: clock.now(), accountId, from, to: status, by })
      const productKeys = new Set<string>()
      for (const groupId of account.groupIds) for (const key of getGroup(groupId).productKeys) productKeys.add(key)
      recountSeats(account, productKeys, by, null)
    },
    removeAccount: (accountId, by, functionKey = null) => {
      const account = accounts.get(accountId)
      for (const groupId of account.groupIds) setMember(accountId, groupId, false, by, functionKey)
      accounts.remove(account)
      fire({ kind: 'account-removed', at: clock.now(), accountId, by })
    },
    addGroup: ({ name, externalSynced = false, told = {}, productKeys = [], roleAssignments = [] }) => {
      const group: GroupRecord = {
        groupId: makeUuid(groupIds),
        name,
        externalSynced,
        told,
        productKeys,
        memberIds: new Set(),
        roleAssignments: [...ownRoles(productKeys), ...roleAssignments],
      }
      groups.set(group.groupId, group)
      return group
    },
    deleteGroup: (groupId) => {
      for (const accountId of getGroup(groupId).memberIds) setMember(accountId, groupId, false, 'admin', null)
      groups.delete(groupId)
    },
    directRoles,
    setDirectRoles: (accountId, roleAssignments) => {
      directRoles.set(accountId, roleAssignments)
    },
    setGroupRoles: (groupId, roleAssignments) => {
      const group = getGroup(groupId)
      group.roleAssignments = [...ownRoles(group.productKeys), ...roleAssignments]
    },
    addProduct: (product) => {
      products.set(product.key, product)
    },
    setSeats: (productKey, count) => {
      const product = products.get(productKey)
      if (product === undefined) throw new Error(`Expected the key of a product, got ${productKey}.`)
      products.set(productKey, { ...product, seats: count })
    },
    setMember: (accountId, groupId, member, by, functionKey = null) =>
      setMember(accountId, groupId, member, by, functionKey),
    recordLogin: (accountId) => fire({ kind: 'login', at: clock.now(), accountId }),
    recordActivity: (accountId, at = clock.now()) => accounts.recordActivity(accounts.get(accountId), at),
    recordActivityElsewhere: (accountId, at = clock.now()) => {
      const account = accounts.get(accountId)
      account.activeElsewhereAt = Math.max(at, account.activeElsewhereAt ?? at)
    },
    activity,
    publishedActivity: (accountId) => activity.shown(accounts.get(accountId), clock.now()),
    findByEmail: (email) => accounts.find(email),
    isScimLinked: (scimId) => !unlinkedScimIds.has(scimId),
    setScimLinked: (scimId, isLinked) => {
      if (isLinked) unlinkedScimIds.delete(scimId)
      else unlinkedScimIds.add(scimId)
    },

    holdsSeat: seats.holds,
    seatsUsed: seats.used,
    seatsFree: seats.free,
    missingSeats: (accountId, groupId) => seats.missing(accounts.get(accountId), getGroup(groupId)),
    onChange: (listener) => {
      listeners.push(listener)
    },
  }
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}
