/** An in-memory world for the use cases: every port, with plain state that tests set up and look at. */
import { AppError } from '../../src/core/errors'
import type { Account, Person, PersonAttribute } from '../../src/core/people'
import type {
  AccessRequest,
  AuditEvent,
  AccountGroup,
  DirectoryChanges,
  Finding,
  JobMessage,
  MembershipOutcome,
  Notice,
  NoticeOutcome,
  Ports,
  ReportedAccount,
  SignIn,
  Versioned,
} from '../../src/ports'
import type { Licence } from '../../src/core/licence'
import type { Seats } from '../../src/core/seats'
import type { RoleAssignment } from '../../src/core/target-group'
import { signatures } from '../../src/adapters/signatures'
import { CONNECTIONS_SECRET, keys } from '../../src/app/keys'
import { placeOf } from '../../src/app/grant/waiting-list'
import type { Settings } from '../../src/core/settings'
import { NOW, settings as withDefaults } from './builders'

export interface FakeWorld {
  readonly ports: Ports
  now: Date
  readonly people: Map<string, Person>
  readonly accounts: Map<string, Account>
  readonly groupMembers: Map<string, string[]>
  /** Of groups of the directory whose name is not "Name of …". */
  readonly groupNames: Map<string, string>
  readonly synchronisedGroups: Set<string>
  /** Of groups that give more than the use of Jira. */
  readonly groupRoles: Map<string, readonly RoleAssignment[]>
  /** Groups that the organization does not know. */
  readonly missingGroups: Set<string>
  /** What was fixed with the organization's credential. */
  readonly permitted: { groupIds: string[]; maySuspend: boolean }
  changes: DirectoryChanges
  /** Newest first; a row without an application counts for each of them. */
  signIns: (SignIn & { readonly appId?: string })[]
  /** Seats of the product; `used` follows the accounts unless `seenUsed` holds a late read. */
  totalSeats: number | null
  seenUsed: number | null
  readonly accessGroupIds: string[]
  /** A second product of the site, as Jira tells it. */
  otherProduct: Seats | null
  readonly kvs: Map<string, unknown>
  readonly records: Map<string, Versioned<unknown>>
  readonly requests: Map<string, AccessRequest>
  readonly jobs: JobMessage[]
  readonly wakes: (string | null)[]
  /** The organization's audit log; its cursor is the count of events read. */
  auditEvents: AuditEvent[]
  /** Notices that Jira took, and what it says to the next ones. */
  readonly notices: Notice[]
  answerNotice: (notice: Notice) => NoticeOutcome
  /** Every call that changes something outside, in order. */
  readonly writes: string[]
  /** Addresses that nobody can invite. */
  readonly refusedAddresses: Set<string>
  licence: Licence | null
  /** Each report of accounts to Atlassian, and whose accounts were closed. */
  readonly reported: (readonly ReportedAccount[])[]
  readonly closedAccounts: Set<string>
  /** What each connection says when it is tried. */
  readonly findings: Record<'entra' | 'okta' | 'organization' | 'scim', readonly Finding[]>
  timeLeftMs: number
  requestsLeft: number
  /** Called before each remote call with its name; throw to make it fail. */
  beforeCall: (name: string) => void
}

