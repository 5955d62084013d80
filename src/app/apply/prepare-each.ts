import { AppError, askedWaitOf, messageOf, personalCodeOf } from '../../core/errors'
import type { JournalRef } from '../../core/people'
import type { Action } from '../../core/plan'
import type { Ports } from '../../ports'
import type { ActionType, Asked, BatchContext, Step } from './action-type'
import { inIsolation } from './in-isolation'
import type { Isolated } from './in-isolation'

interface PreparedEach extends Isolated<Step> {
  readonly finish: (accountIds: readonly string[]) => Promise<void>
}

/** Of whoever cannot be looked up. */
interface Found {
  readonly because?: NonNullable<Extract<Step, { readonly outcome: unknown }>['because']>
  readonly waitMs?: number
}

/**
 * Looks everybody of a batch up together. Where that fails, each is looked up alone to find whom it failed for: that is
 * their failure, and the others are looked up together without them, since what a batch shares (free seats) must be shared.
 * @returns null for whoever was not reached
 */
export async function prepareEach(
  ports: Ports,
  type: ActionType,
  asked: readonly Asked<Action>[],
  context: BatchContext,
  ref: JournalRef,
): Promise<PreparedEach> {
  const prepare = async (some: readonly Asked<Action>[]) => {
    const { steps, finish } = await type.prepare(ports, some, context, ref)
    return { steps, finish: async (ids: readonly string[]) => finish?.(ids) }
  }
  try {
    const { steps, finish } = await prepare(asked)
    return { results: steps, suspects: new Set(), failure: null, finish }
  } catch (error) {
    if (personalCodeOf(error) === null) throw error
  }
  const alone = await inIsolation<Asked<Action>, Found>(
    asked,
    async (one) => {
      await prepare([one])
      return {}
    },
    ({ action: { type: name } }, because, error) => {
      ports.log.warn('one person not looked up', { type: name, because, detail: messageOf(error) })
      return { because, ...askedWaitOf(error) }
    },
  )
  const isGood = (position: number): boolean =>
    alone.results[position] !== null && alone.results[position]!.because === undefined
  const good = asked.filter((_, position) => isGood(position))
  const { steps, finish } =
    good.length === 0 ? { steps: [], finish: async () => undefined } : await again(prepare(good))
  const rest = [...steps]
  const results = alone.results.map((found, position): Step | null => {
    if (isGood(position)) return rest.shift()!
    return found === null ? null : { outcome: 'failed', because: found.because!, ...askedWaitOf(found) }
  })
  return { ...alone, results, finish }
}

/** Each could be looked up alone and all together cannot: nobody's trouble. It is tried again later. */
async function again<T>(prepared: Promise<T>): Promise<T> {
  try {
    return await prepared
  } catch (error) {
    if (personalCodeOf(error) === null) throw error
    throw new AppError('unavailable', messageOf(error), { cause: error, ...askedWaitOf(error) })
  }
}
