/** The Forge side of the world: runs the built bundle, with KVS, queues, schedules, product events and egress. */
import type { Interceptor, ServiceName, ServiceRequest } from '../service'
import type { LogEntry } from './app-log'
import type { PersonalDataRegister } from './personal-data'
import type { PlatformInterceptor, PlatformListener } from './platform'
import type { DeliveryInterceptor } from './deliveries'
import type { Licence } from './installation'
import type { InvocationRecord } from './runtime'

export type { InvocationRecord } from './runtime'

export interface ForgeHost {
  /** Installs the app: its `avi:forge:installed:app` trigger fires and the schedules begin (first tick within one interval). */
  install(): void
  /** A new version is deployed: no instance of the old one serves again, and its `avi:forge:upgraded:app` trigger fires. */
  upgrade(): void
  /** Calls the `preUninstall` function, then soft-deletes the storage. */
  uninstall(): Promise<void>
  /** `advanceTo()` needs the clock to move without ticks, `runFor()` with them. */
  pauseSchedules(): void
  resumeSchedules(): void
  /** Fires a module of type scheduledTrigger now, whatever its interval. Resolves when the invocation has ended. */
  fireSchedule(moduleKey: string): Promise<void>
  /** A product event, delivered to every trigger that subscribes to it, up to three minutes late. */
  emit(event: { eventType: string; [field: string]: unknown }): void
  /** Called when a trigger invocation for a product event starts. */
  onEventDelivered(
    listener: (delivery: { at: number; event: { eventType: string; [field: string]: unknown } }) => void,
  ): void
  /** Called when a trigger invocation for a product event has ended well and asks for no other delivery. */
  onEventHandled(listener: (event: { eventType: string; [field: string]: unknown }) => void): void
  /**
   * Calls a resolver as a user, as the page's bridge does. Needs the clock to run meanwhile.
   * Rejects with the message of the error that the resolver threw.
   */
  invokeResolver(
    moduleKey: string,
    functionKey: string,
    payload: unknown,
    caller: { accountId: string },
  ): Promise<unknown>
  invokeWebTrigger(
    moduleKey: string,
    request: { method: string; path: string; headers: Record<string, string[]>; body: string },
  ): Promise<{
    statusCode: number
    headers?: Record<string, string[]>
    body?: string
  }>
  /** Address of a web trigger, as `webTrigger.getUrl` tells the app. */
  webTriggerUrl(moduleKey: string): string
  addInterceptor(interceptor: Interceptor): () => void
  /** Asked before each call to the key-value store, the queue and other interfaces of the platform itself. */
  addPlatformInterceptor(interceptor: PlatformInterceptor): () => void
  /** Tells every call to the key-value store, the queue and other interfaces of the platform, with what the app sent. */
  onPlatformMessage(listener: PlatformListener): void
  /** Asked for each queue event, product event and tick. */
  addDeliveryInterceptor(interceptor: DeliveryInterceptor): () => void
  /** From now on the functions' clocks are ahead of the true time by `ms` (behind it below zero). */
  setClockSkew(ms: number): void
  /** From now on every remote call takes at least so long. */
  slowDown(atLeastMs: number): void
  /** From now on the app's own licence is this; null: Forge says nothing of it, as where the app is not paid for. */
  setLicence(licence: Licence | null): void
  onRequest(listener: (service: ServiceName, request: ServiceRequest, reply: { status: number } | null) => void): void
  onInvocation(listener: (record: InvocationRecord) => void): void
  /** Counters since the start; the object is live. */
  readonly counts: {
    readonly invocations: number
    readonly timedOutInvocations: number
    readonly failedInvocations: number
    readonly requests: Readonly<Record<ServiceName, number>>
    /** Requests to the store; a batch or a transaction counts once. */
    readonly kvsReads: number
    readonly kvsWrites: number
    /** Key and value, as billed: a read that finds nothing counts 1 KB. */
    readonly kvsReadBytes: number
    readonly kvsWriteBytes: number
    /** What the limit of a minute counts. */
    readonly kvsReadUnits: number
    readonly kvsWriteUnits: number
    /** Events pushed. */
    readonly queueEvents: number
    readonly logBytes: number
    /** Calls to the store and to the queue that the platform refused for their number. */
    readonly throttledCalls: number
  }
  /** Whose profile changed and who closed their account, as Atlassian tells an app that reports what it keeps. */
  readonly personalData: PersonalDataRegister
  /** Everything the app logged, newest last (bounded). */
  readonly log: readonly LogEntry[]
  /**
   * What the app did that the real platform would refuse or lose: undeclared hosts, unknown queues and interfaces, limits
   * broken, calls nobody awaited. Tests assert that this is empty. Each text once, bounded.
   */
  readonly violations: readonly string[]
  /** What is at rest, for tests and inspection: plain copies. */
  inspectStorage(): {
    kvs: Record<string, unknown>
    secretKeys: string[]
    entities: Record<string, Record<string, unknown>>
  }
}
