import { pairOf } from '../../core/identity'
import type { Verdicts } from '../../core/identity'
import type { Matching } from '../../core/match-accounts'
import { joinOddRows } from '../../core/odd-rows'
import { splitPlan, tally } from '../../core/plan'
import type { ProvisionPlan } from '../../core/provision'
import type { SkipReason } from '../../core/plan'
import { isDecidedSince } from '../../core/people'
import type { Ports } from '../../ports'
import { changeSeatRecords } from '../state/seat-records'
import { armedNow } from '../read/licence'
import { forgetAcceptedSizes, toRefusedSize } from '../state/accepted-sizes'
import { saveKnownGroups, sourcesRead } from '../state/known-groups'
import { forgetMaking } from '../state/makers'
import { forgetLeftAccess } from '../state/left-behind'
import { saveLinks } from '../state/link-store'
import { makeProvisionPlan } from './make-provision-plan'
import { noteMissed } from './note-missed'
import { THE_DIRECTORY, THE_ORGANIZATION, describeRefusal } from '../read/read-directory'
import { saveProtections } from '../read/protections'
import { changeLastGood, pickExchanges } from '../state/last-good'
import { readPlansAhead } from '../state/plan-store'
import { countOddRows, nameOddRows, saveReport } from '../state/run-report'
import type { RunReport } from '../state/run-report'
import { readSettings } from '../state/settings'
import { saveIdentityDoubts } from '../state/identity-doubts'
import { saveIndex } from '../state/people-index'
import { plansOf, submitPlan } from '../apply/submit-plan'
import type { Submission } from '../apply/submit-plan'

const EXCHANGED =
  'Expected the directory that the run began with, got another one that was connected meanwhile. Nothing was changed; the next full run reads that one.'

/** People who stay without an account of their own, and why. */
const WITHOUT_ACCOUNT: ReadonlySet<SkipReason> = new Set(['missing', 'no-address', 'identity-in-doubt'])

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
  const refuse = async (because: string, more: Partial<RunReport> = {}): Promise<true> => {
    await report({ outcome: 'refused', counts: {}, skips: {}, because, ...more })
    return true
  }

  const made = await makeProvisionPlan(ports, settings, runId)
  if (made.type === 'continues') return false
  if (made.type === 'refused') {
    await forgetAcceptedSizes(store, [made.refusal.source])
    return refuse(describeRefusal(made.refusal), toRefusedSize(made.refusal))
  }
  const { scan, counted, directory, inScope, matching, verdicts, plan, links } = made
  const { linkChanges, seatChanges, protections, exchanges } = made
  const byAddress = matching.byAddress.length
  const lastGood = await changeLastGood(store, (current) =>
    (current.exchanges ?? 0) !== exchanges
      ? current
      : {
          ...current,
          people: directory.people.size,
          accounts: scan.seen,
          counted,
          linked: plan.population,
          readAt: startedAt,
          ...(byAddress === 0 ? {} : { byAddress: (current.byAddress ?? 0) + byAddress }),
        },
  )
  const { byAddress: linkedByAddress = 0 } = lastGood
  if ((lastGood.exchanges ?? 0) !== exchanges) return refuse(EXCHANGED)
  await saveSeatChanges(ports, seatChanges, startedAt)
  // First: a run that dies in between finds the link as it was, and passes it on again.
  await forgetLeftAccess(
    store,
    [...matching.passed.keys()].flatMap((objectId) => linkChanges.get(objectId)?.accountId ?? []),
  )
  if (!(await saveLinks(store, linkChanges, { read: links, exchanges }))) return refuse(EXCHANGED)
  await saveIndex(store, 'unmatched', [
    ...matching.unmatchedIds.map((accountId) => ({ accountId, because: 'nobody' })),
    ...plan.skips.flatMap(({ id, because }) => (WITHOUT_ACCOUNT.has(because) ? [{ objectId: id, because }] : [])),
  ])
  await saveIdentityDoubts(store, matching.doubts, clock.now())
  await saveProtections(ports, protections)
  await saveKnownGroups(store, 'directory', directory)
  await forgetAcceptedSizes(store, [THE_DIRECTORY, THE_ORGANIZATION, ...sourcesRead(directory)])

  const isArmed = armedNow(ports, settings).provision
  const parts = splitPlan(plan).map(([suffix, part]) => [`${runId}${suffix}`, part] as const)
  const ahead = { ...ports, store: await readPlansAhead(store, parts) }
  const submitted: [planId: string, Submission][] = []
  for (const [planId, part] of parts)
    submitted.push([
      planId,
      await submitPlan(ahead, { run: 'provision', runId, planId, ...pickExchanges(lastGood) }, part, isArmed),
    ])
  const submissions = submitted.map(([, submission]) => submission)
  const held = submissions.find(({ outcome }) => outcome === 'held')
  const open = submissions.find(({ outcome }) => outcome !== 'done')
  const plans = submissions.map((one) => one.plan)
  const odd = joinOddRows([scan.odd, directory.odd])
  const outcome = held !== undefined ? 'held' : (open?.outcome ?? 'done')
  await report({
    outcome,
    counts: {
      people: directory.people.size,
      accounts: scan.seen,
      matched: matching.rows.length,
      ...tally(plans.flatMap(({ actions }) => actions.map(({ type }) => type))),
      ...countOddRows(odd),
      ...countIdentities(matching, verdicts, linkedByAddress),
    },
    ...nameOddRows(odd),
    skips: tally(plans.flatMap(({ skips }) => skips.map(({ because }) => because))),
    because: held?.because ?? null,
    ...plansOf(submitted),
  })
  await noteMissed(ports, settings, { lastGood, came: scan.came, inScope })
  await forgetMaking(store, 'provision', { outcome, runId, startedAt })
  return true
}

/** Doubts that nobody has decided, and accounts of which nothing but an address has told whose they are. */
function countIdentities({ doubts }: Matching, verdicts: Verdicts, byAddress: number): RunReport['counts'] {
  const open = doubts.filter(({ objectId, accountId }) => verdicts[pairOf(objectId, accountId)] === undefined)
  const foreignRecords = open.filter(({ because }) => because === 'record-of-nobody').length
  const counts = { inDoubt: open.length, foreignRecords, byAddress }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

/** Remembers who holds access as of this read, so that an event of a holder needs no remote call. */
async function saveSeatChanges(ports: Ports, seatChanges: ProvisionPlan['seatChanges'], readAt: string): Promise<void> {
  if (seatChanges.size === 0) return
  const at = ports.clock.now().toISOString()
  await changeSeatRecords(ports.store, seatChanges.keys(), (record, accountId) => {
    const change = seatChanges.get(accountId)
    const holds = change !== 'lost'
    if (record?.holds === holds || isDecidedSince(record, readAt)) return record
    // Given by somebody else since the last look: unused access counts from here (design rule 4).
    const isNew = change === 'given' || (holds && record !== null)
    return { ...record, holds, ...(isNew ? { grantedAt: at } : {}) }
  })
}
