import { keyedDigest } from '../../core/digest'
import { mappedDirectoryGroupIds, targetGroupIds } from '../../core/local-groups'
import type { GroupSnapshot } from '../../core/local-groups'
import { findAddressed, matchAccounts } from '../../core/match-accounts'
import type { Claims } from '../../core/match-accounts'
import type { Account, Link, Links, Person } from '../../core/people'
import { planProvision } from '../../core/provision'
import type { ProvisionPlan } from '../../core/provision'
import { attributesOf } from '../../core/scope'
import type { Settings } from '../../core/settings'
import type { Ports } from '../../ports'
import { findReadOnlyGroups } from '../read/group-gate'
import { readAccessGroupIds } from '../read/products'
import { doubtedGroups } from '../state/known-groups'
import { readDigestKey } from '../state/digest-key'
import { readVerdicts } from '../state/identity-doubts'
import { readLinks, readPeopleOfAccounts } from '../state/link-store'
import { lookUpProtections } from '../read/protections'
import { readScopeOf, wholeOf } from '../read/read-people'
import { readRules } from '../read/provision-rules'
import { readLastGood } from '../state/last-good'
import type { LastGood } from '../state/last-good'
import { readTargets } from '../read/read-targets'
import { toScanned } from '../read/scan-accounts'

export interface PersonPlan extends ProvisionPlan {
  readonly accounts: readonly Account[]
  readonly links: Links
  /** Before anything was read. */
  readonly lastGood: LastGood
}

/** The nightly plan, made for one person: by the same rules, on what is read of this person alone. */
export async function planPerson(
  ports: Ports,
  person: Person,
  inScope: boolean,
  settings: Settings,
): Promise<PersonPlan> {
  const { objectId } = person
  const lastGood = await readLastGood(ports.store)
  const links = await readLinks(ports.store, [objectId])
  const link = links.get(objectId)
  const digestKey = await readDigestKey(ports.secrets)
  const digestOf = (email: string): string => keyedDigest(digestKey, email)
  const accounts = await findAccounts(ports, person, link)
  const giving = await readAccessGroupIds(ports, settings)
  const readOnly = await findReadOnlyGroups(ports, giving)
  const context = {
    accessGroupIds: giving.filter((groupId) => !readOnly.has(groupId)),
    targetGroupIds: targetGroupIds(settings),
    settings,
    kept: (await lookUpProtections(ports, settings, accounts)).kept,
    now: ports.clock.now(),
    digestOf,
  }
  const scanned = accounts.map((account) =>
    toScanned(account, link?.accountId === account.accountId ? objectId : null, context),
  )
  const rules = await readRules(ports, settings, digestKey)
  const { people, inScope: scoped } = await findSameAddress(ports, person, inScope, settings)
  const owned = await readPeopleOfAccounts(
    ports.store,
    accounts.map(({ accountId }) => accountId),
  )
  const addressed = findAddressed([person], accounts, (accountId) => owned.get(accountId))
  const records = link === undefined && scanned.length > 0 ? await ports.accountWriter.readOwners([person.email]) : null
  const verdicts = await readVerdicts(ports.store)
  const matching = matchAccounts(
    scanned.filter(({ accountId }) => (owned.get(accountId) ?? objectId) === objectId),
    {
      ...{ people, inScope: scoped, links, digestOf, proofOf: rules.proofOf, verdicts },
      ...{ addressed, ...records },
    },
  )
  const isOwn = (id: string): boolean => id === objectId
  // Whether an account under another address exists is not known here, so the directory is always asked first.
  const snapshot = {
    people: new Map([[objectId, person]]),
    inScope: new Set([...scoped].filter(isOwn)),
    matching: { ...matching, doubts: matching.doubts.filter((one) => isOwn(one.objectId)), unmatched: 1 },
    ...{ links, verdicts },
    groups: await readGroups(ports, objectId, settings, giving),
  }
  const planned = planProvision(snapshot, rules, ports.clock.now())
  return { ...planned, plan: { ...planned.plan, population: lastGood.linked ?? 0 }, accounts, links, lastGood }
}

/** The person, and everybody else with the address, since two in scope who share one are both left alone. */
async function findSameAddress(
  ports: Pick<Ports, 'directory'>,
  person: Person,
  isInScope: boolean,
  settings: Settings,
): Promise<Pick<Claims, 'people' | 'inScope'>> {
  const { objectId, email } = person
  const same = email === '' || !isInScope ? [] : await ports.directory.find(email, attributesOf(settings))
  const others = same.map((one) => one.objectId).filter((id) => id !== objectId)
  const read = await readScopeOf(ports.directory, others, settings)
  wholeOf({ found: read.people, failed: read.failed })
  const people = new Map([...read.people, [objectId, person]])
  return { people, inScope: new Set([...read.inScope, ...(isInScope ? [objectId] : [])]) }
}

async function findAccounts(ports: Ports, person: Person, link: Link | undefined): Promise<readonly Account[]> {
  if (link !== undefined) return [...(await ports.accounts.lookUp([link.accountId])).values()]
  if (person.email === '') return []
  return (await ports.accounts.readPage({ emails: [person.email] }, null)).accounts
}

/** Of the mapped groups only whether this person is in them: as a full run sees it, and without reading all members. */
async function readGroups(
  ports: Ports,
  objectId: string,
  settings: Settings,
  accessGroupIds: readonly string[],
): Promise<GroupSnapshot> {
  const mapped = mappedDirectoryGroupIds(settings)
  const memberOf =
    mapped.length === 0 ? [] : (wholeOf(await ports.directory.readMemberships([objectId], mapped)).get(objectId) ?? [])
  const members = new Map(memberOf.map((groupId) => [groupId, new Set([objectId])]))
  return { settings, targets: await readTargets(ports, settings, accessGroupIds), members }
}

/**
 * A group of the directory that is in doubt, or that was emptied since the last full run, empties the scope, or the groups
 * that follow it: a plan for one person takes nothing away because of such groups.
 * @returns the id of the first such group, or null
 * @throws AppError for a group that the directory does not know
 */
export async function findDoubtedGroup(
  { directory, store }: Pick<Ports, 'directory' | 'store'>,
  { plan }: ProvisionPlan,
  settings: Settings,
): Promise<string | null> {
  const leavesScope = plan.actions.some((action) => 'because' in action && action.because === 'out-of-scope')
  const leavesGroup = plan.actions.some(({ type }) => type === 'leave-group')
  const groupIds = new Set([
    ...(leavesScope ? settings.requiredGroupIds : []),
    ...(leavesGroup ? mappedDirectoryGroupIds(settings) : []),
  ])
  if (groupIds.size === 0) return null
  const doubted = Object.values(await doubtedGroups.read(store)).map(({ groupId }) => groupId)
  for (const groupId of groupIds)
    if (doubted.includes(groupId) || !(await hasMembers(directory, groupId))) return groupId
  return null
}

/** Reads one page, unless it is empty. */
async function hasMembers(directory: Pick<Ports['directory'], 'readGroupMembers'>, groupId: string): Promise<boolean> {
  for await (const page of directory.readGroupMembers(groupId)) if (page.length > 0) return true
  return false
}
