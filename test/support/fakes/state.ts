/** The plain state of an in-memory world, which tests set up and look at. */
import type { Account, Person } from '../../../src/core/people'
import type {
  AccessRequest,
  AuditEvent,
  DirectoryChanges,
  DirectoryFinding,
  KeyFinding,
  JobMessage,
  Notice,
  NoticeAnswer,
  Ports,
  ReportedAccount,
  SignIn,
} from '../../../src/ports'
import type { Licence } from '../../../src/core/licence'
import type { Seats } from '../../../src/core/seats'
import type { RoleAssignment } from '../../../src/core/target-group'
import { keys } from '../keys'
import type { Settings } from '../../../src/core/settings'
import { NOW, settings as withDefaults } from '../builders'

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
  /** By account. */
  readonly directRoles: Map<string, readonly string[]>
  /** Groups that the organization does not know. */
  readonly missingGroups: Set<string>
  /** What was fixed with the organization's credential. */
  readonly permitted: { apiKey: string; groupIds: string[]; maySuspend: boolean }
  changes: DirectoryChanges
  /** Newest first; a row without an application counts for each of them. */
  signIns: (SignIn & { readonly appId?: string })[]
  /** Seats of the product; `used` follows the accounts unless `seenUsed` holds a late read. */
  totalSeats: number | null
  seenUsed: number | null
  readonly accessGroupIds: string[]
  /** Groups that Jira itself uses; null: the first access group. */
  defaultGroupIds: readonly string[] | null
  /** A second product of the site, as Jira tells it. */
  otherProduct: Seats | null
  readonly kvs: Map<string, unknown>
  /** The number of each value's last change, by its key. */
  readonly versions: Map<string, number>
  /** Keys that the storage can neither read nor write now, among others. */
  readonly failingKeys: Set<string>
  /** Every write of a value, in order. */
  readonly stored: { readonly key: string; readonly ttlSeconds: number | undefined }[]
  readonly requests: Map<string, AccessRequest>
  readonly jobs: JobMessage[]
  readonly wakes: (string | null)[]
  /** Seconds until each look at the sign-in log. */
  readonly looks: number[]
  /** The organization's audit log; its cursor is the count of events read. */
  auditEvents: AuditEvent[]
  /** Notices that Jira took, and what it says to the next ones. */
  readonly notices: Notice[]
  answerNotice: (notice: Notice) => NoticeAnswer
  /** Every call that changes something outside, in order. */
  readonly writes: string[]
  /** Addresses that nobody can invite, and texts that are none: a list with one of these is refused whole. */
  readonly refusedAddresses: Set<string>
  readonly malformedAddresses: Set<string>
  licence: Licence | null
  /** Each report of accounts to Atlassian, and whose accounts were closed. */
  readonly reported: (readonly ReportedAccount[])[]
  readonly closedAccounts: Set<string>
  /** What each connection says when it is tried. */
  readonly findings: {
    directory: readonly DirectoryFinding[]
    organization: readonly KeyFinding[]
    scim: readonly KeyFinding[]
  }
  timeLeftMs: number
  requestsLeft: number
  /** Called before each remote call with its name; throw to make it fail. */
  beforeCall: (name: string) => void
}

/** Without the ports: what they share. */
export type State = Omit<FakeWorld, 'ports'>

export function createState(settings: Partial<Settings>): State {
  const { armed, version: _version, ...values } = withDefaults(settings)
  const kvs = new Map<string, unknown>([
    [keys.settings, values],
    [keys.armed, armed],
  ])
  return {
    now: NOW,
    people: new Map(),
    accounts: new Map(),
    groupMembers: new Map(),
    groupNames: new Map(),
    synchronisedGroups: new Set(),
    groupRoles: new Map(),
    directRoles: new Map(),
    missingGroups: new Set(),
    permitted: {
      apiKey: 'secret-of-the-organization',
      groupIds: ['g-jira', 'g-jira-2', 'g-conf', 'g-wiki', 'g-project'],
      maySuspend: true,
    },
    changes: { changed: new Map(), cursor: 'cursor-1' },
    signIns: [],
    totalSeats: 100,
    seenUsed: null,
    accessGroupIds: ['g-jira'],
    defaultGroupIds: null,
    otherProduct: null,
    kvs,
    versions: new Map(),
    failingKeys: new Set(),
    stored: [],
    requests: new Map(),
    jobs: [],
    wakes: [],
    looks: [],
    auditEvents: [],
    notices: [],
    answerNotice: () => 'accepted',
    writes: [],
    refusedAddresses: new Set(),
    malformedAddresses: new Set(),
    licence: null,
    reported: [],
    closedAccounts: new Set(),
    findings: {
      directory: ['sign-in', 'users', 'groups', 'sign-ins'].map((what) => ({ kind: 'entra', what, outcome: 'ok' })),
      organization: [{ what: 'key', outcome: 'ok' }],
      scim: [{ what: 'key', outcome: 'ok' }],
    },
    timeLeftMs: 900_000,
    requestsLeft: 1_500,
    beforeCall: () => undefined,
  }
}

export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

/** Accounts that count as a seat of the product. */
export function countHolders(world: State): number {
  return [...world.accounts.values()].filter(
    (one) => one.isActive && one.groupIds.some((id) => world.accessGroupIds.includes(id)),
  ).length
}
