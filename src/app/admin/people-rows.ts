import { ageInDays, collectSignals, findNewest } from '../../core/activity'
import type { Signal } from '../../core/activity'
import { findLongest } from '../../core/dormancy'
import { codeOf, messageOf } from '../../core/errors'
import type { Account, Link, SeatRecord } from '../../core/people'
import { asSeenIn } from '../../core/products'
import type { Settings } from '../../core/settings'
import { findExemption } from '../../core/settings/exemptions'
import type { Exemption } from '../../core/settings/exemptions'
import type { ProductSettings } from '../../core/settings/products'
import type { AccessRequest, Ports } from '../../ports'
import { isPutOff } from '../grant/waiting-list'
import { requestKey } from '../signals/ask'
import { readSeatRecords } from '../state/seat-records'
import type { IndexEntry } from '../state/people-index'
import { readLinks, readPeopleOfAccounts } from '../state/link-store'
import { readLastGood } from '../state/last-good'

/** One person as the page lists them: states, times and ids; a name only where Jira knows none. */
export interface PersonRow {
  /** null: somebody in the directory without an account. */
  readonly accountId: string | null
  readonly objectId: string | null
  /** As the directory says now, of somebody without an account. Shown, never stored. */
  readonly name: string | null
  readonly account: 'active' | 'inactive' | 'elsewhere' | 'app' | 'gone' | 'none'
  readonly directory: 'linked' | 'left' | 'not-linked'
  readonly products: readonly PersonProduct[]
  /** The newest that any source knows, with its age. */
  readonly newest: (Signal & { readonly at: string; readonly ageDays: number }) | null
  readonly waiting: readonly { readonly productKey: string; readonly askedAt: string; readonly because: string }[]
  readonly exemption: Exemption | null
  /** Why the person is on the list that was asked for. */
  readonly because: string | null
  /** When that was, YYYY-MM-DD, where the list tells it. */
  readonly day: string | null
}

export interface PersonProduct {
  readonly productKey: string
  /** null: Jira did not say which groups give it. */
  readonly holds: boolean | null
  /** Held through a group that only the identity provider can change, as of the last sweep. */
  readonly isSynchronised: boolean
  /** Held, and unused for the days of this product. */
  readonly isUnused: boolean
}

/** What is known of accounts that were just read. Asks Jira once, for the groups that give its products. */
export async function describeAccounts(
  ports: Ports,
  settings: Settings,
  accounts: readonly Account[],
): Promise<readonly PersonRow[]> {
  if (accounts.length === 0) return []
  const { store, requests } = ports
  const accountIds = accounts.map(({ accountId }) => accountId)
  const requestKeys = accountIds.flatMap((accountId) => settings.products.map(({ key }) => requestKey(key, accountId)))
  const [people, seats, open, groups, { readOnlyGroupIds = [] }] = await Promise.all([
    readPeopleOfAccounts(store, accountIds),
    readSeatRecords(ports, accounts),
    requests.getMany(requestKeys),
    readAccessGroups(ports, settings),
    readLastGood(store),
  ])
  const links = await readLinks(store, [...people.values()])
  const facts = { settings, groups, readOnly: new Set(readOnlyGroupIds), now: ports.clock.now() }
  return accounts.map((account) => {
    const objectId = people.get(account.accountId) ?? null
    const link = objectId === null ? undefined : links.get(objectId)
    const waiting = open.filter(
      (one) => one.accountId === account.accountId && (one.state === 'waiting' || isPutOff(one)),
    )
    return toRow(account, objectId, link, seats.get(account.accountId), waiting, facts)
  })
}

