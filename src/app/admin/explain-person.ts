import * as v from 'valibot'
import { ageInDays, collectSignals } from '../../core/activity'
import { findLongest } from '../../core/dormancy'
import type { Signal } from '../../core/activity'
import { decideGrant } from '../../core/grant'
import type { Decision } from '../../core/grant'
import type { JournalEntry } from '../../core/journal'
import type { Account, Link, Person, SeatRecord } from '../../core/people'
import type { SkipReason } from '../../core/plan'
import { asRecordedFor, asSeenIn } from '../../core/products'
import type { AccessProduct } from '../../core/products'
import type { Settings } from '../../core/settings'
import { findExemption } from '../../core/settings/exemptions'
import type { Exemption } from '../../core/settings/exemptions'
import type { PersonNotices } from '../../core/notices'
import { findKeepReason } from '../../core/sweep'
import type { AccessRequest, Ports } from '../../ports'
import { explainNotice } from './explain-notice'
import type { ExplainedNotice } from './explain-notice'
import { explainSignIn } from './explain-sign-in'
import type { ExplainedSignIn } from './explain-sign-in'
import type { ShownIdentity } from './identities'
import { parseInput } from '../../core/input'
import { isStillInScope, wholeOf } from '../read/read-people'
import { readDecisions } from '../apply/decisions'
import { findReadOnlyGroups } from '../read/group-gate'
import { readNotices } from '../state/notice-store'
import { readSeatRecord } from '../state/seat-records'
import { readLinks, readPeopleOfAccounts } from '../state/link-store'
import { readProducts } from '../read/products'
import type { ProductRead } from '../read/products'
import { lookUpProtections } from '../read/protections'
import type { Protections } from '../read/protections'
import { FOR_EXPLANATION, readAdminGroups } from '../read/read-admin-groups'
import type { AdminGroups } from '../read/read-admin-groups'
import { findKeptByRole } from '../read/roles-of-person'
import { readLastGood } from '../state/last-good'
import { readSettings } from '../state/settings'

/**
 * Everything known about one person, and what the next run of each job would do and why. Ids, states and times, and whom the
 * account belongs to: name and address are read when shown and kept nowhere.
 */
export interface Explanation {
  readonly accountId: string
  /** null: the organization knows no such account. */
  readonly account: Pick<Account, 'type' | 'isActive' | 'isElsewhere' | 'isAdmin' | 'groupIds' | 'addedAt'> | null
  readonly directory: {
    readonly objectId: string | null
    /** null: nobody, or nobody who is still there. */
    readonly person: Pick<ShownIdentity, 'name' | 'address'> | null
    readonly state: 'enabled' | 'disabled' | 'deleted' | 'not-linked'
    readonly isInScope: boolean
    /** We disabled the account because the person left. */
    readonly isLeaver: boolean
    /** Shown, and never part of a decision; null: there is nobody to ask about. */
    readonly lastSignIn: ExplainedSignIn | null
  }
  readonly exemption: Exemption | null
  readonly products: readonly ExplainedProduct[]
  /** Requests that are open, wait or were refused. */
  readonly requests: readonly Pick<AccessRequest, 'productKey' | 'state' | 'askedAt' | 'source' | 'refusal'>[]
  /** Newest first. */
  readonly decisions: readonly ExplainedDecision[]
  readonly armed: Settings['armed']
}

export interface ExplainedProduct {
  readonly productKey: string
  readonly holds: boolean
  /** Groups through which the person holds the product. */
  readonly paths: readonly {
    readonly groupId: string
    readonly isSynchronised: boolean
    /** On the list of groups that the app may write to. */
    readonly isListed: boolean
  }[]
  readonly signals: readonly (Signal & { readonly ageDays: number | null })[]
  /** What the next sweep would do; null while the person does not hold the product. */
  readonly sweep: {
    readonly decision: 'revoke' | 'keep'
    readonly because: SkipReason | 'dormant'
    /** When the access would count as unused, if nothing happens. */
    readonly dormantFrom: string | null
  } | null
  /** What the person has been told about losing unused access; null = nothing that still counts. */
  readonly notice: ExplainedNotice | null
  /** What would become of a request made now, before the guard counts the seats. */
  readonly grant: Decision
}

export interface ExplainedDecision extends JournalEntry {
  readonly at: string
  readonly planId: string
}

const accountInput = v.strictObject({ accountId: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)) })

export async function explainPerson(ports: Ports, input: unknown): Promise<Explanation> {
  const { accountId } = parseInput(accountInput, input)
  const { store } = ports
  const settings = await readSettings(store)
  const [accounts, objectIds, record, notices, { products, accessProducts }, lastGood] = await Promise.all([
    ports.accounts.lookUp([accountId]),
    readPeopleOfAccounts(store, [accountId]),
    readSeatRecord(store, accountId),
    readNotices(ports, [accountId]),
    readProducts(ports, settings),
    readLastGood(store),
  ])
  const account = accounts.get(accountId) ?? null
  const objectId = objectIds.get(accountId) ?? null
  const person = objectId === null ? null : (wholeOf(await ports.directory.lookUp([objectId])).get(objectId) ?? null)
  const link = objectId === null ? undefined : (await readLinks(store, [objectId])).get(objectId)
  const [isInScope, lastSignIn] = await Promise.all([
    person !== null && isStillInScope(ports, person, settings),
    person === null ? null : explainSignIn(ports, person.objectId),
  ])
  const readOnlyGroups = await findReadOnlyGroups(ports, heldGroups(account, products))
  const adminGroups = await readAdminGroups(ports, account?.groupIds ?? [], FOR_EXPLANATION)
  const { kept, noAccess } = await lookUpProtections(ports, settings, accounts.values())
  const keptByRole = account === null ? null : await findKeptByRole(ports, accountId)
  const protections = { kept: keptByRole === null ? kept : new Map([...kept, [accountId, keptByRole]]), noAccess }
  const usedIn = new Set(lastGood.usedIn)
  const found = { account, person, isInScope, record: record ?? undefined, told: notices.get(accountId) ?? {} }
  const facts = { ...found, readOnlyGroups, adminGroups, protections, accessProducts, settings, usedIn }
  return {
    accountId,
    account: account === null ? null : pickAccount(account),
    directory: { ...describeDirectory(objectId, person, link, isInScope), lastSignIn },
    exemption: findExemption(settings.exemptPeople, accountId, ports.clock.now()),
    products: products.map((read) => explainProduct(read, facts, ports.clock.now())),
    requests: await readRequests(ports, accountId, settings),
    decisions: await listDecisions(ports, accountId, record),
    armed: settings.armed,
  }
}

