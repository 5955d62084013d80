import { createClock } from '../../../sandbox/clock'
import type { InvocationRecord } from '../../../sandbox/forge/host'
import { createMeters } from '../../../sandbox/meters/create-meters'
import type { Metered } from '../../../sandbox/meters/create-meters'

type RequestListener = Parameters<Metered['host']['onRequest']>[0]

/** A host whose counters the test sets, and whose events it fires. */
function createWorld() {
  const clock = createClock(Date.parse('2026-01-05T00:00:00Z'))
  const counts = { kvsReadBytes: 0, kvsWriteBytes: 0, logBytes: 0, queueEvents: 0, throttledCalls: 0 }
  const invocations: ((record: InvocationRecord) => void)[] = []
  const requests: RequestListener[] = []
  const jira = { meters: { points: 0, peakPointsPerHour: 0, throttled: 0 } }
  const host = {
    counts,
    onInvocation: (listener: (record: InvocationRecord) => void) => void invocations.push(listener),
    onRequest: (listener: RequestListener) => void requests.push(listener),
  } as unknown as Metered['host']
  const meters = createMeters({ clock, host, jira })
  return {
    ...{ clock, counts, jira, meters },
    invoke: (memoryMb: number, ms: number) => {
      for (const listener of invocations) listener({ memoryMb, startedAt: 0, endedAt: ms } as InvocationRecord)
    },
    answer: (status: number) => {
      for (const listener of requests) listener('entra', {} as never, { status })
    },
  }
}

describe('createMeters', () => {
  it('multiplies memory and duration', () => {
    const world = createWorld()

    world.invoke(512, 1_000)
    world.invoke(1_024, 2_500)

    expect(world.meters.read().gbSeconds).toBe(3)
  })

  it('tells bytes in decimal megabytes, rounded up like a bill', () => {
    const world = createWorld()
    Object.assign(world.counts, { kvsReadBytes: 1_500_001, kvsWriteBytes: 1, logBytes: 2_000_000 })

    expect(world.meters.read()).toMatchObject({ kvsReadMb: 1.501, kvsWriteMb: 0.001, logMb: 2 })
  })

  it('passes on the points of Jira and the events of the queue', () => {
    const world = createWorld()
    Object.assign(world.jira.meters, { points: 12, peakPointsPerHour: 7 })
    world.counts.queueEvents = 3

    expect(world.meters.read()).toMatchObject({ jiraPoints: 12, peakJiraPointsPerHour: 7, queueEvents: 3 })
  })

  it('counts every refusal for too many requests, of services and of the platform', () => {
    const world = createWorld()
    for (const status of [200, 429, 503, 429]) world.answer(status)
    world.counts.throttledCalls = 5

    expect(world.meters.read().throttled).toBe(7)
  })

  it('counts the first day once in the cost of a month', async () => {
    const world = createWorld()
    world.invoke(1_024, 400_000_000) // 400,000 GB-seconds: 10 dollars
    await world.clock.runUntil(world.clock.now() + 86_400_000)
    world.invoke(1_024, 80_000_000) // 2 dollars in two more days
    await world.clock.runUntil(world.clock.now() + 2 * 86_400_000)

    expect(world.meters.read().monthlyCostUsd).toBe(39)
  })
})
