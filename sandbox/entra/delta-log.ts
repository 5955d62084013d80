/** The log behind delta queries: who changed, in the order in which delta shows it, kept as long as tokens live. */
import type { Clock } from '../clock'
import type { Random } from '../random'
import { DELTA_TOKEN_LIFE_MS } from './limits'
import type { Tenant, UserChange } from './tenant'

export interface DeltaEntry {
  readonly visibleAt: number
  readonly userId: string
  /** null = all of them. */
  readonly properties: readonly string[] | null
  readonly removed: 'changed' | 'deleted' | null
}

export interface DeltaLog {
  /** Number of entries, ever, that delta shows at this instant: the place from which a new token continues. */
  visibleEnd(): number
  /**
   * The users whose entries lie in [from, to) and touch one of the selected properties: each once, at its latest entry.
   */
  collapse(from: number, to: number, select: readonly string[]): readonly DeltaEntry[]
}

const REMOVED: Readonly<Partial<Record<UserChange['kind'], 'changed' | 'deleted'>>> = {
  deleted: 'changed',
  purged: 'deleted',
}

/** Entries to drop before the list is copied. */
const COMPACT_AT = 4_096

export function createDeltaLog({
  clock,
  tenant,
  random,
  lagMaxMs,
}: {
  clock: Clock
  tenant: Tenant
  random: Random
  lagMaxMs: number
}): DeltaLog {
  let entries: DeltaEntry[] = []
  let forgotten = 0
  let lastVisibleAt = 0

  tenant.onChange(({ at, userId, kind, properties }) => {
    lastVisibleAt = Math.max(lastVisibleAt, at + random.int(0, lagMaxMs))
    entries.push({ visibleAt: lastVisibleAt, userId, properties, removed: REMOVED[kind] ?? null })
  })

  /** Entries are ordered by `visibleAt`. */
  function countVisibleAt(time: number): number {
    let low = 0
    let high = entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (entries[middle]!.visibleAt <= time) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    visibleEnd: () => {
      // A token that still lives was issued after these became visible.
      const old = countVisibleAt(clock.now() - DELTA_TOKEN_LIFE_MS)
      if (old >= COMPACT_AT) {
        entries = entries.slice(old)
        forgotten += old
      }
      return forgotten + countVisibleAt(clock.now())
    },
    collapse: (from, to, select) => {
      const latest = new Map<string, DeltaEntry>()
      for (const entry of entries.slice(from - forgotten, to - forgotten)) {
        const { properties } = entry
        if (properties !== null && !properties.some((name) => select.includes(name))) continue
        latest.delete(entry.userId)
        latest.set(entry.userId, entry)
      }
      return [...latest.values()]
    },
  }
}
