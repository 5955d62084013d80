/** The people of a story. Their names and addresses are easy to recognise wherever they must not be. */
import type { Person } from '../company/person'
import type { Sandbox } from '../create-sandbox'
import { emailOf } from '../identities'
import { createRandom } from '../random'
import type { Scenario } from './scenario'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const DORMANCY_DAYS = 180
const LONG_AGO_DAYS = 900

/** Every name and address of the story, and those of the sandbox's own strangers. */
export const PERSONAL = /quillfeather|@company\.example|@example\.com|Ada Admin|Rival \d/i

/** A Monday, midnight UTC. */
const MONDAY = Date.parse('2026-01-05T00:00:00Z')

export const startOf = ({ startMinute }: Scenario): number => MONDAY + startMinute * 60_000

export interface Cast {
  /** Never to lose anything, by name of the reason. */
  readonly protectedIds: ReadonlyMap<string /* accountId */, string>
  readonly exemptPersonId: string
  readonly exemptGroupId: string
  /** A group that the identity provider keeps and that gives the product; its member has not used Jira for long. */
  readonly syncedGroupId: string
  /** A second group that gives the product, whose members are also in the first. */
  readonly secondGroupId: string
  readonly requiredGroupId: string
}

/** Furnishes the company. Everything here is history: nobody has been told of it. */
export function gatherCast(sandbox: Sandbox, { seed, cast, setup }: Scenario): Cast {
  const { company, site, tenant, clock } = sandbox
  const random = createRandom(`${seed}/cast`)
  const now = clock.now()
  const ago = (days: number): number => now - days * DAY_MS

  function holder(name: string, lastActiveAt: number | null): Person {
    return company.person(`${name} Quillfeather`, { seat: true, addedAt: ago(LONG_AGO_DAYS), lastActiveAt })
  }
  function many(name: string, count: number, add: (name: string) => Person): Person[] {
    return Array.from({ length: count }, (_, index) => add(`${name}${index}`))
  }
  function addOrganizationAdmin(lastActiveAt: number): string {
    const person = company.person('Orgadmin Quillfeather')
    const { accountId } = site.addAccount({
      email: emailOf(tenant.users.get(person.userId)!),
      displayName: person.name,
      platformRoles: ['atlassian/org-admin'],
      addedAt: ago(LONG_AGO_DAYS),
      lastActiveAt,
      by: 'admin',
    })
    site.setMember(accountId, company.accessGroupId, true, 'admin')
    return accountId
  }
  const idleSince = (): number => ago(random.int(DORMANCY_DAYS + 1, 400)) - random.int(0, DAY_MS - 1)

  many('Active', cast.active, (name) => holder(name, ago(setup.quietDays) - random.int(14, 40) * HOUR_MS))
  const idle = many('Idle', cast.idle, (name) => holder(name, idleSince()))
  many('Edge', cast.edge, (name) => holder(name, ago(DORMANCY_DAYS) + random.int(-1, 30) * HOUR_MS))
  many('Unknown', cast.unknown, (name) => holder(name, null))
  many('Without', cast.without, (name) => company.person(`${name} Quillfeather`, { account: true, addedAt: ago(200) }))
  many('Fresh', cast.fresh, (name) => company.person(`${name} Quillfeather`))
  many('Gone', cast.disabled, (name) => company.person(`${name} Quillfeather`, { enabled: false, addedAt: ago(700) }))

  const orgAdmin = addOrganizationAdmin(idleSince())
  const others = ['Siteadmin', 'Exempt', 'Exemptgroup'].map((name) => holder(name, idleSince()))
  const [siteAdmin, exempt, exemptMember] = others.map((one) => company.accountOf(one).accountId)
  const exemptGroup = site.addGroup({ name: 'never-swept' })
  site.setMember(exemptMember!, exemptGroup.groupId, true, 'admin')
  const admins = [...site.groups.values()].find(({ name }) => name === 'company-administrators')!
  site.setMember(siteAdmin!, admins.groupId, true, 'admin')

  const second = site.addGroup({ name: 'jira-users-project', productKeys: [company.productKey] })
  for (const one of idle.slice(0, 2)) site.setMember(company.accountOf(one).accountId, second.groupId, true, 'admin')
  for (const one of idle.slice(1, 4))
    site.setMember(company.accountOf(one).accountId, company.projectGroupId, true, 'admin')
  const synced = site.addGroup({
    name: 'jira-users-of-the-directory',
    externalSynced: true,
    productKeys: [company.productKey],
  })
  const syncedHolder = company.person('Synced Quillfeather', { account: true, addedAt: ago(LONG_AGO_DAYS) })
  site.recordActivity(company.accountOf(syncedHolder).accountId, idleSince())
  site.setMember(company.accountOf(syncedHolder).accountId, synced.groupId, true, 'directory')

  const required = tenant.addGroup('Staff')
  for (const one of company.people) tenant.setMember(required.id, one.userId, true)
  site.setSeats(company.productKey, site.seatsUsed(company.productKey) + setup.freeSeats)
  return {
    protectedIds: new Map([
      [orgAdmin, 'organization administrator'],
      [siteAdmin!, 'site administrator through a group'],
      [exempt!, 'exempt person'],
      [exemptMember!, 'member of an exempt group'],
    ]),
    exemptPersonId: exempt!,
    exemptGroupId: exemptGroup.groupId,
    syncedGroupId: synced.groupId,
    secondGroupId: second.groupId,
    requiredGroupId: required.id,
  }
}