export function createWorld(settings: Partial<Settings> = {}): FakeWorld {
  const kvs = new Map<string, unknown>([[keys.settings, withDefaults(settings)]])
  const world: Omit<FakeWorld, 'ports'> = {
    now: NOW,
    people: new Map(),
    accounts: new Map(),
    groupMembers: new Map(),
    groupNames: new Map(),
    synchronisedGroups: new Set(),
    groupRoles: new Map(),
    missingGroups: new Set(),
    permitted: { groupIds: ['g-jira', 'g-jira-2', 'g-conf', 'g-wiki', 'g-project'], maySuspend: true },
    changes: { changed: new Map(), cursor: 'cursor-1' },
    signIns: [],
    totalSeats: 100,
    seenUsed: null,
    accessGroupIds: ['g-jira'],
    otherProduct: null,
    kvs,
    records: new Map(),
    requests: new Map(),
    jobs: [],
    wakes: [],
    auditEvents: [],
    notices: [],
    answerNotice: () => 'accepted',
    writes: [],
    refusedAddresses: new Set(),
    licence: null,
    reported: [],
    closedAccounts: new Set(),
    findings: {
      entra: (['sign-in', 'users', 'groups', 'sign-ins'] as const).map((what) => ({ what, outcome: 'ok' })),
      okta: [{ what: 'okta', outcome: 'ok' }],
      organization: [{ what: 'key', outcome: 'ok' }],
      scim: [{ what: 'key', outcome: 'ok' }],
    },
    timeLeftMs: 900_000,
    requestsLeft: 1_500,
    beforeCall: () => undefined,
  }
  const secrets = new Map<string, unknown>([[CONNECTIONS_SECRET, { organization: world.permitted }]])
  const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
  const holders = (): number =>
    [...world.accounts.values()].filter(
      (one) => one.isActive && one.groupIds.some((id) => world.accessGroupIds.includes(id)),
    ).length

  const listRequests = (isWanted: (request: AccessRequest) => boolean, limit: number): AccessRequest[] =>
    [...world.requests.values()]
      .filter(isWanted)
      .sort((a, b) => placeOf(a) - placeOf(b) || a.askedAt.localeCompare(b.askedAt))
      .slice(0, limit)

  const readSeats = (): Seats => {
    const used = world.seenUsed ?? holders()
    return {
      readAt: world.now.toISOString(),
      productKey: 'jira-software',
      used,
      total: world.totalSeats,
      remaining: world.totalSeats === null ? null : world.totalSeats - used,
      accessGroupIds: [...world.accessGroupIds],
      defaultGroupIds: world.accessGroupIds.slice(0, 1),
    }
  }

  const exists = (groupId: string): boolean => !world.missingGroups.has(groupId)
  const groupsOf = (): Set<string> => new Set([...world.accounts.values()].flatMap(({ groupIds }) => groupIds))
  const describeGroup = (id: string): AccountGroup => ({
    id,
    name: `Name of ${id}`,
    isSynchronised: world.synchronisedGroups.has(id),
    members: [...world.accounts.values()].filter((one) => one.groupIds.includes(id)).length,
    roles: world.groupRoles.get(id) ?? [],
  })

  function setMember(accountId: string, groupId: string, isMember: boolean): void {
    const account = world.accounts.get(accountId)!
    const groupIds = account.groupIds.filter((id) => id !== groupId)
    world.accounts.set(accountId, { ...account, groupIds: isMember ? [...groupIds, groupId] : groupIds })
  }

  function setActive(accountId: string, isActive: boolean): void {
    world.accounts.set(accountId, { ...world.accounts.get(accountId)!, isActive })
  }

  const ports: Ports = {
    tryOrganization: () => ports.accounts,
    directory: {
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
        return new Map(found.map((one) => [one.objectId, withAttributes(one, attributes)]))
      },
      find: async (address, attributes) =>
        [...world.people.values()]
          .filter((one) => [one.email, one.mail, one.upn].includes(address.toLowerCase()))
          .map((one) => withAttributes(one, attributes)),
      readMemberships: async (objectIds, groupIds) =>
        new Map(
          objectIds.map((objectId) => [
            objectId,
            groupIds.filter((groupId) => world.groupMembers.get(groupId)?.includes(objectId) === true),
          ]),
        ),
      readGroupNames: async (groupIds) =>
        new Map(
          groupIds.flatMap((id) => {
            if (!world.groupMembers.has(id)) return []
            return [[id, world.groupNames.get(id) ?? `Name of ${id}`] as const]
          }),
        ),
      findGroups: async (text, limit) => {
        world.beforeCall('findDirectoryGroups')
        const all = [...world.groupMembers.keys()].map(
          (id) => [id, world.groupNames.get(id) ?? `Name of ${id}`] as const,
        )
        return new Map(all.filter(([, name]) => name.toLowerCase().startsWith(text.toLowerCase())).slice(0, limit))
      },
      readSignIns: async (since, appIds) => {
        world.beforeCall('readSignIns')
        return world.signIns
          .filter(
            ({ at, appId }) => Date.parse(at) >= since.getTime() && (appId === undefined || appIds.includes(appId)),
          )
          .map(({ id, objectId, at }) => ({ id, objectId, at }))
      },
      countPages: async (_people, groups) => 1 + groups,
    },
    accounts: {
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
      findByEmail: async (emails) => {
        if (emails.length > 0) world.beforeCall('findByEmail')
        return [...world.accounts.values()].filter(({ email }) => emails.includes(email))
      },
      countMembers: async (groupId) => {
        world.beforeCall('countMembers')
        return [...world.accounts.values()].filter((one) => one.groupIds.includes(groupId)).length
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
    },
    access: {
      addToGroup: async (groupId, accountId): Promise<MembershipOutcome> => {
        world.beforeCall('addToGroup')
        if (!world.accounts.has(accountId)) return 'not-found'
        if (world.accounts.get(accountId)!.groupIds.includes(groupId)) return 'already'
        if (world.totalSeats !== null && holders() >= world.totalSeats) return 'no-seat'
        world.writes.push(`add ${accountId} ${groupId}`)
        setMember(accountId, groupId, true)
        return 'done'
      },
      removeFromGroup: async (groupId, accountId): Promise<MembershipOutcome> => {
        world.beforeCall('removeFromGroup')
        if (world.accounts.get(accountId)?.groupIds.includes(groupId) !== true) return 'already'
        world.writes.push(`remove ${accountId} ${groupId}`)
        setMember(accountId, groupId, false)
        return 'done'
      },
    },
    accountWriter: {
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
        return { accountId, scimId: `s-${person.objectId.slice(2)}`, existed }
      },
      update: async ({ objectId }, person) => {
        world.beforeCall('update')
        const accountId = `a-${objectId.slice(2)}`
        world.writes.push(`update ${accountId} ${person.email}`)
        return world.accounts.has(accountId) ? 'done' : 'not-found'
      },
      deactivate: async ({ accountId }) => {
        world.beforeCall('deactivate')
        if (!world.permitted.maySuspend) return 'may-not-suspend'
        world.writes.push(`deactivate ${accountId}`)
        setActive(accountId, false)
        return 'done'
      },
      restore: async ({ accountId }) => {
        world.beforeCall('restore')
        world.writes.push(`restore ${accountId}`)
        setActive(accountId, true)
        return 'done'
      },
    },
    inviter: {
      perCall: 25,
      invite: async (emails) => {
        world.beforeCall('invite')
        const taken = emails.filter((email) => !world.refusedAddresses.has(email))
        world.writes.push(`invite ${taken.join(' ')}`)
        return new Map(emails.map((email) => [email, taken.includes(email) ? 'invited' : 'refused'] as const))
      },
    },
    seats: {
      readSeats: async (productKey) => {
        world.beforeCall('readSeats')
        return productKey === world.otherProduct?.productKey ? world.otherProduct : readSeats()
      },
      readAllSeats: async () => {
        world.beforeCall('readSeats')
        return [readSeats(), ...(world.otherProduct === null ? [] : [world.otherProduct])]
      },
    },
    audit: {
      readEvents: async (cursor, from) => {
        world.beforeCall(`readEvents ${cursor ?? 'anew'}`)
        const events = world.auditEvents
          .slice(Number(cursor ?? 0))
          .filter(({ at }) => cursor !== null || Date.parse(at) >= from.getTime())
        return { events, cursor: String(world.auditEvents.length), isLast: true }
      },
      readActions: async () => [{ id: 'user_login', name: 'Logged in to account' }],
    },
    notifier: {
      notify: async (notice) => {
        world.beforeCall('notify')
        const outcome = world.answerNotice(notice)
        if (outcome === 'accepted') world.notices.push(copy(notice))
        return outcome
      },
      linkTo: async (issueKey) => `https://jira.example/browse/${issueKey}`,
    },
    probes: {
      entra: async () => world.findings.entra,
      okta: async () => world.findings.okta,
      organization: async () => world.findings.organization,
      scim: async () => world.findings.scim,
      endOfCertificate: () => null,
    },
    store: {
      get: async <T>(key: string) => (kvs.has(key) ? copy(kvs.get(key) as T) : null),
      getMany: async <T>(wanted: readonly string[]) =>
        new Map(wanted.flatMap((key) => (kvs.has(key) ? [[key, copy(kvs.get(key) as T)] as const] : []))),
      set: async (key, value) => {
        kvs.set(key, copy(value))
      },
      setMany: async (entries) => {
        for (const [key, value] of entries) kvs.set(key, copy(value))
      },
      create: async (key, value) => {
        if (kvs.has(key)) return false
        kvs.set(key, copy(value))
        return true
      },
      delete: async (key) => {
        kvs.delete(key)
      },
      listKeys: async (prefix, cursor) => {
        const found = [...kvs.keys()].filter((key) => key.startsWith(prefix) && key > (cursor ?? '')).sort()
        return { keys: found.slice(0, 100), cursor: found.length > 100 ? found[99]! : null }
      },
      deleteMany: async (gone) => {
        for (const key of gone) kvs.delete(key)
      },
    },
    secrets: {
      read: async <T>(key: string) => (secrets.get(key) as T | undefined) ?? null,
      save: async (key, value) => {
        secrets.set(key, value)
      },
      forget: async (key) => {
        secrets.delete(key)
      },
    },
    records: {
      readMany: async <T>(kind: string, wanted: readonly string[]) =>
        new Map(
          wanted.flatMap((key) => {
            const record = world.records.get(`${kind}/${key}`) as Versioned<T> | undefined
            return record === undefined ? [] : [[key, copy(record)] as const]
          }),
        ),
      swap: async (kind, key, expected, value) => {
        const current = world.records.get(`${kind}/${key}`)
        if ((current?.version ?? null) !== expected) return false
        world.records.set(`${kind}/${key}`, { version: (expected ?? 0) + 1, value: copy(value) })
        return true
      },
    },
    requests: {
      add: async (request) => {
        if (world.requests.has(request.key)) return false
        world.requests.set(request.key, copy(request))
        return true
      },
      getMany: async (wanted) =>
        wanted.flatMap((key) => (world.requests.has(key) ? [copy(world.requests.get(key)!)] : [])),
      list: async (state, limit) => listRequests((request) => request.state === state, limit),
      listWaiting: async (productKey, limit) =>
        listRequests((request) => request.state === 'waiting' && request.productKey === productKey, limit),
      update: async (changed) => {
        for (const request of changed) world.requests.set(request.key, copy(request))
      },
      remove: async (gone) => {
        for (const key of gone) world.requests.delete(key)
      },
    },
    jobs: {
      push: async (message) => {
        world.jobs.push(copy(message))
      },
    },
    inbox: {
      wake: async (hint) => {
        world.wakes.push(hint)
      },
    },
    site: {
      cloudId: () => 'cloud-1',
      licence: () => world.licence,
      signalAddress: async () => 'https://signals.example/x1/1',
    },
    signatures,
    personalData: {
      report: async (accounts) => {
        world.beforeCall('reportPersonalData')
        world.reported.push(accounts)
        return accounts.flatMap(({ accountId }) =>
          world.closedAccounts.has(accountId) ? [{ accountId, status: 'closed' as const }] : [],
        )
      },
    },
    clock: {
      now: () => world.now,
      sleep: async (ms) => {
        world.now = new Date(world.now.getTime() + ms)
      },
    },
    budget: {
      timeLeftMs: () => world.timeLeftMs,
      requestsLeft: () => world.requestsLeft,
    },
    log: { info: () => undefined, warn: () => undefined },
  }
  return Object.assign(world, { ports })
}

/** Adds a person of the directory together with a linked account; returns the account id. */
export async function addLinked(world: FakeWorld, one: Person, holder: Account): Promise<string> {
  const { saveLinks } = await import('../../src/app/provision/link-store')
  world.people.set(one.objectId, one)
  world.accounts.set(holder.accountId, holder)
  await saveLinks(world.ports.records, new Map([[one.objectId, { a: holder.accountId }]]))
  return holder.accountId
}

/** Those that were asked for, and no others; what the person has none of is empty. */
function withAttributes({ attributes: all = {}, ...one }: Person, wanted: readonly PersonAttribute[] = []): Person {
  if (wanted.length === 0) return one
  return { ...one, attributes: Object.fromEntries(wanted.map((name) => [name, all[name] ?? ''])) }
}

/** Before anybody has entered a credential. */
export async function createUnconnected(settings: Partial<Settings> = {}): Promise<FakeWorld> {
  const world = createWorld(settings)
  await world.ports.secrets.forget(CONNECTIONS_SECRET)
  return world
}
