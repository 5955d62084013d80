import { ageInDays } from '../../core/activity'
import { AppError } from '../../core/errors'
import type { LastSignIn, Ports } from '../../ports'
import { readConnected } from '../state/connections'

/**
 * The last sign-in at the directory, or why none is told. It counts every application that signs in there, so it neither
 * keeps access nor takes it: no decision reads it, and nothing of it is stored.
 */
export type ExplainedSignIn =
  | (LastSignIn & { readonly ageDays: number })
  | {
      readonly at: null
      readonly because: 'not-known' | 'permission-missing' | 'no-premium' | 'throttled' | 'no-answer'
      /** The directory that refused. */
      readonly kind?: string
    }

/** One request; whatever comes of it, the rest of the explanation stands. Bugs still surface. */
export async function explainSignIn(
  { directory, store, clock }: Pick<Ports, 'directory' | 'store' | 'clock'>,
  objectId: string,
): Promise<ExplainedSignIn> {
  try {
    const last = await directory.readLastSignIn(objectId)
    if (last === null) return { at: null, because: 'not-known' }
    return { ...last, ageDays: ageInDays(last.at, clock.now()) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code } = error
    const isNamed = code === 'permission-missing' || code === 'no-premium' || code === 'throttled'
    const connected = isNamed ? await readConnected(store) : null
    return { at: null, because: isNamed ? code : 'no-answer', ...(connected && { kind: connected.kind }) }
  }
}
