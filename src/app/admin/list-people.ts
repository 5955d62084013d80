import * as v from 'valibot'
import { SHARD_COUNT, allShards } from '../../core/links'
import type { Settings } from '../../core/settings'
import { findExemption } from '../../core/settings/exemptions'
import type { Ports } from '../../ports'
import { inChunks } from '../../core/chunks'
import { readWaiting } from '../grant/waiting-list'
import { readIndexPart, readWholeIndex } from '../state/people-index'
import type { IndexEntry, IndexName } from '../state/people-index'
import { LAST_SWEEP, readReviewHeader, readReviewPart } from '../state/review-store'
import { readAccountsOfShards } from '../state/link-store'
import { readLastGood } from '../state/last-good'
import { readSettings } from '../state/settings'
import { parseInput } from '../../core/input'
import { describeAccounts, describeEntries } from './people-rows'
import type { PersonRow } from './people-rows'

export const PEOPLE_FILTERS = [
  'all', //          everybody whose account is linked to somebody in the directory
  'access',
  'waiting',
  'dormant', //      looked unused to the last sweep
  'exempt',
  'unmatched', //    accounts of nobody in the directory, and people without an account
  'synchronised', // access through a group that only the identity provider can change
  'missed', //       came, and got neither a seat nor an answer
] as const
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number]

export interface PeopleQuestion {
  readonly filter?: PeopleFilter
  /** Part of a name or an e-mail address; looked for at the organization, never stored. */
  readonly search?: string
  /** `next` of the page before. */
  readonly cursor?: string | null
}

export interface PeoplePage {
  /** At most 20. */
  readonly rows: readonly PersonRow[]
  readonly next: string | null
  /** Of the whole list; null where nobody counted. */
  readonly total: number | null
  /** When the list was made; null = it is as it is now, or (with no rows) was not made yet. */
  readonly asOf: string | null
  /** No run has made this list yet. */
  readonly isMissing: boolean
  /** The filter left out some of the people that the search found on this page: so many were found. */
  readonly narrowedFrom: number | null
}

const ROWS_PER_PAGE = 20
/** Shards read at a time where each holds hardly anybody: four batches of the store, side by side. */
const SHARDS_AT_ONCE_MAX = 100
/** The longest waiting list that is shown of one product. */
const WAITING_MAX = 100

const question = v.strictObject({
  filter: v.optional(v.picklist(PEOPLE_FILTERS, 'Expected a filter that the page has.')),
  search: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100, 'Expected at most 100 characters to look for.'))),
  cursor: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(4_000)))),
})

/** One page of people: of a stored list, or of what the organization finds. */
export async function listPeople(ports: Ports, input: unknown): Promise<PeoplePage> {
  const { filter = 'all', search = '', cursor = null } = parseInput(question, input ?? {})
  const settings = await readSettings(ports.store)
  if (search !== '') return searchPeople(ports, settings, filter, search, cursor)
  const part = await readPart(ports, settings, filter, cursor)
  const rows = await describeEntries(ports, settings, part.entries)
  const { next, total, asOf, isMissing = false } = part
  return { rows, next, total, asOf, isMissing, narrowedFrom: null }
}

/** Costs two remote calls: the organization for the people, Jira for the groups that give access. */
async function searchPeople(
  ports: Ports,
  settings: Settings,
  filter: PeopleFilter,
  search: string,
  cursor: string | null,
): Promise<PeoplePage> {
  const page = await ports.accounts.search(search, ROWS_PER_PAGE, cursor)
  const rows = await describeAccounts(ports, settings, page.accounts)
  const missed = filter === 'missed' ? await readWholeIndex(ports.store, filter) : []
  const isMissed = ({ accountId }: PersonRow): boolean => missed.some((entry) => entry.accountId === accountId)
  const kept = rows.filter((row) => (filter === 'missed' ? isMissed(row) : isOnList(row, filter)))
  const narrowedFrom = filter === 'all' ? null : rows.length
  return { rows: kept, next: page.cursor, total: null, asOf: null, isMissing: false, narrowedFrom }
}

/** As the row is now; the stored lists say how it was at the last run. */
function isOnList(row: PersonRow, filter: Exclude<PeopleFilter, 'missed'>): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'access':
      return row.products.some(({ holds }) => holds === true)
    case 'waiting':
      return row.waiting.length > 0
    case 'dormant':
      return row.products.some(({ isUnused }) => isUnused)
    case 'exempt':
      return row.exemption !== null
    case 'unmatched':
      return row.directory === 'not-linked'
    case 'synchronised':
      return row.products.some(({ isSynchronised }) => isSynchronised)
  }
}

