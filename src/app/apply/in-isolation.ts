import { AppError, askedWaitOf, codeOf, personalCodeOf, unclearCodeOf } from '../../core/errors'
import type { PersonalCode, UnclearCode } from '../../core/errors'
import { OUTAGE } from '../../core/look-ups'
import { mapConcurrent } from '../map-concurrent'

export interface Isolated<R> {
  /** In the order of the people; null: not done. */
  readonly results: readonly (R | null)[]
  /** Places of those who only showed that the service answers nobody: it is no try of theirs. */
  readonly suspects: ReadonlySet<number>
  /** To be thrown once the results are recorded; null when nothing but single people failed. */
  readonly failure: unknown
}

/**
 * Makes the calls for a few people so that an error about one of them is nobody else's (design rule 15). What concerns
 * everybody keeps the next ones from being called; who is under way is waited for. A bug is thrown in the end, too, but stops
 * nobody.
 * @param one a result with `because` tells by itself why the person failed, and with `waitMs` how long the service wants to be
 * left alone
 * @param fail what becomes of somebody whose call failed; null leaves the person undone
 */
export async function inIsolation<T, R extends { readonly because?: string; readonly waitMs?: number }>(
  people: readonly T[],
  one: (person: T) => Promise<R>,
  fail: (person: T, because: PersonalCode | 'unexpected', error: unknown) => R | null,
): Promise<Isolated<R>> {
  let stopped: unknown = null
  let bug: unknown = null
  const streak = createStreak()
  const note = (index: number, { because, waitMs }: { readonly because?: string; readonly waitMs?: number }): void => {
    const unanswered = streak.add(index, because)
    if (unanswered !== null) stopped ??= toOutage(unanswered, waitMs)
  }
  const results = await mapConcurrent(people, async (person, index): Promise<R | null> => {
    if (stopped !== null) return null
    try {
      const result = await one(person)
      note(index, result)
      return result
    } catch (error) {
      const because = personalCodeOf(error)
      if (because !== null) {
        note(index, { because, ...askedWaitOf(error) })
        return fail(person, because, error)
      }
      if (codeOf(error) !== null) {
        stopped ??= error
        return null
      }
      bug ??= error
      return fail(person, 'unexpected', error)
    }
  })
  return { results, suspects: streak.suspects, failure: bug ?? stopped }
}

/** Watches for people in a row who are not answered; whoever is answered ends the row. */
function createStreak(): {
  readonly suspects: ReadonlySet<number>
  /** @returns the code of a row that has become too long */
  add(index: number, because: string | undefined): UnclearCode | null
} {
  const suspects = new Set<number>()
  let row: { readonly isDenied: boolean; readonly places: number[] } = { isDenied: false, places: [] }
  return {
    suspects,
    add: (index, because) => {
      const code = unclearCodeOf(because)
      // A 403 is an answer of a service that is up.
      const isDenied = code === 'permission-missing'
      if (code === null || isDenied !== row.isDenied) row = { isDenied, places: [] }
      if (code === null) return null
      row.places.push(index)
      if (row.places.length < OUTAGE) return null
      for (const place of row.places) suspects.add(place)
      return code
    },
  }
}

function toOutage(code: UnclearCode, waitMs: number | undefined): AppError {
  return new AppError(code, describeOutage(code), waitMs === undefined ? {} : { waitMs })
}

function describeOutage(code: UnclearCode): string {
  switch (code) {
    case 'permission-missing':
      return `Expected the credential to be allowed to change people, got 403 for ${OUTAGE} of them in a row. Give it the permission named in the administrator guide.`
    case 'throttled':
      return `Expected an answer about somebody, got 429 about ${OUTAGE} people in a row: the service wants to be left alone. It will be tried again later.`
    default:
      return `Expected an answer about somebody, got none about ${OUTAGE} people in a row: the service seems to be down. It will be tried again later.`
  }
}
