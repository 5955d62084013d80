import { keyedDigest } from '../../core/digest'
import { keepDoubted, mappedDirectoryGroupIds, targetGroupIds } from '../../core/local-groups'
import { inChunks } from '../../core/chunks'
import type { Verdicts } from '../../core/identity'
import { findAddressed, matchAccounts } from '../../core/match-accounts'
import type { Claims, Matching, ScannedAccount } from '../../core/match-accounts'
import type { Account, Links } from '../../core/people'
import { findInScope } from '../../core/scope'
import { planProvision } from '../../core/provision'
import type { ProvisionPlan } from '../../core/provision'
import type { Settings } from '../../core/settings'
import { MINUTE_MS, SECOND_MS } from '../../core/time'
import { checkWholeRead } from '../../core/whole-read'
import type { WholeReadRefusal } from '../../core/whole-read'
import type { Ports } from '../../ports'
import { findReadOnlyGroups } from '../read/group-gate'
import { readGivingGroups } from '../read/products'
import { readDigestKey } from '../state/digest-key'
import { readAllLinks } from '../state/link-store'
import { readRules } from '../read/provision-rules'
import { readAcceptedSizes } from '../state/accepted-sizes'
import { readKnownGroups } from '../state/known-groups'
import { THE_ORGANIZATION, readDirectory } from '../read/read-directory'
import { readLastGood } from '../state/last-good'
import type { DirectoryRead } from '../read/read-directory'
import type { LastGood } from '../state/last-good'
import { readProtections } from '../read/protections'
import type { ProtectionsRead } from '../read/protections'
import { readTargets } from '../read/read-targets'
import { readVerdicts } from '../state/identity-doubts'
import { isLeft } from '../read/scan-pages'
import { scanAccounts } from '../read/scan-accounts'
import type { Scan } from '../read/scan-accounts'

/** Beside the pages of the directory: planning, saving, and a reserve. */
const NEEDS_MS = 2 * MINUTE_MS
const NEEDS_REQUESTS = 50
/** Addresses in one `users/search` (Organizations document of 2026-08-21). */
const EMAILS_PER_LOOK = 100
/** An invocation may never have more than that: with many required groups the run begins the directory with what there is. */
const NEEDS_GROUPS_MAX = 10
/** Before the first whole read nobody knows how many people there are: all but a minute of an invocation is kept for them. */
const NEEDS_UNKNOWN = { timeMs: 14 * MINUTE_MS, requests: 1_400 }

export type MadePlan =
  | { readonly type: 'continues' }
  | { readonly type: 'refused'; readonly refusal: WholeReadRefusal }
  | (ProvisionPlan & {
      readonly type: 'planned'
      readonly scan: Extract<Scan, { type: 'whole' }>
      /** How many accounts the organization itself counts. */
      readonly counted: number
      readonly links: Links
      /** As of `LastGood`, before anything was read. */
      readonly exchanges: number
      readonly verdicts: Verdicts
      readonly directory: DirectoryRead
      readonly inScope: ReadonlySet<string>
      readonly matching: Matching
      readonly protections: ProtectionsRead
    })

/**
 * Snapshot and plan of one full run by these settings. Writes nothing but where the account scan goes on, by the id of the
 * run; whoever asks forgets that scan in the end.
 */
