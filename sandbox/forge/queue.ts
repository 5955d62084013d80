/**
 * Async events: `push` of @forge/events, and their delivery to the consumers.
 *
 * At least once, in no order, retried with back-off for 24 hours. `concurrency` is a hint, as on Forge: a blocked event
 * is postponed with the same back-off, so it may come much later than the one that blocked it has ended.
 */
import type { Clock } from '../clock'
import type { Random } from '../random'
import { createRateWindow } from '../rate-window'
import type { ServiceReply } from '../service'
import type { Deliveries } from './deliveries'
import { makeUuid } from '../uuid'
import { realm } from './instance'
import type { InvocationResult, InvocationTree } from './invocation'
import { INVOCATION, QUEUE } from './limits'
import type { AppManifest } from './manifest'
import { createJobs, type Job } from './queue-jobs'
import { backoffMs, readRetry, type RetryRequest } from './retry'
import type { Runtime } from './runtime'

export interface Queue {
  readonly counts: { events: number }
  /** @param body JSON of the push request; @param tree of the invocation that pushes */
  publish(body: string, tree: InvocationTree): ServiceReply
  stats(body: string): ServiceReply
  cancel(body: string): ServiceReply
  /** Forgets all events, as an uninstall does. */
  clear(): void
}

interface PushRequest {
  readonly queueName: string
  readonly jobId: string
  readonly payload: readonly { body: unknown; delayInSeconds?: number; concurrency?: { key: string; limit: number } }[]
}

interface QueuedEvent {
  readonly eventId: string
  readonly queueName: string
  readonly functionKey: string
  readonly moduleKey: string
  readonly job: Job
  readonly bodyText: string
  readonly concurrency: { key: string; limit: number } | null
  readonly tree: InvocationTree
  readonly pushedAt: number
  /** True for the second delivery of an event that comes twice: the job counts only the first. */
  readonly isDuplicate: boolean
  retries: number
  postponements: number
  retry: RetryRequest | null
}

