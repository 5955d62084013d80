import type { Store } from '../../ports'
import { keys } from './keys'

/** Counts of the last whole reads, against which the next ones are judged. */
export interface LastGood {
  readonly people?: number
  readonly accounts?: number
  /** By product key. */
  readonly holders?: Readonly<Record<string, number>>
  readonly linked?: number
  /** Groups that give a product and that only the identity provider can change, as of the last sweep. */
  readonly readOnlyGroupIds?: readonly string[]
  /** Seats that sweeps have freed since the installation. */
  readonly freedSoFar?: number
  /** When a sweep first saw everybody who holds access. */
  readonly watchedSince?: string
  /** When a full run last saw every account. */
  readonly readAt?: string
}

export async function readLastGood(store: Store): Promise<LastGood> {
  return (await store.get<LastGood>(keys.lastGood)) ?? {}
}

/** Writes only what changed: a quiet run writes as little as possible. */
export async function saveLastGood(store: Store, change: LastGood): Promise<void> {
  await store.set(keys.lastGood, { ...(await readLastGood(store)), ...change })
}
