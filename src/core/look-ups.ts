import { askedWaitOf, personalCodeOf, unclearCodeOf } from './errors'
import type { PersonalCode } from './errors'

/**
 * What a look-up of several people gave. Nobody may be taken to be absent who is among the failed: about them nothing is
 * known now.
 */
export interface LookedUp<T> {
  /** By id; who is neither here nor failed is not there. */
  readonly found: ReadonlyMap<string, T>
  /** Why there was no answer about this one, while there was about others. */
  readonly failed: ReadonlyMap<string, PersonalCode>
  /** How long the service wants to be left alone about them, where it said so: the longest. */
  readonly waitMs?: number
}

export interface LookUps<T> extends Omit<LookedUp<T>, 'waitMs'> {
  /** @param value null: is not there */
  answer(id: string, value: T | null): void
  /** @throws the error, where it is about more than this one */
  fail(id: string, error: unknown): void
  /**
   * @returns the last error where nobody is answered, or three in a row are to wait: that is the service's trouble and nobody's
   * own; else null
   */
  outage(): unknown
  done(): LookedUp<T>
}

/** So many different people without an answer, and nobody with one, are the service's trouble and not theirs (design rule 15). */
export const OUTAGE = 3

/** Collects what is looked up person by person, so that an answer about one of them is nobody else's (design rule 15). */
export function collectLookUps<T>(): LookUps<T> {
  const found = new Map<string, T>()
  const failed = new Map<string, PersonalCode>()
  let isAnswered = false
  let unanswered = 0
  let throttled = 0
  let waits: Pick<LookedUp<T>, 'waitMs'> = {}
  let last: unknown = null
  return {
    found,
    failed,
    answer: (id, value) => {
      isAnswered = true
      throttled = 0
      if (value !== null) found.set(id, value)
    },
    fail: (id, error) => {
      const because = personalCodeOf(error)
      if (because === null) throw error
      failed.set(id, because)
      waits = longestWait([waits, askedWaitOf(error)])
      if (unclearCodeOf(because) === null) isAnswered = true
      else {
        unanswered += 1
        throttled = because === 'throttled' ? throttled + 1 : 0
        last = error
      }
    },
    done: () => ({ found, failed, ...waits }),
    outage: () => ((!isAnswered && unanswered >= OUTAGE) || throttled >= OUTAGE ? last : null),
  }
}

/** The longest that a service wants to be left alone, of some results. */
export function longestWait(results: readonly Pick<LookedUp<unknown>, 'waitMs'>[]): Pick<LookedUp<unknown>, 'waitMs'> {
  const waitMs = Math.max(0, ...results.map((one) => one.waitMs ?? 0))
  return waitMs === 0 ? {} : { waitMs }
}
