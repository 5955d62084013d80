import { watchCalls } from '../../core/breaker'
import { askedWaitOf } from '../../core/errors'
import { isRemoval } from '../../core/plan'
import type { Action } from '../../core/plan'
import { bringForward, isTroubled, noteTries, personIdOf, troubleKeyOf } from '../../core/troubles'
import type { Troubles, Try } from '../../core/troubles'
import type { Ports } from '../../ports'
import type { PlanHeader } from '../state/plan-store'
import { changeTroubles } from '../state/troubles'
import type { TroubleHead } from '../state/troubles'
import type { Done, Step } from './action-type'

/** One person of a batch, and what became of them. */
export interface Tried {
  readonly action: Action
  readonly step: Step
  readonly done: Done
  readonly isSuspect: boolean
}

/** What was known before the batch. */
export interface KnownTroubles {
  readonly head: TroubleHead
  /** Of the people of the batch. */
  readonly troubles: Troubles
}

/**
 * Remembers who of a batch failed, forgets whose trouble is over, and watches whether it is the call that fails. Reads and
 * writes nothing where nobody failed and nobody was in trouble.
 * @param type of every action of the batch
 */
export async function noteOutcomes(
  { store, clock, log }: Pick<Ports, 'store' | 'clock' | 'log'>,
  { head, troubles }: KnownTroubles,
  header: Pick<PlanHeader, 'kind' | 'approvedBy'>,
  type: Action['type'],
  people: readonly Tried[],
): Promise<void> {
  const now = clock.now()
  const tries = people.flatMap((one) => toTry(one) ?? []).filter(isNews(troubles))
  const calls = people.filter(isCall).map(({ done }) => ({ because: becauseOf(done) }))
  const breaker = head.breakers[type]
  const watched = watchCalls(breaker, calls, now)
  if (tries.length === 0 && JSON.stringify(watched) === JSON.stringify(breaker)) return
  if (watched?.open !== undefined && breaker?.open === undefined)
    log.warn('calls of one type fail for most people: one is tried every 15 minutes', { type, ...watched.open })
  await changeTroubles(
    store,
    tries.map(({ action }) => personIdOf(action)),
    (before, isHere) =>
      noteTries(
        before,
        tries.filter(({ action }) => isHere(personIdOf(action))),
        header,
        now,
      ),
    (breakers) => {
      const { [type]: known, ...others } = breakers
      const next = watchCalls(known, calls, now)
      return next === undefined ? others : { ...others, [type]: next }
    },
  )
  const succeeded = tries.flatMap(({ action, isSuccess }) => (isSuccess ? (troubles[troubleKeyOf(action)] ?? []) : []))
  if (succeeded.length > 0) await changeTroubles(store, null, (before) => bringForward(before, succeeded, now))
}

function toTry({ action, step, done, isSuspect }: Tried): Try | null {
  if (!isTroubled(action)) return null
  const because = becauseOf(done)
  const isSuccess = 'one' in step && because === null && done.outcome !== 'skipped'
  const groupIds = done.groupIds ?? ('one' in step ? step.groupIds : undefined) ?? []
  const isTaken = isRemoval(action) && because !== null && groupIds.length > 0
  return { action, because, isSuccess, isSuspect, isTaken, ...askedWaitOf(done) }
}

function isNews(troubles: Troubles): (one: Try) => boolean {
  return ({ action, because }) => because !== null || troubleKeyOf(action) in troubles
}

/** Somebody was called, or could not be looked up, and it was not an outage. */
function isCall({ step, done, isSuspect }: Tried): boolean {
  return !isSuspect && done.outcome !== 'skipped' && ('one' in step || done.outcome === 'failed')
}

function becauseOf({ outcome, because = 'unexpected' }: Done): NonNullable<Done['because']> | null {
  return outcome === 'failed' ? because : null
}
