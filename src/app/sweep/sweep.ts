import { tally } from '../../core/plan'
import type { Ports } from '../../ports'
import { armedNow } from '../read/licence'
import { holdersOf, makeSweepPlan } from './make-sweep-plan'
import { noteHolders } from './note-holders'
import { forgetAcceptedSizes, toRefusedSize } from '../state/accepted-sizes'
import { forgetMaking } from '../state/makers'
import { changeLastGood } from '../state/last-good'
import { saveIndex } from '../state/people-index'
import type { IndexEntry } from '../state/people-index'
import { LAST_SWEEP, saveReview } from '../state/review-store'
import { countOddRows, nameOddRows, saveReport } from '../state/run-report'
import type { RunReport } from '../state/run-report'
import { readSettings } from '../state/settings'
import { saveProtections } from '../read/protections'
import { plansOf, submitPlan } from '../apply/submit-plan'

/**
 * One sweep: plan, hand over, report. What was planned and why stays readable until the next one.
 * @returns false when the scan of the holders goes on in another invocation
 */
export async function runSweep(ports: Ports, runId: string): Promise<boolean> {
  const { store, clock } = ports
  const startedAt = clock.now().toISOString()
  const settings = await readSettings(store)
  const report = (rest: Omit<RunReport, 'runId' | 'startedAt' | 'endedAt'>): Promise<void> =>
    saveReport(store, 'sweep', {
      ...{ runId, startedAt, endedAt: clock.now().toISOString(), settingsVersion: settings.version },
      ...rest,
    })
  const made = await makeSweepPlan(ports, settings, runId, (found) => noteHolders(ports, found))
  if (made.type === 'continues') return false
  if (made.type === 'refused') {
    const { holders, because, refusal } = made
    if (refusal !== null) await forgetAcceptedSizes(store, [refusal.source])
    const size = refusal === null ? {} : toRefusedSize(refusal)
    await report({ outcome: 'refused', counts: { holders }, skips: {}, because, ...size })
    return true
  }
  const { plan, notices, holders, usedIn, synchronised, readOnlyGroupIds, protections, adminGroupIds, odd } = made
  await saveProtections(ports, protections, adminGroupIds)
  await changeLastGood(store, (current) => ({
    ...current,
    ...{ holders: { ...current.holders, ...holders }, holding: plan.population, readOnlyGroupIds },
    usedIn: [...usedIn].sort(),
  }))
  await forgetAcceptedSizes(store, Object.keys(holders).map(holdersOf))
  await saveIndex(store, 'synchronised', synchronised.map(toEntry))
  await saveReview(store, LAST_SWEEP, plan)
  const isArmed = armedNow(ports, settings).sweep
  const submission = await submitPlan(ports, { run: 'sweep', runId, planId: runId }, plan, isArmed)
  // A plan of its own: people are told on time, also while removals wait for an approval.
  const told = { run: 'sweep', runId, planId: `${runId}:notices` } as const
  const telling = await submitPlan(ports, told, notices, isArmed)
  const outcome = submission.outcome === 'done' ? telling.outcome : submission.outcome
  await report({
    outcome,
    counts: {
      holders: plan.population,
      // Whoever looked dormant is either revoked or skipped with the reason.
      dormant: plan.actions.length + plan.skips.length,
      revoke: submission.plan.actions.length,
      ...(notices.actions.length === 0 ? {} : { notify: notices.actions.length }),
      ...countOddRows(odd),
    },
    ...nameOddRows(odd),
    skips: tally(submission.plan.skips.map(({ because }) => because)),
    because: submission.because,
    ...plansOf([
      [runId, submission],
      [told.planId, telling],
    ]),
  })
  await forgetMaking(store, 'sweep', { outcome, runId, startedAt })
  return true
}

function toEntry(accountId: string): IndexEntry {
  return { accountId }
}
