/** The meters: what a customer pays for and is limited by. Reading them costs nothing, so a page may do it all the time. */
import type { Clock } from '../clock'
import type { ForgeHost } from '../forge/host'
import type { JiraMeters } from '../jira/rate-limits'
import { costOf, extrapolateMonth } from './monthly-cost'
import type { BilledUsage } from './monthly-cost'
import { MEMORY_MB_PER_GB } from './prices'

const DAY_MS = 86_400_000
const BYTES_PER_MB = 1e6
const TOO_MANY_REQUESTS = 429

export interface MeterNumbers {
  jiraPoints: number
  /** Most points in one UTC clock hour, the window of Jira's quota. */
  peakJiraPointsPerHour: number
  /** Requests answered with 429, by a remote service or by the platform's store and queue. */
  throttled: number
  /** Memory of each function × virtual duration of its invocations. */
  gbSeconds: number
  /** Bytes of keys and values as billed, in 10⁶; an empty read is billed as 1 KB. */
  kvsReadMb: number
  kvsWriteMb: number
  /** Events pushed. */
  queueEvents: number
  logMb: number
  /** US dollars at Forge's list price for 30 days, nothing free deducted; day 0 counts once (see `extrapolateMonth`). */
  monthlyCostUsd: number
}

export interface Meters {
  read(): MeterNumbers
}

export interface Metered {
  readonly clock: Clock
  readonly host: Pick<ForgeHost, 'counts' | 'onInvocation' | 'onRequest'>
  readonly jira: { readonly meters: Readonly<JiraMeters> }
}

/** Has to watch from the beginning. */
export function createMeters({ clock, host, jira }: Metered): Meters {
  const startedAt = clock.now()
  let gbMs = 0
  let throttledRequests = 0
  let firstDayUsd: number | null = null

  host.onInvocation(({ memoryMb, startedAt: from, endedAt }) => {
    gbMs += (memoryMb / MEMORY_MB_PER_GB) * (endedAt - from)
  })
  host.onRequest((_service, _request, reply) => {
    if (reply?.status === TOO_MANY_REQUESTS) throttledRequests += 1
  })
  clock.at(startedAt + DAY_MS, () => {
    firstDayUsd = costOf(readBilled())
  })

  function readBilled(): BilledUsage {
    const { kvsReadBytes, kvsWriteBytes, logBytes } = host.counts
    return { gbSeconds: gbMs / 1_000, kvsReadBytes, kvsWriteBytes, logBytes }
  }

  return {
    read: () => {
      const billed = readBilled()
      const days = (clock.now() - startedAt) / DAY_MS
      return {
        jiraPoints: jira.meters.points,
        peakJiraPointsPerHour: jira.meters.peakPointsPerHour,
        throttled: throttledRequests + host.counts.throttledCalls,
        gbSeconds: roundUp(billed.gbSeconds, 100),
        kvsReadMb: roundUp(billed.kvsReadBytes / BYTES_PER_MB, 1_000),
        kvsWriteMb: roundUp(billed.kvsWriteBytes / BYTES_PER_MB, 1_000),
        queueEvents: host.counts.queueEvents,
        logMb: roundUp(billed.logBytes / BYTES_PER_MB, 1_000),
        monthlyCostUsd: roundUp(extrapolateMonth(firstDayUsd, costOf(billed), days), 100),
      }
    },
  }
}

/** A bill never rounds down. @param parts of a whole: 100 for two decimals */
function roundUp(value: number, parts: number): number {
  return Math.ceil(Math.round(value * parts * 1e6) / 1e6) / parts
}
