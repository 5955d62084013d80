import type { Decision } from '../../core/grant'
import type { SeatRecord } from '../../core/people'
import { SECOND_MS, dayNumber } from '../../core/time'
import type { AccessRequest, Ports } from '../../ports'
import { addToGrantReport } from './grant-report'
import type { GuardOutcome, GuardResult } from './guard'
import { ACTIVITY } from '../signals/activity'
import { findSource } from '../signals/registry'
import { changeSeatRecords } from '../state/seat-records'

/** What became of one request; null = nothing yet, it stays as it is. */
type Verdict =
  | { readonly count: 'granted' | 'already' | 'held'; readonly seat: Partial<SeatRecord> }
  | {
      readonly count: 'refused' | 'waiting' | 'notFound' | 'notAllowed'
      readonly state: 'refused' | 'waiting'
      readonly because: string
      readonly free: number
    }
  | null

const COUNTS = { granted: 0, already: 0, held: 0, refused: 0, waiting: 0, notFound: 0, notAllowed: 0 }

export interface Recorded {
  readonly granted: number
  /** Requests that the time did not reach. */
  readonly unserved: number
}

/** Remembers what became of each request. Records first, so that a crash repeats a decision rather than forgetting it. */
export async function recordDecisions(
  ports: Ports,
  slice: readonly AccessRequest[],
  decisions: ReadonlyMap<string, Decision>,
  { outcomes, lostRaces }: Pick<GuardResult, 'outcomes' | 'lostRaces'>,
): Promise<Recorded> {
  const now = ports.clock.now()
  const seats = new Map<string, Partial<SeatRecord>>()
  const over: string[] = []
  const changed: AccessRequest[] = []
  const counts = { ...COUNTS }
  const waits: number[] = []
  let byHand = 0
  let unserved = 0
  for (const request of slice) {
    const { key, accountId } = request
    const verdict = judge(request, decisions.get(key), outcomes.get(accountId), now)
    if (verdict === null) {
      unserved += 1
      continue
    }
    counts[verdict.count] += 1
    if (verdict.count === 'granted') {
      waits.push((now.getTime() - Date.parse(request.askedAt)) / SECOND_MS)
      // Somebody else's decision, as against a signal of the person's own.
      if (findSource(request.source)?.byHand === 'other') byHand += 1
    }
    if ('seat' in verdict) {
      seats.set(accountId, verdict.seat)
      over.push(key)
      continue
    }
    const { state, because, free } = verdict
    // Whoever waits already keeps the place; only a new reason is written.
    if (request.state === state && request.refusal?.because === because) continue
    changed.push({ ...request, state, refusal: { because, free, at: now.toISOString() } })
    if (state === 'refused') ports.log.info('request refused', { accountId, because })
  }
  await changeSeatRecords(ports.store, seats.keys(), (record, accountId) => ({
    ...record,
    holds: true,
    ...seats.get(accountId),
  }))
  await ports.requests.update(changed)
  await ports.requests.remove(over)
  await addToGrantReport(ports, { ...counts, lostRaces }, now, waits, byHand)
  return { granted: counts.granted, unserved }
}

function judge(
  { source }: AccessRequest,
  decision: Decision | undefined,
  outcome: GuardOutcome | undefined,
  now: Date,
): Verdict {
  if (decision?.type === 'holds')
    return { count: 'held', seat: source === ACTIVITY.name ? { seenDay: dayNumber(now) } : {} }
  if (decision?.type === 'refuse') return { count: 'refused', state: 'refused', because: decision.because, free: 0 }
  switch (outcome?.type) {
    case undefined:
      return null
    case 'granted':
      return { count: 'granted', seat: { grantedAt: now.toISOString() } }
    case 'already':
      return { count: 'already', seat: {} }
    case 'no-seat':
      return { count: 'waiting', state: 'waiting', because: 'no-seat', free: outcome.free }
    case 'failed': {
      // Not in the directory yet, or a group that may not be changed now: tried again while there are seats.
      const count = outcome.because === 'not-found' ? 'notFound' : 'notAllowed'
      return { count, state: 'waiting', because: outcome.because, free: 0 }
    }
  }
}
