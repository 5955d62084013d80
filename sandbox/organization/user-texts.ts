/** The JSON text of each account, kept per `expand` until the account changes or newer activity is published. */
import type { AccountStatus, Site } from '../atlassian/site'
import type { Clock } from '../clock'
import type { DirectoryView, Row } from './directory-view'
import type { OrganizationAnswers } from './guesses'

export type UserExpand = 'platformRoles' | 'counts.resources' | 'productAccess' | 'groups'

export interface UserTexts {
  /**
   * @param expand in a fixed order, so that equal lists are one cache
   * @param directoryId of the path; `-` stands for every directory
   * @returns the writer for the accounts of one page
   */
  writer(expand: readonly UserExpand[], directoryId: string): (row: Row) => string
}

/** Texts of 42,000 people take about 40 MB per list of expansions; an app asks for one or two. */
const CACHES_MAX = 3

const STATUS_FIELDS: Readonly<
  Record<AccountStatus, { accountStatus: string; membershipStatus: string; status: string }>
> = {
  active: { accountStatus: 'active', membershipStatus: 'active', status: 'active' },
  suspended: { accountStatus: 'active', membershipStatus: 'suspended', status: 'suspended' },
  deactivated: { accountStatus: 'inactive', membershipStatus: 'active', status: 'deactivated' },
}

/** How the organization lists a managed account that is no member of the directory. */
const OUTSIDE: Readonly<Record<OrganizationAnswers['org-outside-words'], Readonly<Record<string, string>>>> = {
  both: { membershipStatus: 'no_membership', status: 'not_invited' },
  membership: { membershipStatus: 'no_membership' },
  status: { status: 'not_invited' },
}

interface Cache {
  readonly key: string
  readonly texts: (string | undefined)[]
  /** The published activity inside each text. */
  readonly activity: (number | null)[]
  readonly elsewhere: (number | null)[]
}

export function createUserTexts({
  clock,
  site,
  view,
  answers,
}: {
  clock: Clock
  site: Site
  view: DirectoryView
  answers: OrganizationAnswers
}): UserTexts {
  let caches: Cache[] = []
  view.onRowChange((position) => {
    for (const cache of caches) cache.texts[position] = undefined
  })

  function cacheFor(expand: readonly UserExpand[], directoryId: string): Cache {
    const key = [...expand, directoryId].join()
    const found = caches.find((cache) => cache.key === key)
    if (found !== undefined) return found
    const cache: Cache = { key, texts: [], activity: [], elsewhere: [] }
    caches = [cache, ...caches].slice(0, CACHES_MAX)
    return cache
  }

  return {
    writer: (expand, directoryId) => {
      const { texts, activity, elsewhere } = cacheFor(expand, directoryId)
      const now = clock.now()
      return (row) => {
        const published = site.activity.shown(row.account, now)
        const known = texts[row.position]
        const { activeElsewhereAt } = row.account
        const isSame = activity[row.position] === published && elsewhere[row.position] === activeElsewhereAt
        if (known !== undefined && isSame) return known
        const text = JSON.stringify(describeUser(site, row, expand, directoryId, published, answers))
        texts[row.position] = text
        activity[row.position] = published
        elsewhere[row.position] = activeElsewhereAt
        return text
      }
    },
  }
}

function describeUser(
  site: Site,
  row: Row,
  expand: readonly UserExpand[],
  directoryId: string,
  activity: number | null,
  answers: OrganizationAnswers,
): Record<string, unknown> {
  const user = {
    ...describeAccount(row, directoryId, answers),
    forDeletion: false,
    links: { self: `${usersPath(site)}/${row.account.accountId}` },
  }
  const showsEmpty = answers['org-empty-expand'] === 'empty'
  const list = (name: UserExpand, entries: readonly unknown[]): Record<string, unknown> =>
    expand.includes(name) && (showsEmpty || entries.length > 0) ? { [name]: entries } : {}
  return {
    ...user,
    ...(expand.includes('counts.resources') ? { counts: { resources: countResources(site, row) } } : {}),
    ...list('platformRoles', row.account.platformRoles),
    ...list('productAccess', describeActivity(site, row, activity, answers)),
    ...list('groups', describeGroups(site, row)),
  }
}

/** The fields that the search and the details of one account have in common. */
export function describeAccount(row: Row, directoryId: string, answers: OrganizationAnswers): Record<string, unknown> {
  const { account, status, deactivatedAt } = row
  return {
    accountId: account.accountId,
    accountType: account.accountType,
    ...STATUS_FIELDS[status],
    ...(isMemberOf(row, directoryId) ? {} : OUTSIDE[answers['org-outside-words']]),
    addedToOrg: new Date(account.addedAt).toISOString(),
    claimStatus: 'managed',
    deactivatedOn: deactivatedAt === null ? null : new Date(deactivatedAt).toISOString(),
    department: null,
    email: account.email,
    emailVerified: true,
    location: null,
    managementSource: account.scimId === null ? 'invited' : 'synced',
    mfaEnabled: false,
    name: account.displayName,
    nickname: account.displayName,
    organization: null,
    timeZone: null,
  }
}

/** @param directoryId `-` stands for every directory */
export function isMemberOf({ directoryIds }: Row, directoryId: string): boolean {
  return directoryId === '-' ? directoryIds.length > 0 : directoryIds.includes(directoryId)
}

/**
 * Production reports one key for the Jira family, with the site's full ARI as its id; nothing for who was never active. The
 * other site shows at once.
 */
function describeActivity(
  site: Site,
  { account }: Row,
  activity: number | null,
  answers: OrganizationAnswers,
): readonly Record<string, unknown>[] {
  const at = (cloudId: string, instant: number | null): readonly Record<string, unknown>[] => {
    if (instant === null) return []
    const id = answers['org-activity-site'] === 'site-ari' ? { id: `ari:cloud:jira::site/${cloudId}` } : {}
    return [{ ...id, key: 'jira', lastActiveTimestamp: new Date(instant).toISOString() }]
  }
  return [...at(site.cloudId, activity), ...at(site.otherCloudId, account.activeElsewhereAt)]
}

function describeGroups(site: Site, row: Row): readonly Record<string, unknown>[] {
  return row.groupIds.map((id) => ({ id, name: site.groups.get(id)?.name ?? null, description: null }))
}

export function countResources(site: Site, row: Row): number {
  return new Set(row.groupIds.flatMap((id) => site.groups.get(id)?.productKeys ?? [])).size
}

export function usersPath(site: Site): string {
  return `/v2/orgs/${site.orgId}/directories/${site.directoryId}/users`
}
