/** The Forge side of the world: runs the built bundle, with KVS, queues, schedules, product events and egress. */
import type { Interceptor, ServiceName, ServiceRequest } from '../service'

export interface InvocationRecord {
  readonly id: number
  readonly functionKey: string
  readonly startedAt: number
  readonly endedAt: number
  readonly outcome: 'ok' | 'error' | 'timed-out' | 'killed'
  /** Message of the error, if any; the app's stack stays in the log. */
  readonly error: string | null
}

export interface ForgeHost {
  /** Installs the app: its `avi:forge:installed:app` trigger fires and the schedules begin (first tick within one interval). */
  install(): void
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
  addInterceptor(interceptor: Interceptor): () => void
  onRequest(listener: (service: ServiceName, request: ServiceRequest, reply: { status: number } | null) => void): void
  onInvocation(listener: (record: InvocationRecord) => void): void
  /** Counters since the start. */
  readonly counts: {
    invocations: number
    timedOutInvocations: number
    failedInvocations: number
    readonly requests: Record<ServiceName, number>
    kvsReads: number
    kvsWrites: number
    queueEvents: number
  }
  /** Everything the app logged, newest last (bounded). */
  readonly log: readonly { at: number; functionKey: string; level: string; text: string }[]
  /** What is at rest, for tests and inspection: plain copies. */
  inspectStorage(): {
    kvs: Record<string, unknown>
    secretKeys: string[]
    entities: Record<string, Record<string, unknown>>
  }
}
