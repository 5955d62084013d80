/** Runs one case and counts what its measured part costs: differences of the sandbox's counters, and this machine's CPU. */
import type { Sandbox } from '../create-sandbox'
import { MEMORY_MB_PER_GB } from '../meters/prices'
import { isRemoteWrite } from '../meters/remote-writes'
import type { ServiceName } from '../service'
import type { BenchCase, BenchOptions, OwnKeys } from './bench-case'
import { readCosts } from './costs'
import type { Costs } from './costs'
import { watchLiveHeap } from './live-heap'

export interface BenchNumbers extends Costs {
  case: string
  people: number
  /** HTTP to Jira, organization, SCIM and Microsoft, with retries and token calls; store and queue are counted apart. */
  requests: number
  /** The same by service. */
  jiraRequests: number
  organizationRequests: number
  scimRequests: number
  entraRequests: number
  /** Those of them that change something at Atlassian or in the directory. */
  remoteWrites: number
  /** Requests to the store: a batch or a transaction counts once. */
  kvsReads: number
  kvsWrites: number
  /** Keys and values as billed, in 10⁶ bytes. */
  kvsReadMb: number
  kvsWriteMb: number
  /** What lies in the store at the end. */
  kvsStoredMb: number
  queueEvents: number
  invocations: number
  /** Virtual time from the beginning to the end of the last invocation. */
  simulatedSeconds: number
  cpuMs: number
  jiraPoints: number
  /** Most in one clock hour since the company was connected. */
  peakJiraPointsPerHour: number
  gbSeconds: number
  /** Growth of what is alive in the middle of the work, where it was asked for. */
  liveHeapMb?: number
}

/** @throws Error when the app did something that the real services would not understand */
export async function runCase(chosen: BenchCase, options: BenchOptions): Promise<BenchNumbers & OwnKeys> {
  const sandbox = await chosen.prepare(options)
  options.log(`Measuring ${chosen.name} …`)
  const watched = watch(sandbox)
  const heap = options.watchesHeap === true ? watchLiveHeap(sandbox) : null
  const before = readCounters(sandbox)
  const ownBefore = chosen.count?.(sandbox)
  const cpuBefore = process.cpuUsage()
  await chosen.run(sandbox)
  const { user, system } = process.cpuUsage(cpuBefore)
  const after = readCounters(sandbox)
  const liveHeap = heap === null ? {} : { liveHeapMb: heap.stop() }
  const { remoteWrites, lastEnd, startedAt, gbSeconds } = watched.stop()
  const endedAt = chosen.endedAt?.(sandbox) ?? (chosen.measures === 'work' ? lastEnd : sandbox.clock.now())
  const counted = Object.entries(chosen.count?.(sandbox) ?? {}).map(([key, value]) => [
    key,
    round(value - (ownBefore?.[key] ?? 0)),
  ])
  const own = { ...Object.fromEntries(counted), ...(await chosen.describe?.(sandbox)) } as OwnKeys
  const wrong = [...sandbox.violations(), ...sandbox.host.violations]
  if (wrong.length > 0) throw new Error(`The real services would not understand: ${wrong.join('; ')}`)

  const since = (key: keyof Counters): number => after[key] - before[key]
  const billed = {
    gbSeconds,
    kvsReadBytes: since('kvsReadBytes'),
    kvsWriteBytes: since('kvsWriteBytes'),
    logBytes: since('logBytes'),
  }
  return {
    case: chosen.name,
    people: options.people,
    requests: since('jira') + since('organization') + since('scim') + since('entra'),
    jiraRequests: since('jira'),
    organizationRequests: since('organization'),
    scimRequests: since('scim'),
    entraRequests: since('entra'),
    remoteWrites,
    kvsReads: since('kvsReads'),
    kvsWrites: since('kvsWrites'),
    kvsReadMb: round(billed.kvsReadBytes / BYTES_PER_MB),
    kvsWriteMb: round(billed.kvsWriteBytes / BYTES_PER_MB),
    kvsStoredMb: round(countStored(sandbox) / BYTES_PER_MB),
    queueEvents: since('queueEvents'),
    invocations: since('invocations'),
    simulatedSeconds: round((endedAt - startedAt) / 1_000),
    cpuMs: Math.round((user + system) / 1_000),
    jiraPoints: since('jiraPoints'),
    peakJiraPointsPerHour: sandbox.meters.read().peakJiraPointsPerHour,
    gbSeconds: round(gbSeconds),
    ...readCosts(billed, (user + system) / 1e6, since('invocations')),
    ...liveHeap,
    ...own,
  }
}

const BYTES_PER_MB = 1e6

const COUNTED = [
  'kvsReads',
  'kvsWrites',
  'kvsReadBytes',
  'kvsWriteBytes',
  'logBytes',
  'queueEvents',
  'invocations',
] as const
type Counters = Record<(typeof COUNTED)[number] | ServiceName | 'jiraPoints', number>

function readCounters({ host, meters }: Sandbox): Counters {
  const counted = Object.fromEntries(COUNTED.map((key) => [key, host.counts[key]])) as Record<
    (typeof COUNTED)[number],
    number
  >
  return { ...counted, ...host.counts.requests, jiraPoints: meters.read().jiraPoints }
}

function countStored({ host }: Sandbox): number {
  const { kvs, entities } = host.inspectStorage()
  const sizes = [kvs, ...Object.values(entities)].flatMap((values) =>
    Object.entries(values).map(([key, value]) => Buffer.byteLength(key) + Buffer.byteLength(JSON.stringify(value))),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

function watch({ clock, host }: Sandbox): {
  stop(): { remoteWrites: number; startedAt: number; lastEnd: number; gbSeconds: number }
} {
  const startedAt = clock.now()
  let isWatching = true
  let remoteWrites = 0
  let lastEnd = startedAt
  let gbMs = 0
  host.onRequest((service, request) => {
    if (isWatching && isRemoteWrite(service, request)) remoteWrites += 1
  })
  host.onInvocation(({ startedAt: from, endedAt, memoryMb }) => {
    if (!isWatching) return
    lastEnd = endedAt
    gbMs += (memoryMb / MEMORY_MB_PER_GB) * (endedAt - from)
  })
  return {
    stop: () => {
      isWatching = false
      return { remoteWrites, startedAt, lastEnd, gbSeconds: gbMs / 1_000 }
    },
  }
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
