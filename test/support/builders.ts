import type { Account, Link, Person } from '../../src/core/people'
import type { Seats } from '../../src/core/seats'
import { DEFAULT_SETTINGS } from '../../src/core/settings'
import type { Settings } from '../../src/core/settings'
import type { ProductSettings } from '../../src/core/settings/products'
import { DAY_MS } from '../../src/core/time'

/** The one present of all unit tests: a Wednesday morning. */
export const NOW = new Date('2026-03-18T09:30:00.000Z')

export function daysAgo(days: number): string {
  return new Date(NOW.getTime() - days * DAY_MS).toISOString()
}

export function person(name: string, change: Partial<Person> = {}): Person {
  const id = name.toLowerCase()
  return {
    objectId: `o-${id}`,
    email: `${id}@example.com`,
    displayName: name,
    givenName: name,
    familyName: 'Example',
    enabled: true,
    kind: 'member',
    ...change,
  }
}

/** An account that holds access through `g-jira`, created long ago, last seen yesterday. */
export function account(name: string, change: Partial<Account> = {}): Account {
  const id = name.toLowerCase()
  return {
    accountId: `a-${id}`,
    email: `${id}@example.com`,
    type: 'atlassian',
    isActive: true,
    groupIds: ['g-jira'],
    isAdmin: false,
    lastSeen: daysAgo(1),
    addedAt: daysAgo(1_000),
    ...change,
  }
}

/** Of somebody who was in scope. */
export function link(name: string, change: Partial<Link> = {}): [string, Link] {
  const id = name.toLowerCase()
  return [`o-${id}`, { accountId: `a-${id}`, wasInScope: true, ...change }]
}

export function seats(change: Partial<Seats> = {}): Seats {
  const total = change.total ?? 100
  const remaining = change.remaining === undefined ? 50 : change.remaining
  return {
    readAt: NOW.toISOString(),
    productKey: 'jira-software',
    remaining,
    used: (total ?? 100) - (remaining ?? 0),
    total,
    accessGroupIds: ['g-jira'],
    defaultGroupIds: ['g-jira'],
    ...change,
  }
}

/** What Set-up proposes where the sign-in log cannot be read. */
export const SIGNALS: Settings['signals'] = {
  ...DEFAULT_SETTINGS.signals,
  ...{ portal: true, productEvents: true, colleague: true, webTrigger: true },
}

export function settings(change: Partial<Settings> = {}): Settings {
  return { ...DEFAULT_SETTINGS, signals: SIGNALS, armed: { provision: true, grant: true, sweep: true }, ...change }
}

/** Everybody belongs into the project, and who is in sales into the wiki. */
export const LOCAL_GROUPS: Settings['groups'] = {
  ...DEFAULT_SETTINGS.groups,
  always: ['g-project'],
  mappings: [{ directoryGroupId: 'd-sales', groupId: 'g-wiki' }],
}

/** Rules of the one product that the tests know. */
export function products(change: Partial<ProductSettings> = {}): Settings['products'] {
  return [{ ...DEFAULT_SETTINGS.products[0], ...change }]
}

/** Confluence, as a product that only membership of its group gives. */
export function groupProduct(change: Partial<ProductSettings> = {}): ProductSettings {
  const [jira] = DEFAULT_SETTINGS.products
  return { ...jira, key: 'confluence', kind: 'group', accessGroupIds: ['g-conf'], ...change }
}

export function byId(people: readonly Person[]): Map<string, Person> {
  return new Map(people.map((one) => [one.objectId, one]))
}