/** Entries of a list, in its order: accounts as the organization shows them now, others as the directory does. */
export async function describeEntries(
  ports: Ports,
  settings: Settings,
  entries: readonly IndexEntry[],
): Promise<readonly PersonRow[]> {
  const accountIds = entries.flatMap(({ accountId }) => (accountId === undefined ? [] : [accountId]))
  const objectIds = entries.flatMap(({ accountId, objectId }) =>
    accountId === undefined && objectId !== undefined ? [objectId] : [],
  )
  const [accounts, people] = await Promise.all([
    accountIds.length === 0 ? new Map<string, Account>() : ports.accounts.lookUp(accountIds),
    objectIds.length === 0 ? null : ports.directory.lookUp(objectIds),
  ])
  const rows = await describeAccounts(ports, settings, [...accounts.values()])
  const byAccount = new Map(rows.map((row) => [row.accountId, row]))
  return entries.map(({ accountId = null, objectId = null, because = null, day = null }): PersonRow => {
    const row = byAccount.get(accountId) ?? {
      ...EMPTY,
      accountId,
      objectId,
      name: people?.found.get(objectId ?? '')?.displayName ?? null,
      account: accountId === null ? 'none' : 'gone',
    }
    return { ...row, because, day }
  })
}

const EMPTY: PersonRow = {
  ...{ accountId: null, objectId: null, name: null, account: 'none', directory: 'not-linked' },
  ...{ products: [], newest: null, waiting: [], exemption: null, because: null, day: null },
}

interface Facts {
  readonly settings: Settings
  /** By product key; null where Jira did not say. */
  readonly groups: ReadonlyMap<string, readonly string[] | null>
  readonly readOnly: ReadonlySet<string>
  readonly now: Date
}

function toRow(
  account: Account,
  objectId: string | null,
  link: Link | undefined,
  record: SeatRecord | undefined,
  waiting: readonly AccessRequest[],
  { settings, groups, readOnly, now }: Facts,
): PersonRow {
  const newest = findNewest(settings.products.flatMap((product) => collectSignals(asSeenIn(account, product), record)))
  const here = account.isElsewhere === true ? 'elsewhere' : account.isActive ? 'active' : 'inactive'
  return {
    ...EMPTY,
    accountId: account.accountId,
    objectId,
    account: account.type === 'atlassian' ? here : 'app',
    directory: objectId === null ? 'not-linked' : link?.left === undefined ? 'linked' : 'left',
    products: settings.products.map((product) => describeProduct(product)),
    newest: newest === null ? null : { ...newest, ageDays: ageInDays(newest.at, now) },
    waiting: waiting.map(({ productKey, askedAt, refusal }) => ({
      ...{ productKey, askedAt, because: refusal?.because ?? 'no-seat' },
    })),
    exemption: findExemption(settings.exemptPeople, account.accountId, now),
  }

  function describeProduct(product: ProductSettings): PersonProduct {
    const giving = groups.get(product.key) ?? null
    const held = account.groupIds.filter((groupId) => giving?.includes(groupId) === true)
    const holds = giving === null ? null : account.isActive && held.length > 0
    const seen = findLongest(collectSignals(asSeenIn(account, product), record), product.dormancyDays)
    return {
      productKey: product.key,
      holds,
      isSynchronised: held.some((groupId) => readOnly.has(groupId)),
      isUnused: holds === true && seen !== null && seen.until <= now.getTime(),
    }
  }
}

/** One call tells the groups of all products of Jira; those of the others are in the settings. */
async function readAccessGroups(ports: Ports, settings: Settings): Promise<Facts['groups']> {
  const isAsked = settings.products.some(({ kind }) => kind === 'jira')
  const seats = isAsked ? await readSeatsOrNone(ports) : []
  return new Map(
    settings.products.map(({ key, kind, accessGroupIds }) => [
      key,
      kind === 'group' ? accessGroupIds : (seats.find(({ productKey }) => productKey === key)?.accessGroupIds ?? null),
    ]),
  )
}

/** People can be looked at while Jira is busy; the page says then that access is not known. */
async function readSeatsOrNone({ seats, log }: Ports) {
  try {
    return await seats.readAllSeats()
  } catch (error) {
    if (codeOf(error) === null) throw error
    log.warn('groups of the products not read', { because: codeOf(error), detail: messageOf(error) })
    return []
  }
}
