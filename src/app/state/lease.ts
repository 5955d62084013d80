import { SECOND_MS } from '../../core/time'
import type { Clock, RecordStore } from '../../ports'

interface LeaseRecord {
  readonly owner: string
  readonly untilSecond: number
}

export interface Lease {
  /** Gives the lease back, unless somebody else has taken it meanwhile. */
  release(): Promise<void>
}

/**
 * Takes a lease by compare-and-set. A lease that ran out (its owner was killed) can be taken over; the same owner may
 * take it again after a redelivery.
 * @returns null when somebody else holds it
 */
export async function takeLease(
  ports: { readonly records: RecordStore; readonly clock: Clock },
  name: string,
  owner: string,
  seconds: number,
): Promise<Lease | null> {
  const { records, clock } = ports
  const nowSecond = Math.floor(clock.now().getTime() / SECOND_MS)
  const current = (await records.readMany<LeaseRecord>('lease', [name])).get(name) ?? null
  if (current !== null && current.value.untilSecond > nowSecond && current.value.owner !== owner) return null
  const expected = current?.version ?? null
  if (!(await records.swap<LeaseRecord>('lease', name, expected, { owner, untilSecond: nowSecond + seconds })))
    return null
  const version = (expected ?? 0) + 1
  return {
    release: async () => {
      await records.swap<LeaseRecord>('lease', name, version, { owner: 'nobody', untilSecond: 0 })
    },
  }
}

/** Those of the leases that somebody holds now. */
export async function readHeldLeases<T extends string>(
  ports: { readonly records: RecordStore; readonly clock: Clock },
  names: readonly T[],
): Promise<readonly T[]> {
  const nowSecond = Math.floor(ports.clock.now().getTime() / SECOND_MS)
  const leases = await ports.records.readMany<LeaseRecord>('lease', names)
  return names.filter((name) => (leases.get(name)?.value.untilSecond ?? 0) > nowSecond)
}
