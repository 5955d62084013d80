import { isRemoval, tally } from '../../core/plan'
import type { Plan, SkipReason } from '../../core/plan'
import { planProvision } from '../../core/provision'
import { keyedDigest } from '../../core/digest'
import { matchAccounts } from '../../core/match-accounts'
import type { Settings } from '../../core/settings'
import { MINUTE_MS, SECOND_MS } from '../../core/time'
import { checkWholeRead } from '../../core/whole-read'
import type { WholeReadRefusal } from '../../core/whole-read'
import type { SeatRecord } from '../../core/people'
import type { Ports } from '../../ports'
import { readDigestKey } from './digest-key'
import { keys } from '../keys'
import { armedNow } from '../licence'
import { readAllLinks, saveLinks } from './link-store'
import { findReadOnlyGroups } from '../group-gate'
import { readAccessGroupIds } from '../products'
import { readRules } from './provision-rules'
import { forgetAcceptedSizes, readAcceptedSizes, toRefusedSize } from './accepted-sizes'
import {
  THE_DIRECTORY,
  THE_ORGANIZATION,
  describeRefusal,
  readDirectory,
  readLastGood,
  saveLastGood,
} from './read-directory'
import type { LastGood } from './read-directory'
import { saveReport } from '../run/run-report'
import type { RunReport } from '../run/run-report'
import { scanAccounts } from './scan-accounts'
import { forgetScan } from './scan-store'
import { readSettings } from '../settings'
import { saveIndex } from '../plan/people-index'
import { plansOf, submitPlan } from '../plan/submit-plan'

/** People who stay without an account of their own, and why. */
const WITHOUT_ACCOUNT: ReadonlySet<SkipReason> = new Set(['missing', 'no-address', 'matched-twice'])
/** Beside the pages of the directory: planning, saving, and a reserve. */
const NEEDS_MS = 2 * MINUTE_MS
const NEEDS_REQUESTS = 50
/** An invocation may never have more than that: with many required groups the run begins the directory with what there is. */
const NEEDS_GROUPS_MAX = 10

/**
 * One full provision run: snapshot → plan → hand over. @returns false when the account scan goes on in another invocation
 */
export async function runProvision(ports: Ports, runId: string): Promise<boolean> {
  const { store, records, clock } = ports
  const startedAt = clock.now().toISOString()
  const report = (rest: Omit<RunReport, 'runId' | 'startedAt' | 'endedAt'>): Promise<void> =>
    saveReport(store, 'provision', { runId, startedAt, endedAt: clock.now().toISOString(), ...rest })
  const refuse = async (refusal: WholeReadRefusal): Promise<true> => {
    const because = describeRefusal(refusal)
    await forgetAcceptedSizes(store, [refusal.source])
    await report({ outcome: 'refused', counts: {}, skips: {}, because, ...toRefusedSize(refusal) })
    return true
  }

  const settings = await readSettings(store)
  const lastGood = await readLastGood(store)
  const links = await readAllLinks(records)
  const digestKey = await readDigestKey(ports.secrets)
  const digestOf = (email: string): string => keyedDigest(digestKey, email)
  const accessGroupIds = await readAccessGroupIds(ports, settings)
  const readOnly = await findReadOnlyGroups(ports, accessGroupIds)
  const changeable = accessGroupIds.filter((groupId) => !readOnly.has(groupId))
  const context = {
    links,
    accessGroupIds: changeable,
    settings,
    now: clock.now(),
    digestOf,
    needs: await readNeeds(ports.directory, settings, lastGood),
  }
  const scan = await scanAccounts(ports, runId, context)
  if (scan.type === 'continues') return false
  const accepted = await readAcceptedSizes(store)
  const size = accepted[THE_ORGANIZATION]?.size
  const tooFew = checkWholeRead(THE_ORGANIZATION, scan.seen, lastGood.accounts ?? null, size)
  if (tooFew !== null) return refuse(tooFew)
  const directory = await readDirectory(ports.directory, settings, lastGood, accepted)
  if ('because' in directory) return refuse(directory)

  const matching = matchAccounts(scan.accounts, directory.people, links, digestOf)
  const rules = await readRules(ports, settings, digestKey)
  const { plan, linkChanges, seatChanges } = planProvision({ ...directory, matching, links }, rules, clock.now())
  await saveSeatChanges(ports, seatChanges)
  await saveLinks(records, linkChanges)
  await saveIndex(store, 'unmatched', [
    ...matching.unmatchedIds.map((accountId) => ({ accountId, because: 'nobody' })),
    ...plan.skips.flatMap(({ id, because }) => (WITHOUT_ACCOUNT.has(because) ? [{ objectId: id, because }] : [])),
  ])
  await saveLastGood(store, {
    people: directory.people.size,
    accounts: scan.seen,
    linked: plan.population,
    readAt: startedAt,
  })
  await forgetAcceptedSizes(store, [THE_DIRECTORY, THE_ORGANIZATION])

  const { writes, leavers } = splitPlan(plan)
  const origin = { run: 'provision', runId } as const
  const isArmed = armedNow(ports, settings).provision
  const submitted = await submitPlan(ports, { ...origin, planId: runId }, writes, isArmed)
  const leaversPlanId = `${runId}:leavers`
  const held = await submitPlan(ports, { ...origin, planId: leaversPlanId }, leavers, isArmed)
  await report({
    outcome: held.outcome === 'held' ? 'held' : submitted.outcome === 'done' ? held.outcome : submitted.outcome,
    counts: {
      people: directory.people.size,
      accounts: scan.seen,
      matched: matching.rows.length,
      ...tally(plan.actions.map((action) => action.type)),
    },
    skips: tally(plan.skips.map((skip) => skip.because)),
    because: held.because,
    ...plansOf([
      [runId, submitted],
      [leaversPlanId, held],
    ]),
  })
  await forgetScan(store, runId)
  return true
}

/** What reading the directory takes after the scan; a second for a page is slow already. */
async function readNeeds(
  directory: Ports['directory'],
  { requiredGroupIds }: Settings,
  { people = 0 }: LastGood,
): Promise<{ timeMs: number; requests: number }> {
  const pages = await directory.countPages(people, Math.min(requiredGroupIds.length, NEEDS_GROUPS_MAX))
  return { timeMs: pages * SECOND_MS + NEEDS_MS, requests: pages + NEEDS_REQUESTS }
}

/** Removals are a plan of their own: when they are held, accounts are made all the same. */
function splitPlan(plan: Plan): { writes: Plan; leavers: Plan } {
  return {
    writes: { ...plan, actions: plan.actions.filter((action) => !isRemoval(action)) },
    leavers: { ...plan, kind: 'leavers', actions: plan.actions.filter(isRemoval), skips: [] },
  }
}

/** Remembers who holds access as of this read, so that an event of a holder needs no remote call. */
async function saveSeatChanges(ports: Ports, seatChanges: ReadonlyMap<string, boolean>): Promise<void> {
  if (seatChanges.size === 0) return
  const current = await ports.store.getMany<SeatRecord>([...seatChanges.keys()].map(keys.seat))
  const next = new Map<string, SeatRecord>()
  for (const [accountId, holds] of seatChanges) {
    const key = keys.seat(accountId)
    const record = current.get(key)
    if (record?.holds === holds) continue
    // Given back by somebody else since the last look: unused access counts from here (design rule 4).
    const granted = holds && record !== undefined ? { grantedAt: ports.clock.now().toISOString() } : {}
    next.set(key, { ...record, holds, ...granted })
  }
  await ports.store.setMany(next)
}
