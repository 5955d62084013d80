/** Runs one case and counts what its measured part costs: differences of the sandbox's counters, and this machine's CPU. */
import type { Sandbox } from '../create-sandbox'
import { isRemoteWrite } from '../meters/remote-writes'
import type { BenchCase, BenchOptions, OwnKeys } from './bench-case'

export interface BenchNumbers {
  case: string
  people: number
  /** HTTP to Jira, organization, SCIM and Microsoft, with retries and token calls; store and queue are counted apart. */
  requests: number
  /** Those of them that change something at Atlassian or in the directory. */
  remoteWrites: number
  /** Requests to the store: a batch or a transaction counts once. */
  kvsReads: number
  kvsWrites: number
  queueEvents: number
  invocations: number
  /** Virtual time from the beginning to the end of the last invocation. */
  simulatedSeconds: number
  cpuMs: number
  jiraPoints: number
  gbSeconds: number
}

/** @throws Error when the app did something that the real services would not understand */
export async function runCase(chosen: BenchCase, options: BenchOptions): Promise<BenchNumbers & OwnKeys> {
  const sandbox = await chosen.prepare(options)
  options.log(`Measuring ${chosen.name} …`)
  const watched = watch(sandbox)
  const before = readCounters(sandbox)
  const ownBefore = chosen.count?.(sandbox)
  const cpuBefore = process.cpuUsage()
  await chosen.run(sandbox)
  const { user, system } = process.cpuUsage(cpuBefore)
  const after = readCounters(sandbox)
  const { remoteWrites, lastEnd, startedAt } = watched.stop()
  const endedAt = chosen.measures === 'work' ? lastEnd : sandbox.clock.now()
  const counted = Object.entries(chosen.count?.(sandbox) ?? {}).map(([key, value]) => [
    key,
    round(value - (ownBefore?.[key] ?? 0)),
  ])
  const own = { ...Object.fromEntries(counted), ...(await chosen.describe?.(sandbox)) } as OwnKeys
  const wrong = [...sandbox.violations(), ...sandbox.host.violations]
  if (wrong.length > 0) throw new Error(`The real services would not understand: ${wrong.join('; ')}`)

  const since = (key: keyof Counters): number => after[key] - before[key]
  return {
    case: chosen.name,
    people: options.people,
    requests: since('requests'),
    remoteWrites,
    kvsReads: since('kvsReads'),
    kvsWrites: since('kvsWrites'),
    queueEvents: since('queueEvents'),
    invocations: since('invocations'),
    simulatedSeconds: round((endedAt - startedAt) / 1_000),
    cpuMs: Math.round((user + system) / 1_000),
    jiraPoints: since('jiraPoints'),
    gbSeconds: round(since('gbSeconds')),
    ...own,
  }
}

type Counters = Record<
  'requests' | 'kvsReads' | 'kvsWrites' | 'queueEvents' | 'invocations' | 'jiraPoints' | 'gbSeconds',
  number
>

function readCounters({ host, meters }: Sandbox): Counters {
  const { kvsReads, kvsWrites, queueEvents, invocations } = host.counts
  const { jiraPoints, gbSeconds } = meters.read()
  const requests = Object.values(host.counts.requests).reduce((sum, count) => sum + count, 0)
  return { requests, kvsReads, kvsWrites, queueEvents, invocations, jiraPoints, gbSeconds }
}

function watch({ clock, host }: Sandbox): { stop(): { remoteWrites: number; startedAt: number; lastEnd: number } } {
  const startedAt = clock.now()
  let isWatching = true
  let remoteWrites = 0
  let lastEnd = startedAt
  host.onRequest((service, request) => {
    if (isWatching && isRemoteWrite(service, request)) remoteWrites += 1
  })
  host.onInvocation(({ endedAt }) => {
    if (isWatching) lastEnd = endedAt
  })
  return {
    stop: () => {
      isWatching = false
      return { remoteWrites, startedAt, lastEnd }
    },
  }
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
