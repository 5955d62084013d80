/** Product events: late by up to three minutes, at least once, in no order, filtered as the manifest says. */
import type { Clock } from '../clock'
import type { Random } from '../random'
import type { Deliveries } from './deliveries'
import { realm } from './instance'
import { EVENTS } from './limits'
import type { AppManifest, TriggerModule } from './manifest'
import { backoffMs, readRetry, type RetryRequest } from './retry'
import type { Runtime } from './runtime'

export interface ProductEvent {
  readonly eventType: string
  readonly [field: string]: unknown
}

export interface ProductEvents {
  emit(event: ProductEvent): void
  onDelivered(listener: (delivery: { at: number; event: ProductEvent }) => void): void
  onHandled(listener: (event: ProductEvent) => void): void
}

export function createProductEvents(options: {
  clock: Clock
  random: Random
  runtime: Runtime
  manifest: AppManifest
  deliveries: Deliveries
  cloudId: string
  isLicensed: () => boolean
}): ProductEvents {
  const { clock, random, runtime, manifest, deliveries, isLicensed } = options
  const listeners: ((delivery: { at: number; event: ProductEvent }) => void)[] = []
  const handledListeners: ((event: ProductEvent) => void)[] = []
  const subscribers = new Map<string, TriggerModule[]>()
  for (const trigger of manifest.triggers) {
    for (const eventType of trigger.eventTypes) {
      subscribers.set(eventType, [...(subscribers.get(eventType) ?? []), trigger])
    }
  }

  /** Half of the events come within the median, one in fifty after more than two minutes. */
  function drawDelayMs(): number {
    const share = random.next()
    return Math.round(Math.min(EVENTS.maxDelayMs, (EVENTS.medianDelayMs * share) / (1 - share)))
  }

  function deliver(
    trigger: TriggerModule,
    event: ProductEvent,
    text: string,
    attempt: number,
    retry: RetryRequest | null,
  ): void {
    const retryContext =
      retry === null ? {} : { retryContext: { retryCount: attempt, retryReason: retry.reason, retryData: retry.data } }
    const context = { cloudId: options.cloudId, moduleKey: trigger.key }
    runtime.invoke({
      functionKey: trigger.functionKey,
      moduleKey: trigger.key,
      moduleType: 'trigger',
      // Each delivery gets a copy of its own, which the app may change.
      payload: Object.assign(realm.JSON.parse(text) as object, { context, contextToken: '' }, retryContext),
      onStart: () => {
        for (const listener of listeners) listener({ at: clock.now(), event })
      },
      onEnd: (result) => {
        // What a trigger throws is lost; only what it returns, a time-out and a crash are tried again.
        const again = result.outcome === 'error' ? null : readRetry(result)
        if (again === null && result.outcome === 'ok') for (const listener of handledListeners) listener(event)
        if (again === null || attempt >= EVENTS.maxRetries) return
        const delayMs = again.afterMs ?? backoffMs(EVENTS.minBackoffMs, attempt)
        clock.after(delayMs, () => deliver(trigger, event, text, attempt + 1, again))
      },
    })
  }

  return {
    emit: (event) => {
      const triggers = subscribers.get(event.eventType)
      if (triggers === undefined) return
      let text: string | null = null
      for (const trigger of triggers) {
        if (!trigger.accepts(event, isLicensed())) continue
        const content = (text ??= JSON.stringify(event))
        if (Buffer.byteLength(content) > EVENTS.maxBytes) return
        const planned = deliveries.plan({ kind: 'events', name: event.eventType })
        for (const lateMs of planned)
          clock.after(drawDelayMs() + lateMs, () => deliver(trigger, event, content, 0, null))
        if (planned.length > 0 && random.chance(EVENTS.duplicateShare))
          clock.after(drawDelayMs(), () => deliver(trigger, event, content, 0, null))
      }
    },
    onDelivered: (listener) => void listeners.push(listener),
    onHandled: (listener) => void handledListeners.push(listener),
  }
}