export async function makeProvisionPlan(ports: Ports, settings: Settings, runId: string): Promise<MadePlan> {
  const { store, clock } = ports
  const lastGood = await readLastGood(store)
  const links = await readAllLinks(store)
  const digestKey = await readDigestKey(ports.secrets)
  const digestOf = (email: string): string => keyedDigest(digestKey, email)
  const { managed: accessGroupIds, all: seatGroupIds } = await readGivingGroups(ports, settings)
  const readOnly = await findReadOnlyGroups(ports, accessGroupIds)
  const changeable = accessGroupIds.filter((groupId) => !readOnly.has(groupId))
  const protections = await readProtections(ports, settings)
  const context = {
    links,
    accessGroupIds: changeable,
    targetGroupIds: targetGroupIds(settings),
    settledGroupIds: [...seatGroupIds, ...settings.noAccessGroupIds],
    settings,
    kept: protections.kept,
    now: clock.now(),
    digestOf,
    needs: await readNeeds(ports.directory, settings, lastGood),
  }
  const scan = await scanAccounts(ports, runId, context)
  if (scan.type === 'continues') return scan
  const accepted = await readAcceptedSizes(store)
  const size = accepted[THE_ORGANIZATION]?.size
  const counted = await ports.accounts.countAccounts()
  const refusal = checkWholeRead(THE_ORGANIZATION, scan.seen, expectAccounts(lastGood, counted), size)
  if (refusal !== null) return { type: 'refused', refusal }
  const known = await readKnownGroups(store, 'directory')
  const directory = await readDirectory(ports, settings, lastGood, known, accepted)
  if ('because' in directory) return { type: 'refused', refusal: directory }

  const rules = await readRules(ports, settings, digestKey)
  const inScope = findInScope(directory.people.values(), directory.memberOfRequired, rules.scope)
  const verdicts = await readVerdicts(store)
  const claims = { people: directory.people, inScope, links, digestOf, proofOf: rules.proofOf, verdicts }
  const matching = await matchEverybody(ports, scan.accounts, claims)
  const targets = await readTargets(ports, settings, accessGroupIds)
  const doubted = new Set(directory.doubts.map(({ groupId }) => groupId))
  const groups = { settings, targets: keepDoubted(targets, settings, doubted), members: directory.members }
  const isScopeInDoubt = directory.doubts.some(({ use }) => use === 'required')
  const planned = planProvision(
    { people: directory.people, inScope, isScopeInDoubt, matching, links, verdicts, groups },
    rules,
    clock.now(),
  )
  const { exchanges = 0 } = lastGood
  return {
    type: 'planned',
    ...planned,
    exchanges,
    scan,
    counted,
    directory,
    inScope,
    matching,
    links,
    verdicts,
    protections,
  }
}

/**
 * How many accounts a whole read has, by the last good one and by the organization's own count. What it counts and does not
 * list, or the other way round, was so at the last good read, too.
 */
function expectAccounts({ accounts, counted: before }: LastGood, counted: number): number {
  const share = accounts === undefined || before === undefined ? 1 : Math.min(1, accounts / Math.max(1, before))
  return Math.max(accounts ?? 0, Math.floor(counted * share))
}

/**
 * Asks the SCIM directory whose the accounts are that nothing but an address speaks for, and the organization for linked
 * accounts that have the address of somebody without one: in a quiet night for nobody.
 */
async function matchEverybody(
  { accounts, accountWriter, budget }: Pick<Ports, 'accounts' | 'accountWriter' | 'budget'>,
  scanned: readonly ScannedAccount[],
  claims: Claims,
): Promise<Matching> {
  const { people, inScope, links } = claims
  const first = matchAccounts(scanned, claims)
  const emailOf = (objectId: string): string => people.get(objectId)!.email
  const settled = new Set([...first.rows, ...first.doubts].map(({ objectId }) => objectId))
  const open = [...inScope].filter((id) => !links.has(id) && !settled.has(id) && emailOf(id) !== '')
  if (first.byAddress.length + open.length === 0) return first
  const records = first.byAddress.length === 0 ? null : await accountWriter.readOwners(first.byAddress.map(emailOf))
  const ownerOf = new Map([...links].map(([objectId, { accountId }]) => [accountId, objectId]))
  const found: Account[] = []
  // Whom the time does not reach is looked up before the account is made.
  for (const some of inChunks(open, EMAILS_PER_LOOK)) {
    if (!isLeft(budget, { timeMs: NEEDS_MS, requests: NEEDS_REQUESTS })) break
    found.push(...(await accounts.findByEmail(some.map(emailOf))))
  }
  const asked = open.map((objectId) => people.get(objectId)!)
  const addressed = findAddressed(asked, found, (accountId) => ownerOf.get(accountId))
  return matchAccounts(scanned, { ...claims, addressed, ...records })
}

/** What reading the directory takes after the scan; a second for a page is slow already. */
async function readNeeds(
  directory: Ports['directory'],
  settings: Settings,
  { people }: LastGood,
): Promise<{ timeMs: number; requests: number }> {
  if (people === undefined) return NEEDS_UNKNOWN
  const groups = new Set([...settings.requiredGroupIds, ...mappedDirectoryGroupIds(settings)])
  const pages = await directory.countPages(people, Math.min(groups.size, NEEDS_GROUPS_MAX))
  return { timeMs: pages * SECOND_MS + NEEDS_MS, requests: pages + NEEDS_REQUESTS }
}
