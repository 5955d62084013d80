import { codeOf, messageOf, personalCodeOf } from '../../core/errors'
import type { PersonalCode } from '../../core/errors'
import { mapConcurrent } from '../map-concurrent'

export interface Isolated<R> {
  /** In the order of the people; null: not done. */
  readonly results: readonly (R | null)[]
  /** To be thrown once the results are recorded; null when nothing but single people failed. */
  readonly failure: unknown
}

/**
 * Makes the calls for a few people so that an error about one of them is nobody else's (design rule 15). What concerns
 * everybody keeps the next ones from being called; who is under way is waited for. A bug is thrown in the end, too, but stops
 * nobody.
 * @param fail what becomes of somebody whose call failed; null leaves the person undone
 */
export async function inIsolation<T, R>(
  people: readonly T[],
  one: (person: T) => Promise<R>,
  fail: (person: T, because: PersonalCode | 'unexpected', detail: string) => R | null,
): Promise<Isolated<R>> {
  let stopped: unknown = null
  let bug: unknown = null
  const results = await mapConcurrent(people, async (person): Promise<R | null> => {
    if (stopped !== null) return null
    try {
      return await one(person)
    } catch (error) {
      const because = personalCodeOf(error)
      if (because !== null) return fail(person, because, messageOf(error))
      if (codeOf(error) !== null) {
        stopped ??= error
        return null
      }
      bug ??= error
      return fail(person, 'unexpected', messageOf(error))
    }
  })
  return { results, failure: bug ?? stopped }
}
