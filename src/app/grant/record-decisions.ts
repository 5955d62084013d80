import { isTimeCome } from '../../core/back-off'
import { askedWaitOf } from '../../core/errors'
import type { PersonalCode } from '../../core/errors'
import type { Decision } from '../../core/grant'
import type { SeatRecord } from '../../core/people'
import { SECOND_MS, dayNumber } from '../../core/time'
import type { AccessRequest, Ports } from '../../ports'
import { addToGrantReport } from './grant-report'
import type { GuardOutcome, GuardResult } from './guard'
import { ACTIVITY } from '../signals/activity'
import { findSource } from '../signals/registry'
import { changeSeatRecords } from '../state/seat-records'
import { putOff, withoutRetry } from './retries'

/** What became of one request; null = nothing yet, it stays as it is. */
type Verdict =
  | { readonly count: 'granted' | 'already' | 'held'; readonly seat: Partial<SeatRecord> }
  | {
      readonly count: 'refused' | 'waiting'
      readonly state: 'refused' | 'waiting'
      readonly because: string
      readonly free: number
    }
  | {
      readonly count: 'notFound' | 'notAllowed'
      readonly because: string
      readonly isCounted: boolean
      readonly waitMs?: number
    }
  | null

/** A person of whom the directory did not tell, or not for certain: nothing is decided, and asked again later. */
export interface Unread {
  readonly type: 'unread'
  readonly because: PersonalCode | 'scope-in-doubt' | 'identity-in-doubt'
  readonly waitMs?: number
}

const COUNTS = { granted: 0, already: 0, held: 0, refused: 0, waiting: 0, notFound: 0, notAllowed: 0 }
/** Of those who wait for the same reason, so many are looked for: the largest page of a query. */
const LISTED = 100

export interface Recorded {
  readonly granted: number
  /** Requests that are not as they were: over, refused, waiting or put off. */
  readonly changed: number
  /** Requests that the time did not reach. */
  readonly unserved: number
  /** Some of those who were put off for a reason that is over for somebody are to be tried now. */
  readonly isMoreDue: boolean
  /** Somebody failed for the first time. */
  readonly isPutOff: boolean
}

/** Remembers what became of each request. Records first, so that a crash repeats a decision rather than forgetting it. */
export async function recordDecisions(
  ports: Ports,
  slice: readonly AccessRequest[],
  decisions: ReadonlyMap<string, Decision | Unread>,
  { outcomes, suspects, lostRaces }: Omit<GuardResult, 'failure'>,
): Promise<Recorded> {
  const now = ports.clock.now()
  const seats = new Map<string, Partial<SeatRecord>>()
  const over: string[] = []
  const changed: AccessRequest[] = []
  const counts = { ...COUNTS }
  const waits: number[] = []
  const overcome = new Set<string>()
  const acts = new Map<string, number[]>()
  let byHand = 0
  let unserved = 0
  let isPutOff = false
  for (const request of slice) {
    const { key, accountId } = request
    const verdict = judge(request, decisions.get(key), outcomes.get(accountId), suspects.has(accountId), now)
    if (verdict === null) {
      unserved += 1
      continue
    }
    counts[verdict.count] += 1
    if (verdict.count === 'granted') {
      waits.push((now.getTime() - Date.parse(request.askedAt)) / SECOND_MS)
      const { source, actedAt = request.askedAt } = request
      acts.set(source, [...(acts.get(source) ?? []), (now.getTime() - Date.parse(actedAt)) / SECOND_MS])
      // Somebody else's decision, as against a signal of the person's own.
      if (findSource(request.source)?.byHand === 'other') byHand += 1
    }
    if ('seat' in verdict) {
      seats.set(accountId, verdict.seat)
      over.push(key)
      if (request.nextAt !== undefined && request.refusal !== undefined) overcome.add(request.refusal.because)
      continue
    }
    if ('isCounted' in verdict) {
      const { because, isCounted, waitMs } = verdict
      const later = putOff({ ...request, state: 'open' }, because, isCounted, now, waitMs)
      changed.push(later)
      isPutOff ||= request.nextAt === undefined
      ports.log.info('request put off', { accountId, because, tries: later.tries, nextAt: later.nextAt })
      continue
    }
    const { state, because, free } = verdict
    // Whoever waits already keeps the place; only a new reason is written.
    if (request.state === state && request.refusal?.because === because) continue
    changed.push({ ...withoutRetry(request), state, refusal: { because, free, at: now.toISOString() } })
    if (state === 'refused') ports.log.info('request refused', { accountId, because })
  }
  await changeSeatRecords(ports.store, seats.keys(), (record, accountId) => ({
    ...record,
    // Whoever gave it, and whenever: unused access counts from now (design rule 4). Also of those who are known to hold it: a
    // write that was never answered may have given back what somebody else had just taken, and that event comes late.
    grantedAt: now.toISOString(),
    holds: true,
    ...seats.get(accountId),
  }))
  await ports.requests.update(changed)
  await ports.requests.remove(over)
  await addToGrantReport(ports, { ...counts, lostRaces }, now, waits, byHand, acts)
  const isMoreDue = overcome.size > 0 && (await bringForward(ports, overcome, now))
  return { granted: counts.granted, changed: changed.length + over.length, unserved, isMoreDue, isPutOff }
}

/** What stood in the way of one of them is gone: the others who wait for the same need not wait for their own time. */
async function bringForward(
  { requests, log }: Pick<Ports, 'requests' | 'log'>,
  overcome: ReadonlySet<string>,
  now: Date,
): Promise<boolean> {
  const listed = await requests.list('open', LISTED)
  const waiting = listed.filter(({ refusal, nextAt }) => nextAt !== undefined && overcome.has(refusal?.because ?? ''))
  const current = await requests.getMany(waiting.filter((one) => !isTimeCome(one, now)).map(({ key }) => key))
  const due = current.filter((one) => one.state === 'open' && !isTimeCome(one, now))
  if (due.length === 0) return false
  await requests.update(due.map((one) => ({ ...one, nextAt: now.toISOString() })))
  log.info('requests brought forward', { count: due.length, because: [...overcome].join() })
  return true
}

function judge(
  { source }: AccessRequest,
  decision: Decision | Unread | undefined,
  outcome: GuardOutcome | undefined,
  isSuspect: boolean,
  now: Date,
): Verdict {
  switch (decision?.type) {
    case 'holds':
      return { count: 'held', seat: source === ACTIVITY.name ? { seenDay: dayNumber(now) } : {} }
    case 'refuse':
      return { count: 'refused', state: 'refused', because: decision.because, free: 0 }
    case 'unread':
      return { count: 'notAllowed', because: decision.because, isCounted: true, ...askedWaitOf(decision) }
  }
  switch (outcome?.type) {
    case undefined:
      return null
    case 'granted':
      return { count: 'granted', seat: {} }
    case 'already':
      return { count: 'already', seat: {} }
    case 'no-seat':
      return { count: 'waiting', state: 'waiting', because: 'no-seat', free: outcome.free }
    case 'failed': {
      // Not in the directory yet, or a group that may not be changed now.
      const count = outcome.because === 'not-found' ? 'notFound' : 'notAllowed'
      return { count, because: outcome.because, isCounted: !isSuspect, ...askedWaitOf(outcome) }
    }
  }
}
