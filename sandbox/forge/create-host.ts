import type { Clock } from '../clock'
import type { Random } from '../random'
import type { Service } from '../service'
import { createAppLog } from './app-log'
import { createCallers } from './callers'
import { FORGE_DEFAULTS } from './guesses'
import type { ForgeAnswers } from './guesses'
import type { ForgeHost } from './host'
import { createDeliveries } from './deliveries'
import { createInstallation, type ForgeSite, type Licence } from './installation'
import { createInstanceFactory } from './instance'
import { createKvs } from './kvs/backend'
import { readManifest } from './manifest'
import { createOutbound } from './outbound'
import { createPersonalDataRegister } from './personal-data'
import { createPlatform } from './platform'
import { createProductEvents } from './product-events'
import { createQueue, type Queue } from './queue'
import { createRuntime, type InvocationRecord, type Runtime } from './runtime'
import { createSchedules } from './schedules'
import { webTriggerAddress } from './web-trigger-addresses'

export interface ForgeHostOptions {
  readonly clock: Clock
  readonly random: Random
  /** `backend` and `manifest` of a built bundle. */
  readonly bundlePath: string
  readonly manifestPath: string
  readonly services: readonly Service[]
  readonly site: ForgeSite
  /** Absent: an app that is not paid for, or not in production. */
  readonly licence?: Licence
  /** To guesses about Forge; the usual ones unless told. */
  readonly answers?: ForgeAnswers
}

const KEPT_VIOLATIONS = 100

export function createForgeHost(options: ForgeHostOptions): ForgeHost {
  const { clock, site } = options
  const random = options.random.fork('forge')
  const manifest = readManifest(options.manifestPath)
  let licence = options.licence ?? null
  const installation = createInstallation({ manifest, site, licence: () => licence, clock, random })
  const isLicensed = (): boolean => licence?.active ?? true
  const log = createAppLog()
  const kvs = createKvs({
    clock,
    random: random.fork('kvs'),
    entities: manifest.entities,
    answers: options.answers ?? FORGE_DEFAULTS,
  })
  const outbound = createOutbound({ clock, kill: (invocation) => runtime.kill(invocation) })
  const personalData = createPersonalDataRegister()
  const violations: string[] = []
  const tally = { invocations: 0, timedOut: 0, failed: 0 }
  const invocationListeners: ((record: InvocationRecord) => void)[] = []
  const deliveries = createDeliveries()
  let isInstalled = false
  let skewMs = 0

  function onViolation(text: string): void {
    if (violations.includes(text) || violations.length >= KEPT_VIOLATIONS) return
    violations.push(text)
    log.write(clock.now(), '', 'error', `violation: ${text}`)
  }

  function onEnd(record: InvocationRecord): void {
    tally.invocations += 1
    if (record.outcome === 'timed-out') tally.timedOut += 1
    else if (record.outcome === 'error') tally.failed += 1
    for (const listener of invocationListeners) listener(record)
  }

  const platform = createPlatform({
    clock,
    manifest,
    installation,
    services: options.services,
    kvs,
    outbound,
    personalData,
    queue: () => queue,
    kill: (invocation) => runtime.kill(invocation),
    onViolation,
  })
  const createInstance = createInstanceFactory({
    bundlePath: options.bundlePath,
    clock,
    random,
    log,
    skewMs: () => skewMs,
    host: {
      forgeFetch: platform.forgeFetch,
      fetch: platform.fetch,
      onUncaught: (instance, error) => runtime.fail(instance, error),
    },
  })
  const runtime: Runtime = createRuntime({
    clock,
    functions: manifest.functions,
    installation,
    createInstance,
    log,
    onEnd,
  })
  const queue: Queue = createQueue({ clock, random: random.fork('queue'), runtime, manifest, deliveries, onViolation })
  const shared = { clock, runtime, manifest, deliveries, cloudId: site.cloudId, isLicensed }
  const events = createProductEvents({ ...shared, random: random.fork('events') })
  const schedules = createSchedules({ ...shared, random: random.fork('schedules'), onViolation })
  const callers = createCallers({ clock, runtime, manifest, installation })

  function announce(eventType: string): void {
    events.emit({
      eventType,
      id: installation.installContext,
      app: { id: manifest.appId, version: '1.0.0' },
      environment: { id: installation.environmentId },
    })
  }

  return {
    install: () => {
      if (isInstalled) throw new Error('The app is installed already.')
      isInstalled = true
      schedules.start()
      announce('avi:forge:installed:app')
    },
    upgrade: () => {
      if (!isInstalled) throw new Error('Expected an app that is installed: there is nothing to upgrade.')
      runtime.retireInstances()
      announce('avi:forge:upgraded:app')
    },
    uninstall: async () => {
      schedules.stop()
      isInstalled = false
      await callers.preUninstall()
      runtime.killAll()
      queue.clear()
      kvs.clear()
    },
    pauseSchedules: schedules.pause,
    resumeSchedules: schedules.resume,
    fireSchedule: async (moduleKey) => {
      await schedules.fire(moduleKey)
    },
    emit: (event) => {
      if (isInstalled) events.emit(event)
    },
    onEventDelivered: events.onDelivered,
    onEventHandled: events.onHandled,
    invokeResolver: callers.invokeResolver,
    invokeWebTrigger: callers.invokeWebTrigger,
    webTriggerUrl: (moduleKey) => webTriggerAddress(installation, manifest.webTriggers.get(moduleKey)!),
    addInterceptor: outbound.addInterceptor,
    addPlatformInterceptor: platform.addInterceptor,
    onPlatformMessage: platform.onMessage,
    addDeliveryInterceptor: deliveries.addInterceptor,
    setClockSkew: (ms) => {
      skewMs = ms
    },
    setLicence: (next) => {
      licence = next
    },
    onRequest: outbound.onRequest,
    slowDown: outbound.slowDown,
    onInvocation: (listener) => void invocationListeners.push(listener),
    counts: {
      get invocations() {
        return tally.invocations
      },
      get timedOutInvocations() {
        return tally.timedOut
      },
      get failedInvocations() {
        return tally.failed
      },
      requests: outbound.requests,
      get kvsReads() {
        return kvs.usage.reads
      },
      get kvsWrites() {
        return kvs.usage.writes
      },
      get kvsReadBytes() {
        return kvs.usage.readBytes
      },
      get kvsWriteBytes() {
        return kvs.usage.writeBytes
      },
      get kvsReadUnits() {
        return kvs.usage.readUnits
      },
      get kvsWriteUnits() {
        return kvs.usage.writeUnits
      },
      get queueEvents() {
        return queue.counts.events
      },
      get logBytes() {
        return log.bytes
      },
      get throttledCalls() {
        return platform.counts.throttled
      },
    },
    personalData,
    log: log.entries,
    violations,
    inspectStorage: kvs.inspect,
  }
}
