import { decideGrant } from '../core/grant'
import type { Decision } from '../core/grant'
import type { Account, SeatRecord } from '../core/people'
import type { Settings } from '../core/settings'
import { SECOND_MS, dayNumber } from '../core/time'
import type { AccessRequest, Ports } from '../ports'
import { isStillInScope } from './apply-creates'
import { grantUnderGuard } from './guard'
import type { GuardOutcome } from './guard'
import { inParallel } from './in-parallel'
import { keys } from './keys'
import { readPeopleOfAccounts } from './link-store'
import type { ProductRead } from './products'
import { saveReport, readReport } from './run-report'
import { readSeatRecords } from './sweep'

/** No new grant is begun with less than this left of the invocation. */
const MIN_TIME_MS = 10 * SECOND_MS

export interface Served {
  readonly granted: number
  /** Requests that the time did not reach; they stay as they are. */
  readonly unserved: number
}

/** Decides these requests, oldest first, and carries the decisions out. Each person is read anew from the directory first. */
export async function serveRequests(
  ports: Ports,
  settings: Settings,
  read: ProductRead,
  slice: readonly AccessRequest[],
): Promise<Served> {
  const { decisions, accounts } = await decide(ports, settings, read, slice)
  const wanting = slice.filter((request) => decisions.get(request.key)?.type === 'wants-seat')
  const { outcomes, lostRaces } = await grantUnderGuard(
    ports,
    settings,
    read.product,
    wanting.map(({ accountId }) => ({ accountId, groupIds: accounts.get(accountId)?.groupIds ?? [] })),
    () => ports.budget.timeLeftMs() < MIN_TIME_MS || ports.budget.requestsLeft() < 25,
  )
  return record(ports, slice, decisions, outcomes, lostRaces)
}

async function decide(
  ports: Ports,
  settings: Settings,
  read: ProductRead,
  slice: readonly AccessRequest[],
): Promise<{ decisions: ReadonlyMap<string, Decision>; accounts: ReadonlyMap<string, Account> }> {
  const accountIds = slice.map((request) => request.accountId)
  const { accessGroupIds } = read.seats
  const [accounts, objectIds] = await Promise.all([
    ports.accounts.lookUp(accountIds),
    readPeopleOfAccounts(ports.records, accountIds),
  ])
  const people = await ports.directory.lookUp([...objectIds.values()])
  const decisions = new Map<string, Decision>()
  await inParallel(slice, async ({ key, accountId }) => {
    const person = people.get(objectIds.get(accountId) ?? '') ?? null
    const inScope = person !== null && (await isStillInScope(ports, person, settings))
    const account = accounts.get(accountId) ?? null
    decisions.set(key, decideGrant({ account, person, inScope, accessGroupIds }))
  })
  return { decisions, accounts }
}

/** Remembers what became of each request. Records first, so that a crash repeats a decision rather than forgetting it. */
async function record(
  ports: Ports,
  slice: readonly AccessRequest[],
  decisions: ReadonlyMap<string, Decision>,
  outcomes: ReadonlyMap<string, GuardOutcome>,
  lostRaces: number,
): Promise<Served> {
  const now = ports.clock.now()
  const known = await readSeatRecords(ports, slice)
  const seats = new Map<string, SeatRecord>()
  const over: string[] = []
  const waits: AccessRequest[] = []
  const counts = { granted: 0, held: 0, refused: 0, waiting: 0, lostRaces }
  let unserved = 0
  for (const request of slice) {
    const { key, accountId, source } = request
    const decision = decisions.get(key)
    const outcome = outcomes.get(accountId)
    const record = known.get(accountId)
    if (decision?.type === 'holds') {
      counts.held += 1
      const seen = source === 'activity' ? { seenDay: dayNumber(now) } : {}
      seats.set(keys.seat(accountId), { ...record, holds: true, ...seen })
      over.push(key)
    } else if (decision?.type === 'refuse') {
      counts.refused += 1
      over.push(key)
      ports.log.info('request refused', { accountId, because: decision.because })
    } else if (outcome?.type === 'granted') {
      counts.granted += 1
      seats.set(keys.seat(accountId), { ...record, holds: true, grantedAt: now.toISOString() })
      over.push(key)
    } else if (outcome === undefined) {
      unserved += 1
    } else {
      counts.waiting += 1
      const refusal =
        outcome.type === 'no-seat'
          ? { because: 'no-seat', free: outcome.free, at: now.toISOString() }
          : { because: outcome.because, free: 0, at: now.toISOString() }
      // Whoever waits already keeps the place; only a new reason is written.
      if (request.state !== 'waiting' || request.refusal?.because !== refusal.because) {
        waits.push({ ...request, state: 'waiting', refusal })
      }
    }
  }
  await ports.store.setMany(seats)
  await inParallel(waits, (request) => ports.requests.update(request))
  await ports.requests.remove(over)
  await addToReport(ports, counts, now)
  return { granted: counts.granted, unserved }
}

/** Grants are one long run: its counts are those of the present day (UTC). */
async function addToReport(ports: Ports, counts: Readonly<Record<string, number>>, now: Date): Promise<void> {
  if (Object.values(counts).every((count) => count === 0)) return
  const runId = now.toISOString().slice(0, 10)
  const before = await readReport(ports.store, 'grant')
  const today = before?.runId === runId ? before : null
  const sums: Record<string, number> = { ...today?.counts }
  for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count
  await saveReport(ports.store, 'grant', {
    runId,
    startedAt: today?.startedAt ?? now.toISOString(),
    endedAt: now.toISOString(),
    outcome: 'done',
    counts: sums,
    skips: {},
    because: null,
  })
}
