/** An in-memory world for the use cases: every port, with plain state that tests set up and look at. */
import type { Account, Person } from '../../../src/core/people'
import type { Ports } from '../../../src/ports'
import { parseAuditDelivery } from '../../../src/adapters/atlassian/audit-log'
import { createDirectories } from '../../../src/adapters/directories/create-directories'
import { signatures } from '../../../src/adapters/signatures'
import { CONNECTIONS_SECRET } from '../../../src/app/state/secrets'
import type { Settings } from '../../../src/core/settings'
import { createFakeDirectory } from './directory'
import { createFakeNotifier, createFakeSeats } from './jira'
import { createFakeAccess, createFakeAccounts, createFakeAccountWriter } from './organization'
import { copy, createState } from './state'
import type { FakeWorld } from './state'
import { createFakeRequests, createFakeSecrets, createFakeStore } from './storage'

export type { FakeWorld } from './state'

export function createWorld(settings: Partial<Settings> = {}): FakeWorld {
  const world = createState(settings)
  const memory = new Map<string, unknown>()
  const inMinute = (key: string): string => `${Math.floor(world.now.getTime() / 60_000)} ${key}`
  const store = createFakeStore(world)
  const ports: Ports = {
    tryOrganization: () => ports.accounts,
    directories: {
      ...createDirectories({ fetch: () => Promise.reject(new Error('no network')), now: () => world.now }),
      probe: async () => world.findings.directory,
    },
    directory: createFakeDirectory(world),
    accounts: createFakeAccounts(world),
    access: createFakeAccess(world),
    accountWriter: createFakeAccountWriter(world),
    inviter: {
      perCall: 25,
      invite: async (emails) => {
        world.beforeCall('invite')
        if (emails.some((email) => world.malformedAddresses.has(email))) return null
        const taken = emails.filter((email) => !world.refusedAddresses.has(email))
        world.writes.push(`invite ${taken.join(' ')}`)
        return new Map(emails.map((email) => [email, taken.includes(email) ? 'invited' : 'refused'] as const))
      },
    },
    seats: createFakeSeats(world),
    audit: {
      readEvents: async (cursor, from) => {
        world.beforeCall(`readEvents ${cursor ?? 'anew'}`)
        const events = world.auditEvents
          .slice(Number(cursor ?? 0))
          .filter(({ at }) => cursor !== null || Date.parse(at) >= from.getTime())
        return { events, cursor: String(world.auditEvents.length), isLast: true }
      },
      readActions: async () => [{ id: 'session_opened', name: 'Logged in to account', isSignIn: true }],
      parseDelivery: parseAuditDelivery,
    },
    notifier: createFakeNotifier(world),
    probes: {
      organization: async () => world.findings.organization,
      scim: async () => world.findings.scim,
    },
    store,
    secrets: createFakeSecrets(world),
    requests: createFakeRequests(world, store),
    jobs: {
      push: async (message) => {
        world.jobs.push(copy(message))
      },
    },
    looks: {
      push: async (delays) => {
        world.looks.push(...delays)
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
      signalAddress: async () => 'https://signals.example/public/1',
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
    memory: {
      read: <T>(key: string) => (memory.get(inMinute(key)) as T | undefined) ?? null,
      keep: (key, value) => {
        memory.set(inMinute(key), value)
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
  const { saveLinks } = await import('../../../src/app/state/link-store')
  world.people.set(one.objectId, one)
  world.accounts.set(holder.accountId, holder)
  await saveLinks(world.ports.store, new Map([[one.objectId, { accountId: holder.accountId, wasInScope: true }]]))
  return holder.accountId
}

/** Before anybody has entered a credential. */
export async function createUnconnected(settings: Partial<Settings> = {}): Promise<FakeWorld> {
  const world = createWorld(settings)
  await world.ports.secrets.forget(CONNECTIONS_SECRET)
  return world
}
