/** What one installation reads and writes: the counters a customer is billed by, and the rate limits. */
import type { Clock } from '../../clock'
import { createRateWindow } from '../../rate-window'
import { KVS } from '../limits'
import { KvsFailure } from './failure'

export interface Usage {
  /** Requests, not items: a batch or a transaction counts once. */
  reads: number
  writes: number
  /** Key and value; an empty read counts 1 KB. */
  readBytes: number
  writeBytes: number
  /** What the limit of a minute counts: 10 KB each, a request rounded up, refused requests too. */
  readUnits: number
  writeUnits: number
}

export interface UsageMeter {
  readonly usage: Usage
  /** Counts one request. @throws KvsFailure RATE_LIMIT_EXCEEDED */
  countRequest(): void
  /** Counts one batch, where batches are limited. @throws KvsFailure RATE_LIMIT_EXCEEDED */
  countBatch(): void
  /** Counts one read or write request of `bytes`. @throws KvsFailure RATE_LIMIT_EXCEEDED */
  countRead(bytes: number): void
  countWrite(bytes: number): void
  /** Counts what goes to one key, named together with its space. @throws KvsFailure RATE_LIMIT_EXCEEDED */
  countKey(name: string, bytes: number): void
}

export function createUsageMeter(clock: Clock): UsageMeter {
  const usage: Usage = { reads: 0, writes: 0, readBytes: 0, writeBytes: 0, readUnits: 0, writeUnits: 0 }
  const perSecond = createRateWindow({ limit: KVS.requestsPerSecond, windowMs: 1_000 })
  const batches = createRateWindow({ limit: KVS.batchesPerMinute, windowMs: 60_000 })
  const readUnits = createRateWindow({ limit: KVS.unitsPerMinute, windowMs: 60_000 })
  const writeUnits = createRateWindow({ limit: KVS.unitsPerMinute, windowMs: 60_000 })

  let second = -1
  const bytesOfKeys = new Map<string, number>()

  function take(window: { take(now: number, cost: number): number }, cost: number): void {
    if (window.take(clock.now(), cost) > 0) {
      throw new KvsFailure('RATE_LIMIT_EXCEEDED', 'Too many requests: the rate limit of the installation is exceeded.')
    }
  }

  return {
    usage,
    countRequest: () => take(perSecond, 1),
    countBatch: () => take(batches, 1),
    countRead: (bytes) => {
      const billed = bytes === 0 ? KVS.emptyReadBytes : bytes
      usage.reads += 1
      usage.readBytes += billed
      const units = Math.ceil(billed / KVS.unitBytes)
      usage.readUnits += units
      take(readUnits, units)
    },
    countWrite: (bytes) => {
      usage.writes += 1
      usage.writeBytes += bytes
      const units = Math.max(1, Math.ceil(bytes / KVS.unitBytes))
      usage.writeUnits += units
      take(writeUnits, units)
    },
    countKey: (name, bytes) => {
      const current = Math.floor(clock.now() / 1_000)
      if (current !== second) bytesOfKeys.clear()
      second = current
      const sum = (bytesOfKeys.get(name) ?? 0) + bytes
      bytesOfKeys.set(name, sum)
      if (sum > KVS.keyBytesPerSecond)
        throw new KvsFailure('RATE_LIMIT_EXCEEDED', `Too many writes: ${KVS.keyBytesPerSecond} bytes a second and key.`)
    },
  }
}
