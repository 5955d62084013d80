import { personalCodeOf } from '../core/errors'
import { collectLookUps } from '../core/look-ups'
import type { LookedUp } from '../core/look-ups'
import { mapConcurrent } from './map-concurrent'

/**
 * Reads many together; where one of them fails the read, each alone, so that one that cannot be read is nobody else's trouble
 * (design rule 15).
 * @returns with the first failure, for who can go on without nobody
 * @throws AppError where none can be read
 */
export async function lookUpEach<T>(
  ids: readonly string[],
  read: (some: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<LookedUp<T> & { readonly failure: unknown }> {
  const lookUps = collectLookUps<T>()
  const readSome = async (some: readonly string[]): Promise<void> => {
    const values = await read(some)
    for (const id of some) lookUps.answer(id, values.get(id) ?? null)
  }
  const unique = [...new Set(ids)]
  try {
    await readSome(unique)
    return { ...lookUps.done(), failure: null }
  } catch (failure) {
    if (personalCodeOf(failure) === null) throw failure
    await mapConcurrent(unique, async (id) => {
      try {
        // Who is not asked any more has not been answered, and is not taken to be absent.
        if (lookUps.outage() !== null) throw lookUps.outage()
        if (unique.length === 1) throw failure
        await readSome([id])
      } catch (error) {
        lookUps.fail(id, error)
      }
    })
    if (lookUps.outage() !== null) throw lookUps.outage()
    const done = lookUps.done()
    return { ...done, failure: done.failed.size === 0 ? null : failure }
  }
}