export function createQueue(options: {
  clock: Clock
  random: Random
  runtime: Runtime
  manifest: AppManifest
  deliveries: Deliveries
  onViolation: (text: string) => void
}): Queue {
  const { clock, random, runtime, manifest, deliveries, onViolation } = options
  const counts = { events: 0 }
  const perMinute = createRateWindow({ limit: QUEUE.eventsPerMinute, windowMs: 60_000 })
  const running = new Map<string, number>()
  const jobs = createJobs()
  let generation = 0

  function publish(body: string, tree: InvocationTree): ServiceReply {
    const { queueName, jobId, payload } = JSON.parse(body) as PushRequest
    const consumer = manifest.consumers.get(queueName)
    if (consumer === undefined) {
      onViolation(`Push to the queue "${queueName}", which has no consumer in the manifest.`)
      return { status: 400, body: JSON.stringify({ code: 400, message: `Unknown queue ${queueName}` }) }
    }
    tree.pushes += 1
    if (tree.pushes > QUEUE.cyclicPushes) return { status: 405, body: '{}' }
    if (payload.some(({ delayInSeconds = 0 }) => delayInSeconds < 0 || delayInSeconds > QUEUE.maxDelaySeconds)) {
      return { status: 400, body: JSON.stringify({ errorMessage: `At most ${QUEUE.maxDelaySeconds} s of delay.` }) }
    }
    if (perMinute.take(clock.now(), payload.length) > 0) return { status: 429, body: '{}' }
    const bodies = payload.map((event) => JSON.stringify(event.body))
    const tooBig = findTooBig(body, bodies, manifest.functions.get(consumer.functionKey)!.timeoutSeconds)
    if (tooBig !== null || payload.length > QUEUE.eventsPerPush) {
      return {
        status: 413,
        body: JSON.stringify({ errorMessage: tooBig ?? `At most ${QUEUE.eventsPerPush} events per push.` }),
      }
    }
    counts.events += payload.length
    const job = jobs.open(queueName, jobId, payload.length)
    payload.forEach(({ delayInSeconds = 0, concurrency }, index) => {
      const event = (isDuplicate: boolean): QueuedEvent => ({
        eventId: makeUuid(random),
        queueName,
        ...consumer,
        job,
        bodyText: bodies[index]!,
        concurrency: concurrency ?? null,
        tree,
        pushedAt: clock.now(),
        isDuplicate,
        retries: 0,
        postponements: 0,
        retry: null,
      })
      const delayMs = delayInSeconds * 1_000 + QUEUE.deliveryMs
      const first = event(false)
      const planned = deliveries.plan({ kind: 'queue', name: queueName })
      planned.forEach((lateMs, turn) => {
        schedule(turn === 0 ? first : { ...event(true), eventId: first.eventId }, delayMs + lateMs)
      })
      if (planned.length > 0 && random.chance(QUEUE.duplicateShare))
        schedule({ ...event(true), eventId: first.eventId }, delayMs)
    })
    return { status: 201, body: '{}' }
  }

  function schedule(event: QueuedEvent, delayMs: number): void {
    const scheduledIn = generation
    clock.after(delayMs + random.int(0, QUEUE.deliveryJitterMs), () => {
      if (scheduledIn === generation) deliver(event)
    })
  }

  function deliver(event: QueuedEvent): void {
    if (event.job.isCancelled) return
    if (clock.now() - event.pushedAt > QUEUE.retentionMs) {
      finish(event, 'failed')
      return
    }
    const { concurrency } = event
    const busy = concurrency === null ? 0 : (running.get(concurrency.key) ?? 0)
    if (concurrency !== null && busy >= concurrency.limit && !random.chance(QUEUE.concurrencyLeakShare)) {
      schedule(event, backoffMs(QUEUE.minBackoffMs, event.postponements++))
      return
    }
    if (concurrency !== null) running.set(concurrency.key, busy + 1)
    runtime.invoke({
      functionKey: event.functionKey,
      moduleKey: event.moduleKey,
      moduleType: 'consumer',
      payload: payloadOf(event, clock.now()),
      tree: event.tree,
      onEnd: (result) => settle(event, result),
    })
  }

  function settle(event: QueuedEvent, result: InvocationResult): void {
    const { concurrency } = event
    if (concurrency !== null) {
      const left = running.get(concurrency.key)! - 1
      if (left === 0) running.delete(concurrency.key)
      else running.set(concurrency.key, left)
    }
    event.retry = readRetry(result)
    if (event.retry === null) {
      finish(event, 'success')
      return
    }
    if (Buffer.byteLength(JSON.stringify(event.retry.data) ?? '') > QUEUE.retryDataBytes) {
      onViolation(`${event.functionKey} returned retryData of more than ${QUEUE.retryDataBytes} bytes.`)
    }
    schedule(event, event.retry.afterMs ?? backoffMs(QUEUE.minBackoffMs, event.retries))
    event.retries += 1
  }

  function finish(event: QueuedEvent, how: 'success' | 'failed'): void {
    if (!event.isDuplicate) jobs.finish(event.job, how)
  }

  return {
    counts,
    publish,
    stats: (body) => jobs.stats(body),
    cancel: (body) => jobs.cancel(body),
    clear: () => {
      generation += 1
      running.clear()
    },
  }
}

/** `AsyncEvent` of @forge/events; `retryContext` is there from the second attempt on. */
function payloadOf(event: QueuedEvent, now: number): Record<string, unknown> {
  const { retry } = event
  return {
    body: realm.JSON.parse(event.bodyText) as unknown,
    queueName: event.queueName,
    jobId: event.job.jobId,
    eventId: event.eventId,
    ...(event.concurrency === null ? {} : { concurrency: event.concurrency }),
    ...(retry === null
      ? {}
      : {
          retryContext: {
            retryCount: event.retries,
            retryReason: retry.reason,
            retryData: retry.data,
            retentionWindow: {
              startTime: new Date(event.pushedAt).toISOString(),
              remainingTimeMs: event.pushedAt + QUEUE.retentionMs - now,
            },
          },
        }),
  }
}

function findTooBig(body: string, bodies: readonly string[], timeoutSeconds: number): string | null {
  if (Buffer.byteLength(body) > QUEUE.pushBytes) return `A push may have ${QUEUE.pushBytes} bytes.`
  const isLong = timeoutSeconds > INVOCATION.longTimeoutSeconds
  return isLong && bodies.some((text) => Buffer.byteLength(text) > QUEUE.longEventBytes)
    ? `An event for a function with a long time-out may have ${QUEUE.longEventBytes} bytes.`
    : null
}
