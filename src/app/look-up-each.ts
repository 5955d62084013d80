import { codeOf } from '../core/errors'
import type { LookedUp } from '../ports'
import { mapConcurrent } from './map-concurrent'

/** So many that cannot be read, and none that can, are the storage's trouble and nobody's own. */
const OUTAGE = 3

/**
 * Reads many records of the storage together; where one of them fails the read, each alone, so that one that cannot be read
 * is nobody else's trouble (design rule 15).
 * @returns with the first failure, for who can go on without nobody
 * @throws AppError where none can be read
 */
export async function lookUpEach<T>(
  ids: readonly string[],
  read: (some: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<LookedUp<T> & { readonly failure: unknown }> {
  const found = new Map<string, T>()
  const failed = new Map<string, 'unavailable'>()
  let answered = 0
  let failure: unknown = null
  const readSome = async (some: readonly string[]): Promise<boolean> => {
    try {
      for (const [id, value] of await read(some)) found.set(id, value)
      answered += some.length
      return true
    } catch (error) {
      if (codeOf(error) !== 'unavailable') throw error
      failure ??= error
      return false
    }
  }
  const isOutage = (): boolean => answered === 0 && failed.size >= OUTAGE
  if (!(await readSome(ids)))
    await mapConcurrent([...new Set(ids)], async (id) => {
      if (!isOutage() && (ids.length === 1 || !(await readSome([id])))) failed.set(id, 'unavailable')
    })
  if (isOutage()) throw failure
  return { found, failed, failure: failed.size === 0 ? null : failure }
}
