import { SECOND_MS } from '../../core/time'
import type { Clock, Store } from '../../ports'

interface LeaseRecord {
  readonly owner: string
  readonly untilSecond: number
}

const keyOf = (name: string): string => `lease:${name}`
const FREE: LeaseRecord = { owner: 'nobody', untilSecond: 0 }

export interface Lease {
  /** Gives the lease back, unless somebody else has taken it meanwhile. */
  release(): Promise<void>
}

type LeasePorts = { readonly store: Store; readonly clock: Clock }

/**
 * Takes a lease by compare-and-set. A lease that ran out (its owner was killed) can be taken over; the same owner may
 * take it again after a redelivery.
 * @returns null when somebody else holds it
 */
export async function takeLease(
  { store, clock }: LeasePorts,
  name: string,
  owner: string,
  seconds: number,
): Promise<Lease | null> {
  const nowSecond = Math.floor(clock.now().getTime() / SECOND_MS)
  const key = keyOf(name)
  const current = (await store.readMany<LeaseRecord>([key])).get(key)
  if (current !== undefined && current.value.untilSecond > nowSecond && current.value.owner !== owner) return null
  const swap = async (expected: number | null, value: LeaseRecord): Promise<number | undefined> =>
    (await store.swapMany(new Map([[key, { expected, value }]]))).get(key)
  const taken = await swap(current?.version ?? null, { owner, untilSecond: nowSecond + seconds })
  if (taken === undefined) return null
  return {
    release: async () => {
      await swap(taken, FREE)
    },
  }
}

/** Those of the leases that somebody holds now. */
export async function readHeldLeases<T extends string>(
  { store, clock }: LeasePorts,
  names: readonly T[],
): Promise<readonly T[]> {
  const nowSecond = Math.floor(clock.now().getTime() / SECOND_MS)
  const held = await store.getMany<LeaseRecord>(names.map(keyOf))
  return names.filter((name) => (held.get(keyOf(name))?.untilSecond ?? 0) > nowSecond)
}