interface Facts {
  readonly account: Account | null
  readonly person: Person | null
  readonly isInScope: boolean
  readonly record: SeatRecord | undefined
  readonly readOnlyGroups: ReadonlyMap<string, 'synchronised' | 'not-listed'>
  readonly adminGroups: AdminGroups
  readonly protections: Protections
  readonly accessProducts: readonly AccessProduct[]
  readonly told: PersonNotices
  readonly settings: Settings
  readonly usedIn: ReadonlySet<string>
}

function explainProduct({ product, seats }: ProductRead, facts: Facts, now: Date): ExplainedProduct {
  const { account, person, isInScope: inScope, record, told, settings } = facts
  const { readOnlyGroups, adminGroups, accessProducts, protections, usedIn } = facts
  const { kept, noAccess } = protections
  const isNoAccess = account !== null && noAccess.has(account.accountId)
  const { accessGroupIds } = seats
  const held = account?.groupIds.filter((groupId) => accessGroupIds.includes(groupId)) ?? []
  const seen = account === null ? null : asSeenIn(account, product)
  const signals = seen === null ? [] : collectSignals(seen, asRecordedFor(record, product.kind))
  const holds = account?.isActive === true && held.length > 0
  return {
    productKey: product.key,
    holds,
    paths: held.map((groupId) => ({
      groupId,
      isSynchronised: readOnlyGroups.get(groupId) === 'synchronised',
      isListed: readOnlyGroups.get(groupId) !== 'not-listed',
    })),
    signals: signals.map((signal) => ({ ...signal, ageDays: signal.at === null ? null : ageInDays(signal.at, now) })),
    sweep: !holds || seen === null ? null : explainSweep(seen),
    notice: explainNotice(told[product.key], signals, settings, now),
    grant: decideGrant({ account, person, inScope, isNoAccess, accessGroupIds, rules: settings }),
  }

  function explainSweep(holder: Account): ExplainedProduct['sweep'] {
    const records = new Map(record === undefined ? [] : [[holder.accountId, record]])
    const { key, kind, dormancyDays } = product
    const rules = { ...settings, key, kind, dormancyDays }
    const mine = told[key]
    const notices = new Map(mine === undefined ? [] : [[holder.accountId, mine]])
    const context = {
      records,
      accessGroupIds,
      readOnlyGroups,
      usedIn,
      kept,
      adminGroups,
      accessProducts,
      notices,
    }
    const because = findKeepReason(holder, context, rules, now)
    const longest = findLongest(signals, product.dormancyDays)
    return {
      decision: because === null ? 'revoke' : 'keep',
      because: because ?? 'dormant',
      dormantFrom: longest === null ? null : new Date(longest.until).toISOString(),
    }
  }
}

function heldGroups(account: Account | null, products: readonly ProductRead[]): string[] {
  const giving = new Set(products.flatMap(({ seats }) => seats.accessGroupIds))
  return account?.groupIds.filter((groupId) => giving.has(groupId)) ?? []
}

function pickAccount({ type, isActive, isElsewhere, isAdmin, groupIds, addedAt }: Account) {
  return { type, isActive, ...(isElsewhere === true ? { isElsewhere } : {}), isAdmin, groupIds, addedAt }
}

function describeDirectory(objectId: string | null, person: Person | null, link: Link | undefined, isInScope: boolean) {
  const found = person === null ? ('deleted' as const) : person.enabled ? ('enabled' as const) : ('disabled' as const)
  return {
    objectId,
    person: person === null ? null : { name: person.displayName, address: person.email },
    state: objectId === null ? ('not-linked' as const) : found,
    isInScope,
    isLeaver: link?.left !== undefined,
  }
}

async function readRequests(
  { requests }: Ports,
  accountId: string,
  settings: Settings,
): Promise<Explanation['requests']> {
  const wanted = settings.products.flatMap(({ key }) => [`${key}:${accountId}`, `undo:${key}:${accountId}`])
  return (await requests.getMany(wanted)).map(({ productKey, state, askedAt, source, refusal }) => ({
    ...{ productKey, state, askedAt, source },
    ...(refusal === undefined ? {} : { refusal }),
  }))
}

async function listDecisions(
  { store }: Ports,
  accountId: string,
  record: SeatRecord | null,
): Promise<readonly ExplainedDecision[]> {
  return (await readDecisions(store, accountId, record)).flatMap(({ ref, at, entries }) =>
    entries.map((entry) => ({ ...entry, at, planId: ref.planId })),
  )
}
