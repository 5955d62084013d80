import { AppError, codeOf, messageOf, personalCodeOf, unclearCodeOf } from '../../core/errors'
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
 * everybody keeps the next ones from being called; who is under way is waited for. A service that wants a call or two to wait
 * while it answers others means those people alone. A bug is thrown in the end, too, but stops nobody.
 * @param one a result with `because` tells by itself why the person failed
 * @param fail what becomes of somebody whose call failed; null leaves the person undone
 */
export async function inIsolation<T, R extends { readonly because?: string }>(
  people: readonly T[],
  one: (person: T) => Promise<R>,
  fail: (person: T, because: PersonalCode | 'unexpected', detail: string) => R | null,
): Promise<Isolated<R>> {
  let stopped: unknown = null
  let bug: unknown = null
  const throttled: { readonly index: number; readonly error: unknown }[] = []
  let isAnswered = false
  const streak = createStreak()
  const note = (index: number, because: string | undefined): void => {
    isAnswered ||= unclearCodeOf(because) === null
    const unanswered = streak.add(index, because)
    if (unanswered !== null) stopped ??= toOutage(unanswered)
  }
  const results = await mapConcurrent(people, async (person, index): Promise<R | null> => {
    if (stopped !== null) return null
    try {
      const result = await one(person)
      note(index, result.because)
      return result
    } catch (error) {
      const because = personalCodeOf(error)
      if (because !== null) {
        note(index, because)
        return fail(person, because, messageOf(error))
      }
      if (codeOf(error) === 'throttled') {
        throttled.push({ index, error })
        if (throttled.length >= OUTAGE) stopped ??= error
        return null
      }
      if (codeOf(error) !== null) {
        stopped ??= error
        return null
      }
      bug ??= error
      return fail(person, 'unexpected', messageOf(error))
    }
  })
  for (const { index, error } of throttled) {
    if (stopped === null && isAnswered) results[index] = fail(people[index]!, 'unavailable', messageOf(error))
    else stopped ??= error
  }
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

function toOutage(code: UnclearCode): AppError {
  return new AppError(
    code,
    code === 'permission-missing'
      ? `Expected the credential to be allowed to change people, got 403 for ${OUTAGE} of them in a row. Give it the permission named in the administrator guide.`
      : `Expected an answer about somebody, got none about ${OUTAGE} people in a row: the service seems to be down. It will be tried again later.`,
  )
}
