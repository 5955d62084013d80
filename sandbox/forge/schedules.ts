/** Scheduled triggers: a fixed phase per installation, a few duplicate ticks, no retries. */
import type { Clock, Timer } from '../clock'
import type { Random } from '../random'
import type { Deliveries } from './deliveries'
import type { InvocationResult } from './invocation'
import { SCHEDULE } from './limits'
import type { AppManifest, ScheduleModule } from './manifest'
import type { Runtime } from './runtime'

export interface Schedules {
  start(): void
  pause(): void
  resume(): void
  stop(): void
  /** Runs one schedule now, whatever its interval. */
  fire(moduleKey: string): Promise<InvocationResult>
}

export function createSchedules(options: {
  clock: Clock
  random: Random
  runtime: Runtime
  manifest: AppManifest
  deliveries: Deliveries
  cloudId: string
  isLicensed: () => boolean
  onViolation: (text: string) => void
}): Schedules {
  const { clock, random, runtime, manifest, deliveries, cloudId } = options
  const firstTicks = new Map<ScheduleModule, number>()
  const timers = new Map<ScheduleModule, Timer>()
  let isPaused = false

  /** Forge's page on the events of scheduled triggers asks for an object with a status; what else comes of it, no page says. */
  function checkAnswer({ outcome, value }: InvocationResult, { key }: ScheduleModule): void {
    const { statusCode } = (value ?? {}) as { statusCode?: unknown }
    if (outcome === 'ok' && typeof statusCode !== 'number')
      options.onViolation(`The scheduled trigger ${key} answered without a statusCode.`)
  }

  function tick(schedule: ScheduleModule, onEnd?: (result: InvocationResult) => void): void {
    runtime.invoke({
      functionKey: schedule.functionKey,
      moduleKey: schedule.key,
      moduleType: 'scheduledTrigger',
      payload: { context: { cloudId, moduleKey: schedule.key }, contextToken: '' },
      onEnd: (result) => {
        checkAnswer(result, schedule)
        onEnd?.(result)
      },
    })
  }

  function planNext(schedule: ScheduleModule): void {
    const firstAt = firstTicks.get(schedule)!
    const passed = Math.max(0, Math.floor((clock.now() - firstAt) / schedule.intervalMs) + 1)
    timers.set(
      schedule,
      clock.at(firstAt + passed * schedule.intervalMs, () => {
        planNext(schedule)
        if (schedule.needsLicence && !options.isLicensed()) return
        const planned = deliveries.plan({ kind: 'ticks', name: schedule.key })
        for (const lateMs of planned) {
          if (lateMs === 0) tick(schedule)
          else clock.after(lateMs, () => tick(schedule))
        }
        if (planned.length > 0 && random.chance(SCHEDULE.duplicateShare))
          clock.after(random.int(1, SCHEDULE.maxDuplicateDelayMs), () => tick(schedule))
      }),
    )
  }

  function pause(): void {
    isPaused = true
    for (const timer of timers.values()) clock.cancel(timer)
    timers.clear()
  }

  return {
    start: () => {
      for (const schedule of manifest.schedules) {
        firstTicks.set(schedule, clock.now() + random.int(1, schedule.intervalMs))
        if (!isPaused) planNext(schedule)
      }
    },
    pause,
    resume: () => {
      if (!isPaused) return
      isPaused = false
      for (const schedule of firstTicks.keys()) planNext(schedule)
    },
    stop: () => {
      pause()
      firstTicks.clear()
      isPaused = false
    },
    fire: (moduleKey) => {
      const schedule = manifest.schedules.find(({ key }) => key === moduleKey)
      if (schedule === undefined) throw new Error(`The manifest has no scheduled trigger "${moduleKey}".`)
      return new Promise((resolve) => tick(schedule, resolve))
    },
  }
}