interface Part {
  readonly entries: readonly IndexEntry[]
  readonly next: string | null
  readonly total: number | null
  readonly asOf: string | null
  readonly isMissing?: boolean
}

async function readPart(ports: Ports, settings: Settings, filter: PeopleFilter, cursor: string | null): Promise<Part> {
  const from = Number(/^\d{1,7}$/.exec(cursor ?? '')?.[0] ?? 0)
  switch (filter) {
    case 'all':
      return readLinked(ports, cursor)
    case 'access':
    case 'synchronised':
    case 'unmatched':
    case 'missed':
      return readIndexed(ports, filter, from)
    case 'dormant':
      return readReviewed(ports, from)
    case 'waiting': {
      const lists = await Promise.all(settings.products.map(({ key }) => readWaiting(ports.requests, key, WAITING_MAX)))
      return cutPart(
        lists.flat().map(({ accountId }) => accountId),
        from,
      )
    }
    case 'exempt': {
      const now = ports.clock.now()
      const inForce = settings.exemptPeople.filter(
        ({ accountId }) => findExemption(settings.exemptPeople, accountId, now) !== null,
      )
      return cutPart(
        inForce.map(({ accountId }) => accountId),
        from,
      )
    }
  }
}

function cutPart(accountIds: readonly string[], from: number): Part {
  const unique = [...new Set(accountIds)]
  const entries = unique.slice(from, from + ROWS_PER_PAGE).map((accountId) => ({ accountId }))
  return { entries, next: nextAfter(from, unique.length), total: unique.length, asOf: null }
}

function nextAfter(from: number, total: number): string | null {
  return from + ROWS_PER_PAGE < total ? String(from + ROWS_PER_PAGE) : null
}

async function readIndexed({ store }: Ports, name: IndexName, from: number): Promise<Part> {
  const [part, review, { readAt = null }] = await Promise.all([
    readIndexPart(store, name, from, ROWS_PER_PAGE),
    readReviewHeader(store, LAST_SWEEP),
    readLastGood(store),
  ])
  if (part === null) return { entries: [], next: null, total: null, asOf: null, isMissing: true }
  const asOf = name === 'unmatched' || name === 'missed' ? readAt : (review?.plannedAt ?? null)
  return { entries: part.entries, next: nextAfter(from, part.total), total: part.total, asOf }
}

async function readReviewed({ store }: Ports, from: number): Promise<Part> {
  const part = await readReviewPart(store, LAST_SWEEP, from, ROWS_PER_PAGE)
  if (part === null) return { entries: [], next: null, total: null, asOf: null, isMissing: true }
  const entries = part.rows.map(({ accountId, because }) => ({ accountId, because }))
  return { entries, next: nextAfter(from, part.total), total: part.total, asOf: part.plannedAt }
}

/** "shard:place": a page reads about as many shards as hold its people, whether they are one or many. */
async function readLinked({ store }: Ports, cursor: string | null): Promise<Part> {
  const [, firstShard = '000', place = '0'] = /^([0-9a-f]{3}):(\d{1,6})$/.exec(cursor ?? '') ?? []
  const { linked = null } = await readLastGood(store)
  const shards = allShards()
  const entries: IndexEntry[] = []
  let from = Number(place)
  for (const some of inChunks(shards.slice(shards.indexOf(firstShard)), countShardsOfPage(linked))) {
    for (const [index, accounts] of (await readAccountsOfShards(store, some)).entries()) {
      const objectIds = [...accounts.keys()].sort()
      for (const objectId of objectIds.slice(from)) {
        if (entries.length === ROWS_PER_PAGE)
          return { entries, next: `${some[index]}:${objectIds.indexOf(objectId)}`, total: linked, asOf: null }
        entries.push({ accountId: accounts.get(objectId)!, objectId })
      }
      from = 0
    }
  }
  return { entries, next: null, total: linked, asOf: null }
}

/** @param linked how many people are linked; null = not known */
function countShardsOfPage(linked: number | null): number {
  const wanted = Math.ceil((ROWS_PER_PAGE * SHARD_COUNT) / Math.max(1, linked ?? 0))
  return Math.min(wanted + 1, SHARDS_AT_ONCE_MAX)
}
