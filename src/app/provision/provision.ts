import { joinOddRows } from '../../core/odd-rows'
import { splitPlan, tally } from '../../core/plan'
import type { ProvisionPlan } from '../../core/provision'
import type { SkipReason } from '../../core/plan'
import type { WholeReadRefusal } from '../../core/whole-read'
import type { Ports } from '../../ports'
import { changeSeatRecords } from '../state/seat-records'
import { armedNow } from '../read/licence'
import { forgetAcceptedSizes, toRefusedSize } from '../state/accepted-sizes'
import { saveKnownGroups, sourcesRead } from '../state/known-groups'
import { saveLinks } from '../state/link-store'
import { makeProvisionPlan } from './make-provision-plan'
import { THE_DIRECTORY, THE_ORGANIZATION, describeRefusal } from '../read/read-directory'
import { saveProtections } from '../read/protections'
import { saveLastGood } from '../state/last-good'
import { countOddRows, nameOddRows, saveReport } from '../state/run-report'
import type { RunReport } from '../state/run-report'
import { readSettings } from '../state/settings'
import { saveIndex } from '../state/people-index'
import { plansOf, submitPlan } from '../apply/submit-plan'

/** People who stay without an account of their own, and why. */
const WITHOUT_ACCOUNT: ReadonlySet<SkipReason> = new Set(['missing', 'no-address', 'matched-twice'])

/**
 * One full provision run: snapshot → plan → hand over. @returns false when the account scan goes on in another invocation
 */
export async function runProvision(ports: Ports, runId: string): Promise<boolean> {
  const { store, clock } = ports
  const startedAt = clock.now().toISOString()
  const settings = await readSettings(store)
  const report = (rest: Omit<RunReport, 'runId' | 'startedAt' | 'endedAt'>): Promise<void> =>
    saveReport(store, 'provision', {
      ...{ runId, startedAt, endedAt: clock.now().toISOString(), settingsVersion: settings.version },
      ...rest,
    })
  const refuse = async (refusal: WholeReadRefusal): Promise<true> => {
    const because = describeRefusal(refusal)
    await forgetAcceptedSizes(store, [refusal.source])
    await report({ outcome: 'refused', counts: {}, skips: {}, because, ...toRefusedSize(refusal) })
    return true
  }

  const made = await makeProvisionPlan(ports, settings, runId)
  if (made.type === 'continues') return false
  if (made.type === 'refused') return refuse(made.refusal)
  const { scan, directory, matching, plan, linkChanges, seatChanges, protections } = made
  await saveSeatChanges(ports, seatChanges)
  await saveLinks(store, linkChanges)
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
  await saveProtections(ports, protections)
  await saveKnownGroups(store, 'directory', directory)
  await forgetAcceptedSizes(store, [THE_DIRECTORY, THE_ORGANIZATION, ...sourcesRead(directory)])

  const { writes, leavers, memberships } = splitPlan(plan)
  const origin = { run: 'provision', runId } as const
  const isArmed = armedNow(ports, settings).provision
  const submitted = await submitPlan(ports, { ...origin, planId: runId }, writes, isArmed)
  const leaversPlanId = `${runId}:leavers`
  const leaving = await submitPlan(ports, { ...origin, planId: leaversPlanId }, leavers, isArmed)
  const groupsPlanId = `${runId}:groups`
  const regrouped = await submitPlan(ports, { ...origin, planId: groupsPlanId }, memberships, isArmed)
  const held = [leaving, regrouped].find(({ outcome }) => outcome === 'held')
  const open = [submitted, leaving, regrouped].find(({ outcome }) => outcome !== 'done')
  const plans = [submitted, leaving, regrouped].map((one) => one.plan)
  const odd = joinOddRows([scan.odd, directory.odd])
  await report({
    outcome: held !== undefined ? 'held' : (open?.outcome ?? 'done'),
    counts: {
      people: directory.people.size,
      accounts: scan.seen,
      matched: matching.rows.length,
      ...tally(plans.flatMap(({ actions }) => actions.map(({ type }) => type))),
      ...countOddRows(odd),
    },
    ...nameOddRows(odd),
    skips: tally(plans.flatMap(({ skips }) => skips.map(({ because }) => because))),
    because: held?.because ?? null,
    ...plansOf([
      [runId, submitted],
      [leaversPlanId, leaving],
      [groupsPlanId, regrouped],
    ]),
  })
  return true
}

/** Remembers who holds access as of this read, so that an event of a holder needs no remote call. */
async function saveSeatChanges(ports: Ports, seatChanges: ProvisionPlan['seatChanges']): Promise<void> {
  if (seatChanges.size === 0) return
  const at = ports.clock.now().toISOString()
  await changeSeatRecords(ports.store, seatChanges.keys(), (record, accountId) => {
    const change = seatChanges.get(accountId)
    const holds = change !== 'lost'
    if (record?.holds === holds) return record
    // Given by somebody else since the last look: unused access counts from here (design rule 4).
    const isNew = change === 'given' || (holds && record !== null)
    return { ...record, holds, ...(isNew ? { grantedAt: at } : {}) }
  })
}
