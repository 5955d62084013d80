import * as v from 'valibot'
import { toAddress } from '../../core/addresses'
import { knownInstant } from '../../core/known-instant'
import type { Account, Gaps } from '../../core/people'
import { JIRA_FAMILY, familyOf } from '../../core/products'
import { kindOf } from '../../core/roles'
import type { SaidRoles } from '../../core/roles'
import { siteOf } from '../../core/target-group'
import { newestOf } from '../../core/time'

/** Where and when rows are read. */
export interface Here {
  now(): Date
  cloudId(): string
}

/** A text, or null for whatever is none. */
const text = v.fallback(v.nullish(v.string(), null), null)
const list = v.optional(v.unknown())
const rowSchema = v.object({
  ...{ accountId: v.string(), accountType: text, accountStatus: text, status: text, membershipStatus: text },
  ...{ email: text, name: text, addedToOrg: text, groups: list, platformRoles: list, productAccess: list },
})
type Row = v.InferOutput<typeof rowSchema>
const groupSchema = v.object({ id: v.string() })
const accessSchema = v.object({ key: v.string(), id: text, lastActiveTimestamp: text })
type Access = v.InferOutput<typeof accessSchema>

const OTHER_TYPES = new Set(['app', 'customer'])
/** What each field says of an account that cannot be used; all of them say `active` of one that can (Organizations document of 2026-08-21). */
const NOT_ACTIVE = {
  accountStatus: ['inactive', 'closed'],
  status: ['suspended', 'deactivated', 'for_deletion'],
  membershipStatus: ['suspended'],
} as const
/**
 * What each says of a managed account that the organization lists although it is no member of the directory; either is enough
 * (changelog of the admin API: managed accounts are listed "even if they're not in a directory").
 */
const ELSEWHERE: Readonly<Partial<Record<keyof typeof NOT_ACTIVE, string>>> = {
  status: 'not_invited',
  membershipStatus: 'no_membership',
}

/**
 * Reads one row of `users/search`. A field that was asked for is never taken for "none" where it is not there: the account
 * says which those are, and keeps what it has (design rule 17). null equals absent.
 * @returns null for a row that names no account
 */
export function readAccountRow(value: unknown, here: Here, said: SaidRoles = {}): Account | null {
  const parsed = v.safeParse(rowSchema, value)
  if (!parsed.success) return null
  const row = parsed.output
  const missing = new Set<string>()
  const unknown = new Set<string>()
  const groups = readList(row, 'groups', groupSchema, missing)
  const roles = readList(row, 'platformRoles', v.string(), missing)
  const accesses = readList(row, 'productAccess', accessSchema, missing)
  const isAdmin = roles.some((role) => kindOf(role, said) === 'administration')
  const newRoles = new Set(roles.filter((role) => kindOf(role, said) === 'unknown'))
  if (newRoles.size > 0) unknown.add('platformRoles')
  const isOther = row.accountType !== null && OTHER_TYPES.has(row.accountType)
  if (row.accountType === null) missing.add('accountType')
  else if (!isOther && row.accountType !== 'atlassian') unknown.add('accountType')
  const { isActive, isElsewhere } = readState(row, missing, unknown)
  const { lastSeen, seenIn, dates, sites } = readActivity(accesses, here)
  const gaps = nameGaps({ missing, unknown, roles: newRoles, dates, sites })
  return {
    accountId: row.accountId,
    email: toAddress(row.email),
    ...(row.name === null ? {} : { name: row.name }),
    type: isOther ? 'other' : 'atlassian',
    isActive,
    ...(isElsewhere ? { isElsewhere } : {}),
    groupIds: groups.map(({ id }) => id),
    isAdmin,
    lastSeen,
    ...(Object.keys(seenIn).length > 0 ? { seenIn } : {}),
    addedAt: knownInstant(row.addedToOrg, here.now()),
    ...(gaps === null ? {} : { gaps }),
  }
}

/** Entries that can be read; where there is another one, or no list at all, the field counts as missing. */
function readList<T>(
  row: Row,
  field: 'groups' | 'platformRoles' | 'productAccess',
  schema: v.GenericSchema<unknown, T>,
  missing: Set<string>,
): readonly T[] {
  const entries = row[field]
  if (!Array.isArray(entries)) {
    missing.add(field)
    return []
  }
  return entries.flatMap((entry): T[] => {
    const parsed = v.safeParse(schema, entry)
    if (parsed.success) return [parsed.output]
    missing.add(field)
    return []
  })
}

/** Not active, or elsewhere, only where a field says so in a word that is known. */
function readState(row: Row, missing: Set<string>, unknown: Set<string>) {
  let isActive = true
  let isElsewhere = false
  for (const [field, words] of Object.entries(NOT_ACTIVE) as [keyof typeof NOT_ACTIVE, readonly string[]][]) {
    const word = row[field]
    if (word === null) missing.add(field)
    else if (words.includes(word)) isActive = false
    else if (word === ELSEWHERE[field]) isElsewhere = true
    else if (word !== 'active') unknown.add(field)
  }
  return { isActive, isElsewhere }
}

/** What was done at this site, and what may have been: activity of which no site is told counts, that of another one does not. */
function readActivity(accesses: readonly Access[], here: Here) {
  const dates = new Set<string>()
  const atThisSite = new Map<string, string | null>()
  const newest = new Map<string, string | null>()
  for (const { key, id, lastActiveTimestamp } of accesses) {
    const place = placeOf(id, here.cloudId())
    if (place === 'elsewhere') continue
    const family = familyOf(key)
    const at = knownInstant(lastActiveTimestamp, here.now())
    if (at === null) dates.add(family)
    newest.set(family, newestOf([newest.get(family), at]))
    if (place === 'here') atThisSite.set(family, newestOf([atThisSite.get(family), at]))
  }
  const sites = [...newest].flatMap(([family, at]) => (at === (atThisSite.get(family) ?? null) ? [] : [family]))
  const { [JIRA_FAMILY]: lastSeen = null, ...others } = Object.fromEntries(newest)
  const seenIn = Object.fromEntries(Object.entries(others).flatMap(([key, at]) => (at === null ? [] : [[key, at]])))
  return { lastSeen, seenIn, dates, sites: new Set(sites) }
}

function placeOf(id: string | null, cloudId: string): 'here' | 'elsewhere' | 'not-told' {
  const site = id === null ? undefined : siteOf(id)
  if (site === undefined) return 'not-told'
  return site.toLowerCase() === cloudId.toLowerCase() ? 'here' : 'elsewhere'
}

function nameGaps(named: Readonly<Record<keyof Gaps, ReadonlySet<string>>>): Gaps | null {
  const gaps = Object.entries(named).flatMap(([name, fields]) => (fields.size === 0 ? [] : [[name, [...fields]]]))
  return gaps.length === 0 ? null : Object.fromEntries(gaps)
}
