import { isFreshSource } from '../core/dormancy'
import type { Account, SeatRecord } from '../core/people'
import { tally } from '../core/plan'
import { findCandidates, planSweep } from '../core/sweep'
import { newestOf } from '../core/time'
import { checkWholeRead } from '../core/whole-read'
import type { Ports } from '../ports'
import { keys } from './keys'
import { describeRefusal, readLastGood, saveLastGood } from './read-directory'
import { saveReport } from './run-report'
import type { RunReport } from './run-report'
import { readSettings } from './settings'
import { plansOf, submitPlan } from './submit-plan'

/** One sweep: who holds the product, who has not used it for `dormancyDays`, and who of those gives the seat back. */
export async function runSweep(ports: Ports, runId: string): Promise<void> {
  const { store, clock } = ports
  const startedAt = clock.now().toISOString()
  const report = (rest: Omit<RunReport, 'runId' | 'startedAt' | 'endedAt'>): Promise<void> =>
    saveReport(store, 'sweep', { runId, startedAt, endedAt: clock.now().toISOString(), ...rest })

  const settings = await readSettings(store)
  const seats = await ports.seats.readSeats(settings.productKey)
  const holders = await readHolders(ports, seats.accessGroupIds)
  const lastGood = await readLastGood(store)
  const refusal = checkWholeRead('the holders of access', holders.length, lastGood.holders ?? null)
  if (refusal !== null) {
    return report({
      outcome: 'refused',
      counts: { holders: holders.length },
      skips: {},
      because: describeRefusal(refusal),
    })
  }
  const newest = newestOf(holders.map((account) => account.lastSeen))
  if (!isFreshSource(newest, clock.now())) {
    const because =
      `Expected activity from the last 48 hours among ${holders.length} holders, the newest is ${newest ?? 'unknown'}. ` +
      'A source that is not fresh removes nobody; the next sweep looks again.'
    return report({ outcome: 'refused', counts: { holders: holders.length }, skips: {}, because })
  }

  const candidates = findCandidates(holders, settings.dormancyDays, clock.now())
  const records = await readSeatRecords(ports, candidates)
  const synchronisedGroupIds = await ports.accounts.readSynchronisedGroups(seats.accessGroupIds)
  const snapshot = { holders, accessGroupIds: seats.accessGroupIds, synchronisedGroupIds, records }
  const plan = planSweep(snapshot, settings, clock.now())
  if (lastGood.holders !== holders.length) await saveLastGood(store, { holders: holders.length })
  const submission = await submitPlan(ports, { run: 'sweep', runId, planId: runId }, plan, settings.armed.sweep)
  await report({
    outcome: submission.outcome,
    counts: { holders: holders.length, dormant: candidates.length, revoke: plan.actions.length },
    skips: tally(plan.skips.map((skip) => skip.because)),
    because: submission.because,
    ...plansOf([[runId, submission]]),
  })
}

async function readHolders(ports: Ports, groupIds: readonly string[]): Promise<Account[]> {
  const holders: Account[] = []
  let cursor: string | null = null
  do {
    const page = await ports.accounts.readPage({ groupIds }, cursor)
    for (const account of page.accounts) if (account.isActive) holders.push(account)
    cursor = page.cursor
  } while (cursor !== null)
  return holders
}

/** @returns seat records by account id */
export async function readSeatRecords(
  ports: Pick<Ports, 'store'>,
  accounts: readonly Pick<Account, 'accountId'>[],
): Promise<ReadonlyMap<string, SeatRecord>> {
  const byKey = await ports.store.getMany<SeatRecord>(accounts.map((account) => keys.seat(account.accountId)))
  const records = new Map<string, SeatRecord>()
  for (const { accountId } of accounts) {
    const record = byKey.get(keys.seat(accountId))
    if (record !== undefined) records.set(accountId, record)
  }
  return records
}
